# Groups, queues and slots: creation with all its checks, how a group gets on a slot and off it again.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # A stream that never ends.
    function New-EndlessStream($Vm, $Address = 0x400000) {
        New-GpuCommandStream $Vm $Address { Label Forever; Branch Forever }
    }
}

Describe 'New-GpuGroup' {
    BeforeEach {
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'makes a group of medium priority with one queue' {
        $group = New-GpuGroup $vm
        $group.Handle | Should -Be 1
        $group.Vm | Should -Be $vm
        $group.Priority | Should -Be 'Medium'
        $group.State | Should -Be 'Created'
        $group.Slot | Should -Be -1
        $group.IsIdle | Should -BeTrue
        $group.IsTimedOut | Should -BeFalse
        $group.FatalQueues | Should -BeNullOrEmpty
        $group.Queues.Count | Should -Be 1
        $group.Queues[0].RingBufferSize | Should -Be 4KB
    }

    It 'makes as many queues as asked for, with priorities of their own' {
        $queues = New-GpuGroup $vm -Queues 3 -QueuePriority 1, 2, 15 -RingBufferSize 64KB | Get-GpuQueue
        $queues.Index | Should -Be (0..2)
        $queues.Priority | Should -Be 1, 2, 15
        $queues.RingBufferSize | Should -Be 64KB, 64KB, 64KB
        $queues.State | Should -Be 'Idle', 'Idle', 'Idle'
    }

    It 'takes core masks and how many of their cores may work at a time' {
        $group = New-GpuGroup $vm -ComputeCoreMask 0x5 -ComputeCores 1 -FragmentCoreMask 0x50000
        $group.ComputeCoreMask | Should -Be 0x5
        $group.FragmentCoreMask | Should -Be 0x50000
        $group.TilerCoreMask | Should -Be 1
    }

    It 'is refused with <errno> for <what>' -TestCases @(
        @{ what = 'no queue'; errno = 'EINVAL'; given = @{ Queues = 0 } }
        @{ what = 'more queues than the firmware has'; errno = 'EINVAL'; given = @{ Queues = 33 } }
        @{ what = 'a ring buffer of less than a page'; errno = 'EINVAL'; given = @{ RingBufferSize = 2KB } }
        @{ what = 'a ring buffer of more than 64 KiB'; errno = 'EINVAL'; given = @{ RingBufferSize = 128KB } }
        @{ what = 'a ring buffer that is no power of two'; errno = 'EINVAL'; given = @{ RingBufferSize = 12KB } }
        @{ what = 'a ring buffer of more than 32 bits'; errno = 'EINVAL'; given = @{ RingBufferSize = 8GB } }
        @{ what = 'a queue priority above 15'; errno = 'EINVAL'; given = @{ QueuePriority = 16 } }
        @{ what = 'cores that do not exist'; errno = 'EINVAL'; given = @{ ComputeCoreMask = 0x2 } }
        @{ what = 'fragment cores that do not exist'; errno = 'EINVAL'; given = @{ FragmentCoreMask = 0x2 } }
        @{ what = 'tilers that do not exist'; errno = 'EINVAL'; given = @{ TilerCoreMask = 0x2 } }
        @{ what = 'more compute cores than the mask has'; errno = 'EINVAL'; given = @{ ComputeCores = 9 } }
        @{ what = 'more fragment cores than the mask has'; errno = 'EINVAL'; given = @{ FragmentCores = 9 } }
        @{ what = 'more tilers than the mask has'; errno = 'EINVAL'; given = @{ TilerCores = 2 } }
        @{ what = 'a VM that does not exist'; errno = 'EINVAL'; given = @{ Vm = 9 } }
        @{ what = 'a high priority'; errno = 'EACCES'; given = @{ Priority = 'High' } }
        @{ what = 'real time'; errno = 'EACCES'; given = @{ Priority = 'RealTime' } }
    ) {
        if (-not $given.Vm) { $given.Vm = $vm }
        { New-GpuGroup @given -ErrorAction Stop } | Should -Throw -ErrorId "$errno,PanthorPS.NewGpuGroupCommand"
        Get-GpuGroup | Should -BeNullOrEmpty
    }

    It 'is refused as a command for as many priorities as there are not queues' {
        { New-GpuGroup $vm -Queues 3 -QueuePriority 1, 2 } |
            Should -Throw -ErrorId 'GpuQueuePriorityCount,PanthorPS.NewGpuGroupCommand'
    }

    It 'makes groups of every priority for a privileged client' {
        $root = New-GpuClient -Name root -Privileged
        $own = New-GpuVm -Client $root
        (New-GpuGroup $own -Priority High).Priority | Should -Be 'High'
        (New-GpuGroup $own -Priority RealTime).Priority | Should -Be 'RealTime'
    }

    It 'makes 128 groups, and one more is EBUSY' {
        $groups = 1..128 | ForEach-Object { New-GpuGroup $vm }
        $groups[127].Handle | Should -Be 128
        { New-GpuGroup $vm -ErrorAction Stop } | Should -Throw -ErrorId 'EBUSY,PanthorPS.NewGpuGroupCommand'
        Remove-GpuGroup 7
        (New-GpuGroup $vm).Handle | Should -Be 7
    }

    It 'leaves nothing behind when memory runs out' {
        $pages = (Get-GpuMemory).BufferPages
        $failed = 0
        foreach ($after in 0..40) {
            $fault = Add-GpuFault -On PageAllocation -After $after -Times 1000
            try { New-GpuGroup $vm -ErrorAction Stop | Stop-GpuGroup }
            catch { $failed++; $_.FullyQualifiedErrorId | Should -Be 'ENOMEM,PanthorPS.NewGpuGroupCommand' }
            $fault | Remove-GpuFault
            $null = Step-GpuDevice 1ms
        }
        $failed | Should -BeGreaterThan 5
        Get-GpuGroup | Should -BeNullOrEmpty
        (Get-GpuMemory).BufferPages | Should -Be $pages
    }

    It 'is a task with -AsTask' {
        $task = New-GpuGroup $vm -AsTask
        Get-GpuGroup | Should -BeNullOrEmpty
        ($task | Wait-GpuTask).Result.Handle | Should -Be 1
    }
}

Describe 'Get-GpuGroup and Get-GpuQueue' {
    BeforeAll {
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $other = New-GpuVm
        $groups = @($vm, $other, $other | New-GpuGroup -Queues 2)
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'find groups by handle and by VM' {
        (Get-GpuGroup).Handle | Should -Be 1, 2, 3
        Get-GpuGroup 2 | Should -Be $groups[1]
        (Get-GpuGroup -Vm $other).Handle | Should -Be 2, 3
        ($vm | Get-GpuGroup).Handle | Should -Be 1
    }

    It 'tell what does not exist' {
        { Get-GpuGroup 9 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuGroupCommand'
        { Get-GpuQueue 9 -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.GetGpuQueueCommand'
        { Get-GpuQueue 1 5 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuQueueCommand'
        { Get-GpuSlot 99 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuSlotCommand'
    }

    It 'show queues of all groups, or of some' {
        @(Get-GpuQueue).Count | Should -Be 6
        $groups[2] | Get-GpuQueue -Index 1 | ForEach-Object { "$_" } | Should -Be 'queue 1 of group 3'
    }
}

Describe 'A group' {
    BeforeEach {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'gets a slot when it has a job' {
        $group = New-GpuGroup $vm
        (Get-GpuSlot).State | Select-Object -Unique | Should -Be 'Free'
        $null = Submit-GpuJob $group (New-EndlessStream $vm)
        $null = Step-GpuDevice 1ms
        $group.State | Should -Be 'Active'
        $slot = Get-GpuSlot $group.Slot
        $slot.Group | Should -Be $group
        $slot.State | Should -Be 'Busy'
        $slot.Vm | Should -Be $vm
        $slot.AddressSpace | Should -Be $vm.AddressSpace
        $slot.Priority | Should -Be 15
    }

    It 'stays on its slot idle, as long as nobody needs it' {
        $group = New-GpuGroup $vm
        $null = Submit-GpuJob $group (New-GpuCommandStream $vm 0x400000 { Nop }) | Wait-GpuJob
        $null = Step-GpuDevice 1ms
        (Get-GpuSlot $group.Slot).State | Should -Be 'Idle'
        $group.IsIdle | Should -BeTrue
    }

    It 'shows that it waits' {
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x600000
        $stream = New-GpuCommandStream $vm 0x400000 { Mov d0 0x600000; Mov r2 0; SyncWait [d0] -gt r2 }
        $group = New-GpuGroup $vm
        $job = Submit-GpuJob $group $stream
        $null = Step-GpuDevice 1ms
        (Get-GpuSlot 0).State | Should -Be 'Blocked'
        $group.BlockedQueues | Should -Be 0
        (Get-GpuQueue $group).State | Should -Be 'Blocked'
        $job.State | Should -Be 'Running'
    }

    It 'leaves its slot a little after Remove-GpuGroup' {
        $group = New-GpuGroup $vm
        $job = Submit-GpuJob $group (New-EndlessStream $vm)
        $null = Step-GpuDevice 1ms
        Remove-GpuGroup $group
        $group.IsDestroyed | Should -BeTrue
        $group.Slot | Should -BeGreaterOrEqual 0
        (Get-GpuSlot $group.Slot).State | Should -Be 'Leaving'
        Get-GpuGroup | Should -BeNullOrEmpty
        $null = Step-GpuDevice 10ms
        $group.Slot | Should -Be -1
        $group.IsFreed | Should -BeTrue
        $job.State | Should -Be 'Failed'
        $job.Error | Should -Be 'ECANCELED'
        $gpu.State | Should -BeIn 'Active', 'Suspended'
    }

    It 'has left its slot after Stop-GpuGroup' {
        $group = New-GpuGroup $vm
        $null = Submit-GpuJob $group (New-EndlessStream $vm)
        $null = Step-GpuDevice 1ms
        $group.Slot | Should -BeGreaterOrEqual 0
        (Stop-GpuGroup $group -PassThru).Slot | Should -Be -1
        (Get-GpuSlot).State | Select-Object -Unique | Should -Be 'Free'
    }

    It 'is not stopped in no time' {
        $group = New-GpuGroup $vm
        $null = Submit-GpuJob $group (New-EndlessStream $vm)
        $null = Step-GpuDevice 1ms
        { Stop-GpuGroup $group -Timeout 0ms -ErrorAction Stop } |
            Should -Throw -ErrorId 'ETIME,PanthorPS.StopGpuGroupCommand'
        $group.IsDestroyed | Should -BeTrue
    }

    It 'is destroyed once' {
        $group = New-GpuGroup $vm
        Remove-GpuGroup $group -WhatIf
        $group.IsDestroyed | Should -BeFalse
        Remove-GpuGroup $group
        { Remove-GpuGroup $group -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.RemoveGpuGroupCommand'
        { Stop-GpuGroup 1 -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.StopGpuGroupCommand'
    }

    It 'goes with its client' {
        $app = New-GpuClient -Name app
        $own = New-GpuVm -Client $app
        $group = New-GpuGroup $own
        $null = Submit-GpuJob $group (New-EndlessStream $own)
        $null = Step-GpuDevice 1ms
        Remove-GpuClient $app
        $null = Step-GpuDevice 10ms
        $group.IsFreed | Should -BeTrue
        (Get-GpuSlot).State | Select-Object -Unique | Should -Be 'Free'
    }

    It 'is shown with its queues as letters' {
        $group = New-GpuGroup $vm -Queues 2
        $null = Submit-GpuJob $group (New-EndlessStream $vm)
        $null = Step-GpuDevice 1ms
        $table = Get-GpuSlot 0 | Out-String
        $table | Should -Match 'Slot Prio State +Group +VM +AS Queues'
        $table | Should -Match '0 +15 busy +1 medium +1 +1 R \.'
    }
}

Describe 'Invoke-GpuTick' {
    It 'puts groups on slots at once, and takes off those that were destroyed' {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $group = New-GpuGroup $vm
        $null = Submit-GpuJob $group (New-EndlessStream $vm)
        Invoke-GpuTick
        $group.Slot | Should -Be 0
        Remove-GpuGroup $group
        Invoke-GpuTick -PassThru | Should -Be $gpu
        $group.Slot | Should -Be -1
        @(Get-GpuEvent -Name panthor_sched_tick).Count | Should -BeGreaterOrEqual 2
        Get-GpuDevice | Remove-GpuDevice
    }
}
