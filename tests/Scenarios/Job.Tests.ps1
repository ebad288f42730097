# Jobs: what the streams do, dependencies and signals, every check of GROUP_SUBMIT, and jobs that go wrong.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'A job' {
    BeforeEach {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $memory = 0x600000
        Invoke-VmBind $vm (New-GpuBuffer 16KB) $memory
        $group = New-GpuGroup $vm -Queues 2
    }

    AfterEach {
        Stop-GpuGroup $group -ErrorAction SilentlyContinue
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'stores what its stream says' {
        $stream = New-GpuCommandStream $vm 0x400000 { Mov d0 $memory; Mov r2 42; Store [d0+8] r2; Wait }
        $job = Submit-GpuJob $group $stream
        $job.State | Should -Be 'Queued'
        $job.Group | Should -Be $group
        $job.Queue | Should -Be 0
        $job.SequenceNumber | Should -Be 1
        $job.Stream | Should -Be $stream
        ($job | Wait-GpuJob).State | Should -Be 'Done'
        $job.Error | Should -BeNullOrEmpty
        Read-GpuMemory $vm ($memory + 8) -As UInt32 | Should -Be 42
    }

    It 'counts in a loop of the GPU' {
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d0 $memory
            Mov r2 0
            Repeat r4 1000 { Add r2 1; SyncSet [d0] r2 }
        }
        $null = Submit-GpuJob $group $stream | Wait-GpuJob
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 1000
    }

    It 'calculates, loads and stores' {
        Write-GpuMemory $vm $memory -Value ([uint32[]] (7, 11, 13, 17))
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d8 $memory
            Load r0..r3 [d8]
            Wait
            Add r0 r0 100
            Min r1 r2 r3
            Sub r3 1
            Store [d8+32] r0..r3
            Wait
        }
        $null = Submit-GpuJob $group $stream | Wait-GpuJob
        Read-GpuMemory $vm ($memory + 32) -Count 16 -As UInt32 | Should -Be 107, 13, 13, 16
    }

    It 'branches as its registers say' {
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d8 $memory
            Mov r0 -5
            Mov r1 1
            Branch Negative r0 -lt 0
            Mov r1 2
            Label Negative
            Store [d8] r1
            Wait
        }
        $null = Submit-GpuJob $group $stream | Wait-GpuJob
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 1
    }

    It 'calls streams that call streams' {
        $leaf = New-GpuCommandStream $vm 0x500000 { Add r0 1 }
        $middle = New-GpuCommandStream $vm 0x500100 { Call $leaf d10 r12; Call $leaf d10 r12 }
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d8 $memory
            Mov r0 0
            Repeat r4 3 { Call $middle d14 r16 }
            Store [d8] r0
            Wait
        }
        $null = Submit-GpuJob $group $stream | Wait-GpuJob
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 6
    }

    It 'may be words in memory that somebody else wrote' {
        Write-GpuMemory $vm 0x600100 -Value ([uint64[]] (0x0108000000600000, 0x0200000000000063, 0x1500080000010000,
                0x0300000000ff0000))
        $null = Submit-GpuJob $group -Address 0x600100 -Size 32 | Wait-GpuJob
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 99
    }

    It 'is refused where its stream is on another device' {
        $null = New-GpuDevice -Memory 32MB
        $foreign = New-GpuCommandStream (New-GpuVm) 0x400000 { Nop }
        { Submit-GpuJob $group $foreign } |
            Should -Throw -ErrorId 'GpuDeviceMismatch,PanthorPS.SubmitGpuJobCommand'
        Get-GpuJob $group | Should -BeNullOrEmpty
    }

    It 'is one of several of a call, in order' {
        $streams = foreach ($i in 1..3) {
            New-GpuCommandStream $vm (0x400000 + 0x100 * $i) {
                Mov d0 $memory
                Load r2 [d0]
                Wait
                Add r2 r2 $i
                Store [d0] r2
                Store [d0+$(4 * $i)] r2
                Wait
            }
        }
        $jobs = $streams | Submit-GpuJob $group
        $jobs.SequenceNumber | Should -Be 1, 2, 3
        ($jobs | Wait-GpuJob).State | Should -Be 'Done', 'Done', 'Done'
        Read-GpuMemory $vm $memory -Count 16 -As UInt32 | Should -Be 6, 1, 3, 6
    }

    It 'runs on each queue of a list' {
        $streams = foreach ($i in 0, 1) {
            New-GpuCommandStream $vm (0x400000 + 0x100 * $i) {
                Mov d0 ($memory + 8 * $i); Mov r2 ($i + 5); Store [d0] r2; Wait
            }
        }
        $jobs = $streams | Submit-GpuJob $group -Queue 0, 1
        $jobs.Queue | Should -Be 0, 1
        $null = $jobs | Wait-GpuJob
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 5
        Read-GpuMemory $vm ($memory + 8) -As UInt32 | Should -Be 6
        { $streams + $streams[0] | Submit-GpuJob $group -Queue 0, 1 } |
            Should -Throw -ErrorId 'GpuQueueCount,PanthorPS.SubmitGpuJobCommand'
    }

    It 'skips the flush of the caches that the host has made since' {
        $stream = New-GpuCommandStream $vm 0x400000 { Mov d0 $memory; Mov r2 9; Store [d0] r2; Wait }
        (Submit-GpuJob $group $stream -LatestFlush 1 | Wait-GpuJob).State | Should -Be 'Done'
        Read-GpuMemory $vm $memory | Should -Be 9
    }

    It 'is a task with -AsTask' {
        $task = Submit-GpuJob $group -Empty -AsTask
        Get-GpuJob | Should -BeNullOrEmpty
        ($task | Wait-GpuTask).Result.State | Should -BeIn 'Queued', 'Running', 'Done'
        Get-GpuJob | Should -Be $task.Result
    }

    It 'is listed by group, queue and state' {
        $jobs = Submit-GpuJob $group -Empty -Queue 0, 1
        Get-GpuJob $group -Queue 1 | Should -Be $jobs[1]
        Get-GpuJob -State Done | Should -BeNullOrEmpty
        $null = $jobs | Wait-GpuJob
        @(Get-GpuJob -State Done).Count | Should -Be 2
        @(Get-GpuJob -State Queued, Failed).Count | Should -Be 0
    }
}

