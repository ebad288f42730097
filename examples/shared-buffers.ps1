<#
.SYNOPSIS
    A camera, the GPU, the CPU and a display share buffers: who must tell whom, and what is seen if nobody does.
.DESCRIPTION
    The camera's pictures lie in a buffer of the system's heap, an exporter that is not panthor; the frames that the display
    shows lie in a buffer of panthor. On a board that is not coherent the CPU's cache comes between: without the brackets of
    DMA_BUF_IOCTL_SYNC the devices see what was there before. On a coherent board the same program works without them.

    Ends with exit code 0; with 1 if anything differs from what it should be.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/shared-buffers.ps1
.EXAMPLE
    pwsh -File examples/shared-buffers.ps1
#>
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
. (Join-Path $PSScriptRoot 'common/checks.ps1')

foreach ($coherent in $false, $true) {
    $device = New-GpuDevice -Memory 32MB -Coherent:$coherent
    $vm = New-GpuVm
    "A board that is $(if ($coherent) { 'coherent' } else { 'not coherent' })"

    # The camera's buffer: panthor imports it, and never evicts what belongs to another.
    $pictures = New-GpuDmaBuf 64KB
    $picture = Import-GpuBuffer $pictures
    Invoke-VmBind $vm $picture 0x40000000
    $camera = Connect-GpuDmaBuf $pictures -Name camera
    Assert-Same 'the camera''s buffer is imported' $picture.IsImported $true

    # The display's buffer: panthor exports it, and keeps its pages in place as long as the display is there.
    $frame = New-GpuBuffer 64KB -WriteBack -Label frame
    Invoke-VmBind $vm $frame 0x50000000
    $frames = Export-GpuBuffer $frame
    $display = Connect-GpuDmaBuf $frames -Name display
    $pictures, $frames | Format-Table
    Assert-Same 'the display pins the frame' $frame.PinCount 1

    # The camera takes a picture, the GPU looks at it: two devices, and no cache between them.
    Write-GpuDmaBuf $camera -Value ([uint32] 7)
    Assert-Same 'the GPU sees the picture' (Read-GpuMemory $vm 0x40000000 -As UInt32) ([uint32] 7)

    # The CPU reads it, and the camera takes another: the CPU's cache has the old one, until a bracket begins.
    $null = Read-GpuBuffer $picture -Count 4
    Write-GpuDmaBuf $camera -Value ([uint32] 8)
    $stale = Read-GpuBuffer $picture -Count 4 -As UInt32
    Assert-Same 'the CPU without a bracket' $stale ([uint32] $(if ($coherent) { 8 } else { 7 }))
    Sync-GpuDmaBuf $pictures Read
    Assert-Same 'the CPU with one' (Read-GpuBuffer $picture -Count 4 -As UInt32) ([uint32] 8)
    Sync-GpuDmaBuf $pictures Read -Complete

    # The CPU draws into the frame: the display sees it when the bracket is complete.
    Sync-GpuDmaBuf $frames Write
    Write-GpuBuffer $frame -Value ([uint32] 9)
    $early = Read-GpuDmaBuf $display -Count 4 -As UInt32
    Assert-Same 'the display before the end of the bracket' $early ([uint32] $(if ($coherent) { 9 } else { 0 }))
    Sync-GpuDmaBuf $frames Write -Complete
    Assert-Same 'and after it' (Read-GpuDmaBuf $display -Count 4 -As UInt32) ([uint32] 9)

    # Memory gets scarce: nothing of all this can be taken, until the display has gone.
    Assert-Same 'nothing can be reclaimed' (Invoke-GpuReclaim).Reclaimed 0
    $camera, $display | Disconnect-GpuDmaBuf
    Assert-Same 'now the frame can' (Invoke-GpuReclaim).Reclaimed 16
    Assert-Same 'and comes back' (Read-GpuMemory $vm 0x50000000 -As UInt32) ([uint32] 9)
    Assert-Same 'the checkers found nothing' @(Get-GpuFinding).Count 0
    Remove-GpuDevice $device
}

if ($failures -ne 0) {
    exit 1
}
