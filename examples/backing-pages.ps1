<#
.SYNOPSIS
    An allocation fails while a buffer gets its pages: with the patch that is an error, without it an oops later on.
.DESCRIPTION
    A failed get_pages once left its error pointer in backing.pages. The next caller saw something that was not null and
    believed in success; the retried CPU fault read the list of pages at 0xfffffffffffffff4. Then the buffer is evicted:
    its contents go to swap, and come back with the next access.

    Ends with exit code 0; with 1 if anything differs from what it should be.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/backing-pages.ps1
.EXAMPLE
    pwsh -File examples/backing-pages.ps1
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
. (Join-Path $PSScriptRoot 'common/checks.ps1')

'With the patch:'
$null = New-GpuDevice -Memory 32MB -Name patched
$buffer = New-GpuBuffer 16KB -Label vertices
$null = Add-GpuFault -On PageAllocation
Get-BackingPages $buffer -Populate -ErrorAction SilentlyContinue -ErrorVariable problem
Assert-Same 'the error reaches the caller' $problem[0].FullyQualifiedErrorId 'ENOMEM,PanthorPS.GetBackingPagesCommand'
Assert-Same 'the buffer is clean' "$($buffer.IsResident) $($buffer.PinCount)" 'False 0'
Write-GpuBuffer $buffer -Value 'hello'
Assert-Same 'a later access succeeds' "$((Get-BackingPages $buffer -First 1).State)" 'Resident'

'Under pressure the contents go to swap and come back:'
Assert-Same 'all pages are reclaimed' (Invoke-GpuReclaim).Reclaimed 4
Assert-Same 'page 0 is in swap' "$((Get-BackingPages $buffer -First 1).State)" 'Swapped'
$text = [System.Text.Encoding]::UTF8.GetString([byte[]] (Read-GpuBuffer $buffer -Count 5))
Assert-Same 'the CPU reads what it wrote' $text 'hello'
Get-BackingPages $buffer | Format-Table
Remove-GpuDevice patched

'Without the patch:'
$null = New-GpuDevice -Memory 32MB -Name unpatched -Without ClearBackingPagesOnError
$buffer = New-GpuBuffer 16KB -Label vertices
$null = Add-GpuFault -On PageAllocation
$id = ''
try {
    Write-GpuBuffer $buffer -Value 'hello'
}
catch {
    $id = $_.FullyQualifiedErrorId
}

Assert-Same 'the retried fault is an oops' $id 'KernelOops,PanthorPS.WriteGpuBufferCommand'
$title = (Get-GpuFinding -Kind Oops).Title
"        $title"
Assert-Same 'at the error pointer' ($title -like '*0xfffffffffffffff4*nonblocking_page_setup*') $true
Remove-GpuDevice unpatched -WarningAction SilentlyContinue

if ($failures -ne 0) {
    exit 1
}
