<#
.SYNOPSIS
    More buffers than memory: who gives pages up, where they go, and how they come back.
.DESCRIPTION
    Six programs share a machine with 16 MiB of memory, and each has a scene of 4 MiB in a VM of its own. The driver's
    shrinker takes pages from those that were used longest ago: they go to swap, and the page tables lose their entries.
    Whoever is used again gets everything back, and another one pays. Then swap breaks: the access that needs it fails
    and says why, nothing is lost, and it succeeds as soon as swap works again.

    Ends with exit code 0; with 1 if anything differs from what it should be.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/memory-pressure.ps1
.EXAMPLE
    pwsh -File examples/memory-pressure.ps1
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
. (Join-Path $PSScriptRoot 'common/checks.ps1')

'A small machine: 16 MiB of memory, 64 MiB of swap'
$device = New-GpuDevice -Memory 16MB -Swap 64MB -Name small
Get-GpuMemory | Format-Table

# Six programs, each with a VM and a buffer that begins with its own number.
$scenes = foreach ($number in 1..6) {
    $client = New-GpuClient "program $number"
    $vm = New-GpuVm -Client $client
    $buffer = New-GpuBuffer 4MB -Label "scene $number" -Client $client
    Write-GpuBuffer $buffer -Value ([uint64] $number)
    Invoke-VmBind $vm $buffer 0x40000000
    $null = Read-GpuMemory $vm 0x40000000
    [pscustomobject]@{ Number = $number; Vm = $vm; Buffer = $buffer }
}

'Six programs have drawn their scenes; those that came first have given up their pages'
$scenes.Buffer | Format-Table
Get-GpuMemory | Format-Table
foreach ($scene in $scenes[0], $scenes[5]) {
    Format-GpuVm $scene.Vm -Address 0x40000000 -Size 4MB | Format-Table
}

Assert-Same 'the newest scene is in memory' $scenes[5].Buffer.IsResident $true
Assert-Same 'the oldest is not' $scenes[0].Buffer.IsResident $false
Assert-Same 'its first page is in swap' "$((Get-BackingPages $scenes[0].Buffer -First 1).State)" 'Swapped'

# The mapping is still there; only its entries in the page table are gone.
Assert-Same 'it is still mapped' (Get-GpuMapping $scenes[0].Vm).IsEvicted $true
Assert-Same 'without an entry' @(Get-GpuPageTable $scenes[0].Vm).Count 0

# Whoever draws again gets the pages back before the GPU begins, and the bytes are those that were written.
'All draw again, one after the other: each time the one that waited longest pays, and is the next to draw'
foreach ($scene in $scenes) {
    $place = if ($scene.Buffer.IsResident) { 'in memory' } else { 'in swap' }
    $seen = Read-GpuMemory $scene.Vm 0x40000000 -As UInt64
    Assert-Same "scene $($scene.Number), which was $place" $seen ([uint64] $scene.Number)
}
Get-GpuMemory | Format-Table

# Swap breaks. The access that needs it fails, and nothing else does.
'Swap breaks'
$gone = $scenes | Where-Object { -not $_.Buffer.IsResident } | Select-Object -First 1
$fault = Add-GpuFault SwapIn
$problem = $null
try {
    $null = Read-GpuMemory $gone.Vm 0x40000000 -As UInt64
}
catch {
    $problem = $_
}
Assert-Same 'the program is told' ($null -ne $problem) $true
"        $problem"
Assert-Same 'the fault has fired' $fault.Fired 1
Assert-Same 'swap works again, and so does the program' (
    Read-GpuMemory $gone.Vm 0x40000000 -As UInt64) ([uint64] $gone.Number)

# All that can be reclaimed at once, as the kernel does when another program needs the memory.
'Somebody else needs the memory'
$reclaimed = Invoke-GpuReclaim
$reclaimed | Format-Table
Assert-Same 'no buffer is left in memory' @($scenes.Buffer | Where-Object IsResident).Count 0
Assert-Same 'the checkers found nothing' @(Get-GpuFinding).Count 0

Remove-GpuDevice $device -Confirm:$false

if ($failures -gt 0) {
    "$failures differences"
    exit 1
}
'Everything as it should be.'
exit 0
