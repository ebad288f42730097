<#
.SYNOPSIS
    First steps with PanthorPS: bytes of a file, seen by a GPU.
.DESCRIPTION
    Puts the bytes of a file into a buffer of a simulated Mali-G610, binds the buffer in the address space of a VM at
    several addresses, splits and remaps the bindings, looks at the mappings and at the page table, reads the bytes back
    through the GPU's MMU and compares them. Then it shows what a wrong access and a wrong argument look like.

    Ends with exit code 0; with 1 if anything differs from what it should be.
.PARAMETER Path
    The file whose bytes are used.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/first-steps.ps1 -Path README.md
.EXAMPLE
    pwsh -File examples/first-steps.ps1
#>
[CmdletBinding()]
param(
    [string] $Path = (Join-Path $PSScriptRoot '../LICENSE')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
. (Join-Path $PSScriptRoot 'common/checks.ps1')

function Get-Digest([byte[]] $Bytes) {
    $hash = [System.Security.Cryptography.SHA256]::HashData($Bytes)
    [System.Convert]::ToHexString($hash).Substring(0, 16)
}

# A machine: memory, a GPU, and the driver that finds it.
$device = New-GpuDevice -Model Mali-G610 -Memory 64MB
'The machine'
$device | Format-List
Get-GpuLog | Format-Table

# A buffer holds the file. Its pages come with the first write.
[byte[]] $file = [System.IO.File]::ReadAllBytes((Resolve-Path -LiteralPath $Path).ProviderPath)
if ($file.Length -eq 0) {
    throw "$Path is empty: there is nothing to show"
}
$page = 4KB
$size = [long] ([math]::Ceiling($file.Length / $page) * $page)
$buffer = New-GpuBuffer -Size $size -Label (Split-Path -Leaf $Path)
Write-GpuBuffer -Buffer $buffer -Value $file
"The buffer: $($file.Length) bytes of $(Split-Path -Leaf $Path) in $($size / $page) pages"
$buffer | Format-Table

# A VM maps it three times: as it is, read-only, and far away without the right to execute.
$vm = New-GpuVm
Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x100000 -Size $size
Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x40000000 -Size $size -ReadOnly
Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x7f0000000000 -Size $size -NoExecute -Uncached
'Mapped at three addresses'
Get-GpuMapping -Vm $vm | Format-Table

foreach ($address in 0x100000, 0x40000000, 0x7f0000000000) {
    $seen = Read-GpuMemory -Vm $vm -Address $address -Count $file.Length
    Assert-Same ('the GPU sees the file at 0x{0:x}' -f $address) (Get-Digest $seen) (Get-Digest $file)
}

# A 2 MiB buffer makes one block of the page table. A hole in it splits the block ...
$big = New-GpuBuffer -Size 2MB -Label 'two megabytes'
Write-GpuBuffer -Buffer $big -Value $file -Offset 0
Write-GpuBuffer -Buffer $big -Value $file -Offset (2MB - $size)
Invoke-VmBind -Vm $vm -Buffer $big -Address 0x200000 -Size 2MB
'One block of 2 MiB'
Get-GpuPageTable -Vm $vm -Address 0x200000 -Size 2MB | Format-Table

Invoke-VmBind -Vm $vm -Unmap -Address 0x280000 -Size 64KB
'A hole of 64 KiB in it: the mapping in two pieces, the block in 496 pages'
Get-GpuMapping -Vm $vm -Address 0x200000 | Format-Table
$leaves = @(Get-GpuPageTable -Vm $vm -Address 0x200000 -Size 2MB)
$leaves | Select-Object -First 3 | Format-Table
Assert-Same 'leaf entries after the hole' $leaves.Count (512 - 16)

# ... and a mapping over the edge of the hole takes the place of what was there.
Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x278000 -Size $page
Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x288000 -Size $page
'One page over an old mapping, one in the hole'
Get-GpuMapping -Vm $vm | Format-Table
Assert-Same 'mappings now' @(Get-GpuMapping -Vm $vm).Count 8

# The walk, step by step, and back to the buffer.
'Where the last page of the block leads'
Resolve-GpuAddress -Vm $vm -Address (0x400000 - $page) | Format-List
$tail = Read-GpuMemory -Vm $vm -Address (0x400000 - $size) -Count $file.Length
Assert-Same 'the file at the end of the block' (Get-Digest $tail) (Get-Digest $file)
$head = Read-GpuMemory -Vm $vm -Address 0x278000 -Count ([math]::Min($page, $file.Length))
Assert-Same 'the page mapped over it' (Get-Digest $head) (Get-Digest $file[0..([math]::Min($page, $file.Length) - 1)])

# The GPU writes, the CPU reads.
Write-GpuMemory -Vm $vm -Address 0x100000 -Value ([byte[]] (0x50, 0x61, 0x6e))
$back = Read-GpuBuffer -Buffer $buffer -Count 3
Assert-Same 'what the GPU wrote' ('{0:x2} {1:x2} {2:x2}' -f $back[0], $back[1], $back[2]) '50 61 6e'

# What goes wrong says why: a GPU access without a mapping, a write to a read-only page ...
$wrong = @(
    { Read-GpuMemory -Vm $vm -Address 0x280000 -Count 4 -ErrorAction Stop }
    { Write-GpuMemory -Vm $vm -Address 0x40000000 -Value 1 -ErrorAction Stop }
    { Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x1234 -Size $page -ErrorAction Stop }
    { Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0xffff00000000 -Size $page -ErrorAction Stop }
    { Invoke-VmBind -Vm $vm -Buffer 77 -Address 0x5000 -Size $page -ErrorAction Stop }
)
'What wrong accesses and wrong arguments say'
$errors = foreach ($action in $wrong) {
    try {
        & $action
        $failures++
        "DIFFERS no error: $action"
    }
    catch {
        [pscustomobject]@{
            Error    = $_.FullyQualifiedErrorId.Split(',')[0]
            Category = $_.CategoryInfo.Category
            Message  = $_.Exception.Message
        }
    }
}
$errors | Format-List
Assert-Same 'their names' (($errors | ForEach-Object Error) -join ' ') 'GpuPageFault GpuPageFault EINVAL EINVAL EINVAL'

Assert-Same 'the unmapped page' ($errors[0].Message -match 'TRANSLATION_FAULT_3') $true
Assert-Same 'the read-only page' ($errors[1].Message -match 'PERM_FAULT_3') $true

# ... and the driver's log tells it as on a real board.
Get-GpuLog -Last 6 | Format-Table
Assert-Same 'findings of the checkers' @(Get-GpuFinding | Where-Object Kind -ne GpuPageFault).Count 0

Remove-GpuVm -Vm $vm -Confirm:$false
Remove-GpuDevice -Device $device -Confirm:$false

if ($failures -gt 0) {
    "$failures differences"
    exit 1
}
'Everything as it should be.'
exit 0
