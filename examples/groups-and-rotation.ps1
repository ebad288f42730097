<#
.SYNOPSIS
    Groups take turns: twice as many busy groups as the firmware has slots, and one that is in a hurry.
.DESCRIPTION
    Six groups of one priority run endless streams on three slots. The scheduler takes the group that has been on its slot
    for longest off with each time slice, and the one that waits for longest takes its place. Then a group of real-time
    priority gets a job: it does not wait for the end of a slice.

    Shows the slots after each slice. Ends with exit code 0 if every group got its turns and the urgent one was not kept
    waiting.
.PARAMETER Slices
    How many time slices to show.
.EXAMPLE
    dotnet run --project src/PanthorShell -- examples/groups-and-rotation.ps1
.EXAMPLE
    pwsh -File examples/groups-and-rotation.ps1 -Slices 30
#>
[CmdletBinding()]
param(
    [int] $Slices = 14
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')

$gpu = New-GpuDevice -Memory 64MB -CsgSlots 3
$client = New-GpuClient -Name compositor -Privileged
$names = 'A', 'B', 'C', 'D', 'E', 'F'

$vm = New-GpuVm
$endless = New-GpuCommandStream -Vm $vm -Address 0x400000 {
    Label Forever
    Branch Forever
}
$nameOf = @{}
$groups = foreach ($name in $names) {
    $group = New-GpuGroup -Vm $vm
    $nameOf[$group.Id] = $name
    $null = Submit-GpuJob -Group $group -Stream $endless
    $group
}

# The slots in a line: the group on each, and who waits for one.
function Write-Slots {
    $slots = @(Get-GpuSlot -Device $gpu)
    $on = @($slots | Where-Object { $null -ne $_.Group } | ForEach-Object { $nameOf[$_.Group.Id] })
    $boxes = foreach ($slot in $slots) {
        if ($null -eq $slot.Group) { '[    ]' }
        else { '[{0} {1,2}]' -f $nameOf[$slot.Group.Id], $slot.Priority }
    }
    $waiting = @($names | Where-Object { $on -notcontains $_ })
    '{0,7:f1}  {1}   {2}' -f ($gpu.VirtualTime.Nanoseconds / 1e6), ($boxes -join ' '), ($waiting -join ' ')
}

'{0,7}  {1,-20}   {2}' -f 'ms', 'slots, with priority', 'waiting'
'{0,7}  {1,-20}   {2}' -f '--', '--------------------', '-------'
$null = Step-GpuDevice -Device $gpu 1ms
Write-Slots
$tick = 0
while ($tick -lt $Slices) {
    $since = $gpu.VirtualTime
    $null = Step-GpuDevice -Device $gpu -Until { @(Get-GpuEvent -Name panthor_sched_tick -Since $since).Count -gt 1 }
    $tick++
    Write-Slots
}

# In the middle of a slice a client with a privilege is in a hurry.
$own = New-GpuVm -Client $client
$urgent = New-GpuGroup -Vm $own -Priority RealTime
$nameOf[$urgent.Id] = 'R'
$short = New-GpuCommandStream -Vm $own -Address 0x400000 {
    Repeat r4 100000 { Nop }
}
$start = $gpu.VirtualTime.Nanoseconds
$job = Submit-GpuJob -Group $urgent -Stream $short
$null = Step-GpuDevice -Device $gpu -Until { $urgent.Slot -ge 0 }
Write-Slots
$null = $job | Wait-GpuJob
$took = ($job.EndTime.Nanoseconds - $start) / 1e6
''

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

$turns = @{}
foreach ($event in @(Get-GpuEvent -Device $gpu -Name panthor_group_bind)) {
    $turns[$nameOf[[int] $event.Data.group]]++
}
$counts = foreach ($name in $names) { "$name $($turns[$name])" }
$least = ($names | ForEach-Object { $turns[$_] } | Measure-Object -Minimum).Minimum
$most = ($names | ForEach-Object { $turns[$_] } | Measure-Object -Maximum).Maximum
Assert-True ($most - $least -le 1) "every group had its turns on a slot: $($counts -join ', ')"
Assert-True ($took -lt 10) ('the urgent job was done after {0:f1} ms, in the middle of a slice' -f $took)
Assert-True ($job.State -eq 'Done' -and @($groups | Where-Object { -not $_.CanRun }).Count -eq 0) 'and nobody was harmed'

Get-GpuDevice | Remove-GpuDevice -Confirm:$false
if ($failures -gt 0) {
    exit 1
}
exit 0
