<#
.SYNOPSIS
    Evict groups before their VM goes: a client destroys a group that is on a slot, and its VM right after.
.DESCRIPTION
    GROUP_DESTROY returns at once: the group leaves its slot with the scheduler's next tick. As it leaves, the firmware
    writes its working copy of the tiler heap's context back to memory, through the address space of the group. If
    VM_DESTROY has unmapped the contexts by then, that is a page fault of the GPU, although the client did everything in
    the right order.

    With the patch "drm/panthor: Evict groups before VM termination" VM_DESTROY first waits until the tick is through.
    Both drivers run under the same schedules, which only a seed decides. The script counts the faults and shows the two
    timelines of the first schedule that faults without the patch. It ends with exit code 0 if there is no fault with the
    patch, and there is one without it, and that one comes again in the same way when it is repeated.
.PARAMETER Seeds
    How many schedules are tried with each driver.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/evict-before-destroy.ps1
.EXAMPLE
    pwsh -File examples/evict-before-destroy.ps1 -Seeds 500
#>
[CmdletBinding()]
param(
    [int] $Seeds = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')

$patch = 'EvictGroupsBeforeVmDestroy'

# One schedule: a group with a tiler heap is on a slot; it is destroyed, then its VM. What happened comes back.
function Invoke-Teardown([int] $Seed, [string] $Without) {
    $options = @{ Memory = 32MB; Schedule = 'Random'; Seed = $Seed }
    if ($Without) {
        $options.Without = $Without
    }
    $gpu = New-GpuDevice @options
    $vm = New-GpuVm
    $heap = New-GpuTilerHeap -Vm $vm -ChunkSize 128KB
    $stream = New-GpuCommandStream -Vm $vm -Address 0x400000 {
        Mov d0 $heap.ContextAddress
        HeapSet d0
        HeapOperation VtStart
        Label Forever
        Branch Forever
    }
    $group = New-GpuGroup -Vm $vm
    $null = Submit-GpuJob -Group $group -Stream $stream
    $null = Step-GpuDevice 1ms
    $run = @{ Seed = $Seed; Slot = $group.Slot; Start = $gpu.VirtualTime; Context = $heap.ContextAddress }

    Remove-GpuGroup -Group $group -Confirm:$false
    $run.Returned = $gpu.VirtualTime
    Remove-GpuVm -Vm $vm -Confirm:$false
    $run.Destroyed = $gpu.VirtualTime
    $null = Step-GpuDevice 20ms

    $run.Faults = @(Get-GpuFinding -Kind GpuPageFault | ForEach-Object Title)
    $run.Log = @(Get-GpuLog -Level Error | ForEach-Object Message)
    $run.Events = @(Get-GpuEvent -Since $run.Start)
    Get-GpuDevice | Remove-GpuDevice -Confirm:$false
    $run
}

# An event in words; nothing if it does not belong to the story.
function Get-Words($Event, $Run) {
    $data = $Event.Data
    switch ($Event.Name) {
        'panthor_vm_unmap' {
            if ($data.va -eq $Run.Context) { 'VM_DESTROY: heap contexts unmapped' }
            elseif ($data.va -gt $Run.Context -and $data.size -ge 128KB) { 'VM_DESTROY: heap chunk unmapped' }
        }
        'gpu_access_stalled' { 'firmware: write waits, region is locked' }
        'gpu_heap_writeback' {
            if ($data.status -eq 0) { 'firmware: heap context written' } else { 'firmware: heap context not written' }
        }
        'gpu_csg_state' { 'firmware: group has left its slot' }
        'gpu_mmu_fault' { 'MMU: page fault at 0x{0:x}' -f $data.va }
        'panthor_group_unbind' { "tick: slot $($data.slot) is free" }
    }
}

function Get-Timeline($Run) {
    $lines = @(
        [pscustomobject]@{ Time = $Run.Start; Text = "GROUP_DESTROY, group on slot $($Run.Slot)" }
        [pscustomobject]@{ Time = $Run.Returned; Text = 'VM_DESTROY begins' }
        foreach ($event in $Run.Events) {
            foreach ($text in @(Get-Words $event $Run)) {
                [pscustomobject]@{ Time = $event.Time; Text = $text }
            }
        }
        [pscustomobject]@{ Time = $Run.Destroyed; Text = 'VM_DESTROY returns' }
    )
    $order = 0
    foreach ($line in $lines) {
        [pscustomobject]@{
            Nanoseconds = $line.Time.Nanoseconds - $Run.Start.Nanoseconds
            Order       = $order++
            Text        = $line.Text
        }
    }
}

# Both timelines in one list, by time since GROUP_DESTROY; what happens at the same time stands in the same line.
function Write-Timelines($With, $Without) {
    $rows = @{}
    foreach ($side in 'Left', 'Right') {
        foreach ($line in @(Get-Timeline $(if ($side -eq 'Left') { $With } else { $Without }))) {
            $key = '{0:d12} {1:d3}' -f $line.Nanoseconds, $line.Order
            if (-not $rows.ContainsKey($key)) {
                $rows[$key] = @{ Nanoseconds = $line.Nanoseconds; Left = ''; Right = '' }
            }
            $rows[$key][$side] = $line.Text
        }
    }
    '{0,8}  {1,-42}  {2}' -f 'us', 'Linux 7.2', 'without the patch'
    '{0,8}  {1,-42}  {2}' -f '--', '---------', '-----------------'
    foreach ($key in @($rows.Keys | Sort-Object)) {
        '{0,8:f1}  {1,-42}  {2}' -f ($rows[$key].Nanoseconds / 1000), $rows[$key].Left, $rows[$key].Right
    }
}

$with = foreach ($seed in 1..$Seeds) { Invoke-Teardown $seed }
$without = foreach ($seed in 1..$Seeds) { Invoke-Teardown $seed $patch }
$wrong = @($with | Where-Object { $_.Faults.Count -gt 0 })
$bad = @($without | Where-Object { $_.Faults.Count -gt 0 })
$first = if ($bad.Count -gt 0) { $bad[0].Seed } else { 0 }

"A group with a tiler heap is on a slot; the client destroys it, and its VM right after. $Seeds schedules."
@(
    [pscustomobject]@{
        Driver = 'Linux 7.2'; Schedules = $Seeds; Faults = $wrong.Count; Seed = '-'
    }
    [pscustomobject]@{
        Driver = 'without the patch'; Schedules = $Seeds; Faults = $bad.Count; Seed = if ($first) { $first } else { '-' }
    }
) | Format-Table

if ($first) {
    "Seed $first, with the patch and without:"
    ''
    Write-Timelines $with[$first - 1] $bad[0]
    ''
    'The kernel log without the patch:'
    $bad[0].Log | Select-Object -First 1 | ForEach-Object { "    $($_ -replace '\s+', ' ')" }
    ''
}

$failures = 0
function Assert-True([bool] $Good, [string] $Text) {
    if ($Good) {
        "ok      $Text"
    }
    else {
        $script:failures++
        "DIFFERS $Text"
    }
}

Assert-True ($wrong.Count -eq 0) "with the patch no schedule meets a page fault"
Assert-True ($bad.Count -gt 0) "without it $($bad.Count) of $Seeds schedules do"
if ($first) {
    $again = Invoke-Teardown $first $patch
    Assert-True (($again.Faults -join ' ') -ceq ($bad[0].Faults -join ' ')) "seed $first faults again in the same way"
    Assert-True ($bad[0].Log -join ' ' -like '*Unhandled Page fault in AS*') 'the driver reports an unhandled page fault'
}

if ($failures -gt 0) {
    exit 1
}
exit 0
