<#
.SYNOPSIS
    A tour of the page table: from a GPU address through four levels to a byte of memory, and back.
.DESCRIPTION
    Maps a buffer so that one block of 2 MiB and a few pages of 4 KiB are needed, and reads the table that the driver
    wrote, entry by entry, from the memory of the machine: which bits say what, how a block is split when a hole is cut
    into it, how it becomes a block again, what read-only and no-execute look like, and what the hardware says where the
    walk ends in nothing.

    Ends with exit code 0; with 1 if anything differs from what it should be.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/page-table-tour.ps1
.EXAMPLE
    pwsh -File examples/page-table-tour.ps1
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
. (Join-Path $PSScriptRoot 'common/checks.ps1')

$null = New-GpuDevice -Memory 64MB
$vm = New-GpuVm
$buffer = New-GpuBuffer (2MB + 12KB) -Label tour
Write-GpuBuffer $buffer -Value ([uint64] 0xc0ffee) -Offset 0x1238
Invoke-VmBind $vm $buffer -Address 0x40000000

# 1. The whole table. Each level has 512 entries: nine bits of the address choose one of them.
'1. Every entry that is not zero, tables included'
Get-GpuPageTable $vm -Tables | Format-Table
'   The columns L0 to L3 are the steps of the hardware: which entry of the table of each level it takes.'

# 2. The same walk by hand. The register TRANSTAB tells where the root is.
'2. The walk to 0x40001238, by hand'
[uint64] $address = 0x40001238
foreach ($level in 0..3) {
    $index = ($address -shr (39 - 9 * $level)) -band 511
    '   level {0}: bits {1} to {2} of the address are {3}' -f $level, (47 - 9 * $level), (39 - 9 * $level), $index
}
$path = @(Get-GpuPageTable $vm -Tables -Address $address)
$path | Format-Table
$block = $path[-1]
Assert-Same 'the walk ends at level 2: the entry is a block of 2 MiB' "$($block.Level) $($block.Size)" "2 $(2MB)"

# 3. A descriptor bit by bit (AArch64 LPAE, stage 1).
'3. What the last descriptor says'
$raw = $block.Raw
$bits = @(
    [pscustomobject]@{ Bits = '1:0'; Meaning = '1 is a block, 3 a table or a page'; Value = $raw -band 3 }
    [pscustomobject]@{ Bits = '4:2'; Meaning = 'memory type, an index into MEMATTR'; Value = ($raw -shr 2) -band 7 }
    [pscustomobject]@{ Bits = '6'; Meaning = 'the GPU may access it'; Value = ($raw -shr 6) -band 1 }
    [pscustomobject]@{ Bits = '7'; Meaning = 'read-only'; Value = ($raw -shr 7) -band 1 }
    [pscustomobject]@{ Bits = '9:8'; Meaning = 'shareability'; Value = ($raw -shr 8) -band 3 }
    [pscustomobject]@{ Bits = '10'; Meaning = 'access flag'; Value = ($raw -shr 10) -band 1 }
    [pscustomobject]@{ Bits = '54'; Meaning = 'never execute'; Value = ($raw -shr 54) -band 1 }
)
$bits | Format-Table
'   The rest is the address: 0x{0:x12}' -f ($raw -band 0xfffffffff000)
Assert-Same 'which is what the module says' ($raw -band 0xfffffffff000) $block.PhysicalAddress

# 4. The byte. Resolve-GpuAddress walks for us, and knows which byte of which buffer that is.
'4. From the address to the byte'
$found = Resolve-GpuAddress $vm $address
$found | Format-List
Assert-Same 'the offset in the buffer' $found.BufferOffset ([uint64] 0x1238)
Assert-Same 'what the GPU reads there' (Read-GpuMemory $vm $address -As UInt64) ([uint64] 0xc0ffee)

# 5. A hole in a block: 511 pages take its place, in a table of their own.
'5. One page of the block is unmapped'
Invoke-VmBind $vm -Unmap -Address 0x40100000 -Size 4KB
Get-GpuPageTable $vm -Tables -Address 0x400ff000 -Size 12KB | Format-Table
Format-GpuVm $vm -Address 0x40000000 -Size 4MB | Format-Table
Assert-Same 'pages of the former block' @(Get-GpuPageTable $vm -Address 0x40000000 -Size 2MB).Count 511

# 6. The hole is filled again. The driver does not join pages; a map of the whole block does.
'6. The page comes back, and then the block'
Invoke-VmBind $vm $buffer -Address 0x40100000 -Size 4KB -Offset 1MB
Assert-Same 'there are 512 pages now' @(Get-GpuPageTable $vm -Address 0x40000000 -Size 2MB).Count 512
Invoke-VmBind $vm $buffer -Address 0x40000000 -Size 2MB
Assert-Same 'mapped anew, it is a block again' (Get-GpuPageTable $vm -Address 0x40000000).Size ([uint64] 2MB)

# 7. Rights are bits, too.
'7. The same page four times, with different rights'
Invoke-VmBind $vm $buffer 0x50000000 -Size 4KB
Invoke-VmBind $vm $buffer 0x50001000 -Size 4KB -ReadOnly
Invoke-VmBind $vm $buffer 0x50002000 -Size 4KB -NoExecute
Invoke-VmBind $vm $buffer 0x50003000 -Size 4KB -Uncached
$pages = Get-GpuPageTable $vm -Address 0x50000000 -Size 16KB
$pages | Format-Table
Assert-Same 'all show the same memory' @($pages.PhysicalAddress | Sort-Object -Unique).Count 1
Assert-Same 'bit 7 is read-only' (($pages[0].Raw -bxor $pages[1].Raw) -eq 0x80) $true

# 8. Where a walk ends in nothing, the level that it reached is in the name of the fault.
'8. Walks that end in nothing'
$ends = @(
    @{ Address = 0x40203000; Why = 'its table is there, its page is not'; Fault = 'TRANSLATION_FAULT_3' }
    @{ Address = 0x60000000; Why = 'there is no table of pages'; Fault = 'TRANSLATION_FAULT_2' }
    @{ Address = 0x8000000000; Why = 'the root has no entry'; Fault = 'TRANSLATION_FAULT_0' }
)
foreach ($end in $ends) {
    try {
        $null = Read-GpuMemory $vm $end.Address
    }
    catch {
        $name = $_.Exception.ExceptionName
        Assert-Same ('0x{0:x}: {1}' -f $end.Address, $end.Why) $name $end.Fault
    }
}

Get-GpuDevice | Remove-GpuDevice -Confirm:$false

if ($failures -gt 0) {
    "$failures differences"
    exit 1
}
'Everything as it should be.'
exit 0
