# Resets of the whole device, and what becomes of every group: hung firmware, lost answers, stuck commands; and the sleep
# of a machine whose groups are busy.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $memory = 0x600000

    # A group with a job that takes so many milliseconds on all cores, and then stores a number.
    function New-BusyGroup([int] $Index, [int] $Milliseconds, [string] $Priority = 'Medium') {
        $group = New-GpuGroup $vm -Priority $Priority
        $model = Get-GpuModel $gpu.Model
        $workgroups = [int] ($clock / 1000 * $Milliseconds * $model.ShaderCores / 32)
        $stream = New-GpuCommandStream $vm (0x400000 + 0x1000 * $Index) {
            Require -Compute
            Mov r33 0; Mov r37 $workgroups; Mov r38 1; Mov r39 1
            Run -Compute
            Wait
            Mov d0 ($memory + 8 * $Index); Mov r2 (100 + $Index); Store [d0] r2; Wait
        }
        @{ Group = $group; Job = Submit-GpuJob $group $stream; Index = $Index }
    }

    function Test-Done($Busy) {
        ($Busy.Job | Wait-GpuJob -Timeout 60s).State | Should -Be 'Done'
        Read-GpuMemory $vm ($memory + 8 * $Busy.Index) -As UInt32 | Should -Be (100 + $Busy.Index)
        $Busy.Group.CanRun | Should -BeTrue
    }

    $clock = 198e6   # The core clock of the default model, in Hz.
}

Describe 'A reset of the device' {
    BeforeEach {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $memory
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'interrupts the jobs of all groups, and they go on' {
        $busy = foreach ($i in 0..9) { New-BusyGroup $i 20 }
        $null = Step-GpuDevice 5ms
        Reset-GpuDevice
        foreach ($one in $busy) { Test-Done $one }
        @(Get-GpuEvent panthor_reset_end).Count | Should -Be 1
        $busy.Group.IsInnocent | Select-Object -Unique | Should -BeFalse
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'after a ping that was not answered costs the groups on slots, which are innocent, and no others' {
        $lost = New-BusyGroup 0 4000
        $more = foreach ($i in 1..4) { Submit-GpuJob $lost.Group $lost.Job.Stream }
        $idle = New-GpuGroup $vm
        $null = Add-GpuFault FirmwarePing
        $null = Step-GpuDevice 14s
        $lost.Group.IsTimedOut | Should -BeTrue
        $lost.Group.IsInnocent | Should -BeTrue
        $lost.Group.FatalQueues | Should -BeNullOrEmpty
        ($more[-1] | Wait-GpuJob).State | Should -Be 'Failed'
        (Get-GpuLog).Message -match 'FW ping timeout' | Should -Not -BeNullOrEmpty
        $idle.CanRun | Should -BeTrue
        (Submit-GpuJob $idle $lost.Job.Stream | Wait-GpuJob).State | Should -Be 'Done'
    }

    It 'after a lost acknowledgement costs the group of that slot alone' {
        $busy = foreach ($i in 0..2) { New-BusyGroup $i 500 }
        $null = Step-GpuDevice 5ms
        $slot = $busy[1].Group.Slot
        $fault = Add-GpuFault CsgAck -Match { $_ -eq $slot } -Times 100
        $null = Step-GpuDevice -Until { @(Get-GpuEvent panthor_reset_end).Count -ne 0 }
        $fault | Remove-GpuFault
        $busy[1].Group.IsTimedOut | Should -BeTrue
        $busy[1].Group.IsInnocent | Should -BeTrue
        Test-Done $busy[0]
        Test-Done $busy[2]
        @(Get-GpuEvent panthor_reset_end).Count | Should -Be 1
    }

    It 'after a command of an address space that never ends lets jobs go on' {
        $busy = New-BusyGroup 0 100
        $null = Step-GpuDevice 5ms
        $space = $vm.AddressSpace
        $null = Add-GpuFault MmuCommand -Match { $_ -eq $space }
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x700000 -ErrorAction SilentlyContinue
        (Get-GpuLog).Message -match 'AS_ACTIVE bit stuck' | Should -Not -BeNullOrEmpty
        Test-Done $busy
        @(Get-GpuEvent panthor_reset_end).Count | Should -Be 1
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x700000
        Read-GpuMemory $vm 0x700000 | Should -Be 0
    }

    It 'comes at once after an unrecoverable fault: healthy groups go on' {
        $healthy = New-BusyGroup 0 50
        $null = Step-GpuDevice 5ms
        $null = Add-GpuFault Unrecoverable
        $guilty = New-BusyGroup 1 5
        ($guilty.Job | Wait-GpuJob).State | Should -Be 'Failed'
        $guilty.Group.FatalQueues | Should -Be 0
        $now = $gpu.VirtualTime.Nanoseconds
        Test-Done $healthy
        $gpu.VirtualTime.Nanoseconds - $now | Should -BeLessThan 1e8
        (Get-GpuLog).Message -match 'CS_UNRECOVERABLE' | Should -Not -BeNullOrEmpty
    }

    It 'is missed after an unrecoverable fault without the patch: healthy groups are killed' {
        $gpu = New-GpuDevice -Memory 64MB -Without ResetOnUnrecoverable
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $memory
        $healthy = New-BusyGroup 0 50
        $null = Step-GpuDevice 5ms
        $null = Add-GpuFault Unrecoverable
        $guilty = New-BusyGroup 1 5
        ($guilty.Job | Wait-GpuJob).State | Should -Be 'Failed'
        ($healthy.Job | Wait-GpuJob -Timeout 10s).State | Should -Be 'Failed'
        $healthy.Group.IsTimedOut | Should -BeTrue
    }
}

Describe 'The sleep of a machine whose groups are busy' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'keeps their work: all go on afterwards, those without slots, too' {
        $gpu = New-GpuDevice -Memory 64MB -CsgSlots 3
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $memory
        $busy = foreach ($i in 0..4) { New-BusyGroup $i 100 }
        $null = Step-GpuDevice 20ms
        Suspend-GpuDevice
        $null = Step-GpuDevice 10s
        $busy.Group.Slot | Select-Object -Unique | Should -Be -1
        Resume-GpuDevice
        foreach ($one in $busy) { Test-Done $one }
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'lets a job wait that is submitted meanwhile' {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $memory
        Suspend-GpuDevice
        $busy = New-BusyGroup 0 1
        $null = Step-GpuDevice 1s
        $busy.Job.State | Should -Be 'Queued'
        Resume-GpuDevice
        Test-Done $busy
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'is disturbed by the tick in Linux 7.2' {
        $gpu = New-GpuDevice -Memory 64MB -CsgSlots 3 -Without FreezeWorkqueues
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $memory
        $busy = foreach ($i in 0..4) { New-BusyGroup $i 100 }
        $null = Step-GpuDevice 20ms
        Suspend-GpuDevice
        $null = Step-GpuDevice 1s -WarningAction SilentlyContinue
        (Get-GpuFinding).Title | Should -BeLike 'tick_work: the device does not resume*'
        Resume-GpuDevice
        foreach ($one in $busy) { Test-Done $one }
    }
}