Describe 'What jobs wait for and signal' {
    BeforeEach {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $memory = 0x600000
        Invoke-VmBind $vm (New-GpuBuffer 16KB) $memory
        $group = New-GpuGroup $vm -Queues 2
        $store = New-GpuCommandStream $vm 0x400000 { Mov d0 $memory; Mov r2 42; Store [d0] r2; Wait }
    }

    AfterEach {
        Stop-GpuGroup $group -ErrorAction SilentlyContinue
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'is a sync object that the host sets' {
        $go = New-GpuSyncObject
        $never = New-GpuSyncObject
        $busy = New-GpuGroup $vm
        # A sync object without a fence cannot be waited for: a job of another group gives it one.
        $first = Submit-GpuJob $busy -Empty -Signal $go
        $job = Submit-GpuJob $group $store -Wait $go
        $null = $job | Wait-GpuJob
        $job.State | Should -Be 'Done'
        { Submit-GpuJob $group $store -Wait $never -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.SubmitGpuJobCommand'
    }

    It 'is a job of another queue' {
        $ready = New-GpuSyncObject
        $gate = New-GpuSyncObject -Timeline
        $slow = New-GpuCommandStream $vm 0x401000 {
            Repeat r4 10000 { Nop }
            Mov d0 $memory; Mov r2 7; Store [d0+4] r2; Wait
        }
        $fast = New-GpuCommandStream $vm 0x402000 {
            Mov d0 $memory; Load r3 [d0+4]; Wait; Store [d0+8] r3; Wait
        }
        $first = Submit-GpuJob $group $slow -Queue 0 -Signal $ready
        $second = Submit-GpuJob $group $fast -Queue 1 -Wait $ready
        $null = $first, $second | Wait-GpuJob
        $second.EndTime.Nanoseconds | Should -BeGreaterThan $first.EndTime.Nanoseconds
        Read-GpuMemory $vm ($memory + 8) -As UInt32 | Should -Be 7
    }

    It 'is a point of a timeline' {
        $timeline = New-GpuSyncObject -Timeline
        $jobs = foreach ($point in 1..3) { Submit-GpuJob $group $store -Signal $timeline.At($point) }
        $timeline.Point | Should -Be 0
        $null = Wait-GpuSyncObject $timeline -Point 3
        $timeline.Point | Should -Be 3
        ($jobs | Wait-GpuJob).State | Should -Be 'Done', 'Done', 'Done'
        { Submit-GpuJob $group $store -Signal $timeline -ErrorAction Stop } | Should -Throw '*is a timeline*'
    }

    It 'keeps its order when it is empty' {
        $done = New-GpuSyncObject
        $slow = New-GpuCommandStream $vm 0x401000 { Repeat r4 10000 { Nop } }
        $job = Submit-GpuJob $group $slow
        $empty = Submit-GpuJob $group -Empty -Signal $done
        $null = Step-GpuDevice 20us
        $empty.State | Should -Not -Be 'Done'
        $null = $empty | Wait-GpuJob
        $job.State | Should -Be 'Done'
        $done.IsSignaled | Should -BeTrue
    }

    It 'is memory that the CPU writes later' {
        $buffer = New-GpuBuffer 4KB
        Invoke-VmBind $vm $buffer 0x700000
        $wait = New-GpuCommandStream $vm 0x401000 {
            Mov d0 0x700000; Mov r2 4; SyncWait [d0] -gt r2
            Mov d4 $memory; Mov r6 1; Store [d4+4] r6; Wait
        }
        $job = Submit-GpuJob $group $wait
        $null = Step-GpuDevice 1ms
        $job.State | Should -Be 'Running'
        Write-GpuBuffer $buffer ([uint32] 5)
        # Nobody tells the GPU of a store of the CPU: another job of the group that ends makes it look.
        $null = Submit-GpuJob $group $store -Queue 1 | Wait-GpuJob
        ($job | Wait-GpuJob).State | Should -Be 'Done'
        Read-GpuMemory $vm $memory -Count 8 -As UInt32 | Should -Be 42, 1
    }

    It 'is given up after a timeout' {
        $wait = New-GpuCommandStream $vm 0x401000 { Mov d0 $memory; Mov r2 9; SyncWait [d0] -gt r2 }
        $job = Submit-GpuJob $group $wait
        { $job | Wait-GpuJob -Timeout 5ms -ErrorAction Stop } |
            Should -Throw -ErrorId 'ETIME,PanthorPS.WaitGpuJobCommand'
        $job.State | Should -Be 'Running'
    }
}

Describe 'GROUP_SUBMIT' {
    BeforeAll {
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $group = New-GpuGroup $vm
        $foreign = New-GpuSyncObject -Client (New-GpuClient)
        $gone = New-GpuSyncObject
        Remove-GpuSyncObject $gone
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is refused with <errno> for <what>' -TestCases @(
        @{ what = 'a queue that does not exist'; errno = 'EINVAL'; given = @{ Empty = $true; Queue = 1 } }
        @{ what = 'an address that is no multiple of 64'; errno = 'EINVAL'; given = @{ Address = 0x400020; Size = 64 } }
        @{ what = 'a size that is no multiple of 8'; errno = 'EINVAL'; given = @{ Address = 0x400000; Size = 12 } }
        @{ what = 'a size without an address'; errno = 'EINVAL'; given = @{ Address = 0; Size = 8 } }
        @{ what = 'an address without a size'; errno = 'EINVAL'; given = @{ Address = 0x400000; Size = 0 } }
        @{ what = 'a size of more than 32 bits'; errno = 'EINVAL'; given = @{ Address = 0x400000; Size = 8GB } }
        @{ what = 'a group that does not exist'; errno = 'EINVAL'; given = @{ Empty = $true; Group = 9 } }
        @{ what = 'a sync object that does not exist'; errno = 'ENOENT'; given = @{ Empty = $true; Wait = 77 } }
        @{ what = 'a signal to none'; errno = 'EINVAL'; given = @{ Empty = $true; Signal = 77 } }
    ) {
        if (-not $given.Group) { $given.Group = $group }
        { Submit-GpuJob @given -ErrorAction Stop } | Should -Throw -ErrorId "$errno,PanthorPS.SubmitGpuJobCommand"
        Get-GpuJob | Should -BeNullOrEmpty
    }

    It 'is refused for sync objects of others and for those that are gone' {
        { Submit-GpuJob $group -Empty -Wait $foreign -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.SubmitGpuJobCommand'
        { Submit-GpuJob $group -Empty -Signal $gone -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.SubmitGpuJobCommand'
    }

    It 'leaves no sync object behind' {
        Submit-GpuJob $group -Empty | Wait-GpuJob | Out-Null
        Submit-GpuJob $group -Empty -Queue 5 -ErrorAction SilentlyContinue
        Get-GpuSyncObject | Should -BeNullOrEmpty
    }

    It 'is refused when the group was destroyed' {
        $other = New-GpuGroup $vm
        Stop-GpuGroup $other
        { Submit-GpuJob $other -Empty -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.SubmitGpuJobCommand'
    }
}

Describe 'A job that goes wrong' {
    BeforeEach {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $memory = 0x600000
        Invoke-VmBind $vm (New-GpuBuffer 16KB) $memory
        $group = New-GpuGroup $vm -Queues 2
        $good = New-GpuGroup $vm
        $store = New-GpuCommandStream $vm 0x400000 { Mov d0 $memory; Mov r2 42; Store [d0] r2; Wait }
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'ends its group at a word that is no instruction' {
        $bad = New-GpuCommandStream $vm 0x401000 { Word 0xff00000000000000 }
        $job, $next = $bad, $store | Submit-GpuJob $group
        $null = $job, $next | Wait-GpuJob
        $job.State | Should -Be 'Failed'
        $next.State | Should -Be 'Failed'
        $group.FatalQueues | Should -Be 0
        $group.CanRun | Should -BeFalse
        { Submit-GpuJob $group $store -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.SubmitGpuJobCommand'
        @(Get-GpuEvent -Name panthor_cs_fatal).Count | Should -Be 1
        (Submit-GpuJob $good $store | Wait-GpuJob).State | Should -Be 'Done'
        Read-GpuMemory $vm $memory -As UInt32 | Should -Be 42
    }

    It 'ends its group at a page that is not mapped' {
        $bad = New-GpuCommandStream $vm 0x401000 { Mov d0 0x900000; Mov r2 1; Store [d0] r2; Wait }
        $job = Submit-GpuJob $group $bad
        $null = $job | Wait-GpuJob -WarningAction SilentlyContinue
        $job.State | Should -Be 'Failed'
        $vm.HasUnhandledFault | Should -BeTrue
        (Get-GpuLog -Level Error).Message -join "`n" | Should -BeLike '*Unhandled Page fault in AS*0x0000000000900000*'
        (Get-GpuFinding -Kind GpuPageFault).Title | Should -BeLike '*0x900000*'
    }

    It 'ends its group at a page that it may not write' {
        $buffer = New-GpuBuffer 4KB
        Invoke-VmBind $vm $buffer 0x800000 -ReadOnly
        $bad = New-GpuCommandStream $vm 0x401000 { Mov d0 0x800000; Mov r2 1; Store [d0] r2; Wait }
        (Submit-GpuJob $group $bad | Wait-GpuJob -WarningAction SilentlyContinue).State | Should -Be 'Failed'
        (Get-GpuFinding -Kind GpuPageFault).Title | Should -BeLike 'PERM_FAULT*'
    }

    It 'ends its group when it never ends' {
        $endless = New-GpuCommandStream $vm 0x401000 { Label Forever; Branch Forever }
        $job = Submit-GpuJob $group $endless
        $other = Submit-GpuJob $good $store
        $null = $job | Wait-GpuJob
        $job.State | Should -Be 'Failed'
        $group.IsTimedOut | Should -BeTrue
        $other.State | Should -Be 'Done'
        $job.EndTime.Nanoseconds | Should -BeGreaterThan 4e9
        $null = Step-GpuDevice 20ms
        $group.Slot | Should -Be -1
        (Submit-GpuJob $good $store | Wait-GpuJob).State | Should -Be 'Done'
    }
}
