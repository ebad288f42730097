# Synchronisation objects, and asynchronous binds that wait for and signal them.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Synchronisation objects' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are binary and not signalled unless told otherwise' {
        $sync = New-GpuSyncObject
        $sync.Handle | Should -Be 1
        $sync.IsTimeline | Should -BeFalse
        $sync.IsSignaled | Should -BeFalse
        $sync.Point | Should -Be 0
        (New-GpuSyncObject -Signaled).IsSignaled | Should -BeTrue
        "$(Get-GpuSyncObject 1)" | Should -Be 'sync object 1'
        (Get-GpuSyncObject).Handle | Should -Be @(1, 2)
        (Get-GpuSyncObject)[0] | Should -Be $sync
    }

    It 'are signalled and emptied from the CPU' {
        $sync = New-GpuSyncObject
        Set-GpuSyncObject $sync | Should -BeNullOrEmpty
        $sync.IsSignaled | Should -BeTrue
        ($sync | Reset-GpuSyncObject -PassThru).IsSignaled | Should -BeFalse
        Set-GpuSyncObject 1 -WhatIf
        $sync.IsSignaled | Should -BeFalse
    }

    It 'count points when they are timelines' {
        $timeline = New-GpuSyncObject -Timeline
        $timeline.IsTimeline | Should -BeTrue
        $timeline.IsSignaled | Should -BeFalse
        Set-GpuSyncObject $timeline 5
        $timeline.Point | Should -Be 5
        Set-GpuSyncObject $timeline
        $timeline.Point | Should -Be 6
        $timeline.IsSignaled | Should -BeTrue
        "$($timeline.At(7))" | Should -Be 'sync object 1 at 7'
        Reset-GpuSyncObject $timeline
        $timeline.Point | Should -Be 0
    }

    It 'have no points when they are binary' {
        $sync = New-GpuSyncObject
        { Set-GpuSyncObject $sync -Point 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.SetGpuSyncObjectCommand'
    }

    It 'are gone after their removal' {
        $sync = New-GpuSyncObject
        $sync | Remove-GpuSyncObject
        Get-GpuSyncObject | Should -BeNullOrEmpty
        { Set-GpuSyncObject $sync -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.SetGpuSyncObjectCommand'
        { Get-GpuSyncObject 1 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuSyncObjectCommand'
    }

    It 'are waited for: the first, or all' {
        $first = New-GpuSyncObject
        $second = New-GpuSyncObject -Signaled
        Wait-GpuSyncObject $first, $second -ForSubmit | Should -Be $second
        Set-GpuSyncObject $first
        ($first, $second | Wait-GpuSyncObject -All).Handle | Should -Be @(1, 2)
        $timeline = New-GpuSyncObject -Timeline
        Set-GpuSyncObject $timeline 3
        Wait-GpuSyncObject $timeline -Point 2 | Should -Be $timeline
    }

    It 'are waited for at points of timelines, as other calls wait for them' {
        $timeline = New-GpuSyncObject -Timeline
        $binary = New-GpuSyncObject -Signaled
        Set-GpuSyncObject $timeline 6
        Wait-GpuSyncObject $timeline.At(6) | Should -Be $timeline
        ($timeline.At(2), $binary | Wait-GpuSyncObject -All).Handle | Should -Be @(1, 2)
        { Wait-GpuSyncObject $timeline.At(7) -ForSubmit -Timeout 1ms -ErrorAction Stop } |
            Should -Throw -ErrorId 'ETIME,PanthorPS.WaitGpuSyncObjectCommand'
        { Wait-GpuSyncObject $timeline.At(6) -Point 5 } |
            Should -Throw -ErrorId 'GpuSyncPointTwice,PanthorPS.WaitGpuSyncObjectCommand'
    }

    It 'are waited for in a thread with -AsTask' {
        $timeline = New-GpuSyncObject -Timeline
        $task = Wait-GpuSyncObject $timeline.At(6) -ForSubmit -AsTask
        $null = Step-GpuDevice -Duration 1ms
        $task.State | Should -Not -Be 'Done'
        Set-GpuSyncObject $timeline 6
        (Wait-GpuTask $task).Result | Should -Be $timeline
    }

    It 'end a wait with ETIME, after virtual time only' {
        $sync = New-GpuSyncObject
        $before = $device.VirtualTime.Nanoseconds
        { Wait-GpuSyncObject $sync -ForSubmit -Timeout 2ms -ErrorAction Stop } |
            Should -Throw -ErrorId 'ETIME,PanthorPS.WaitGpuSyncObjectCommand'
        $device.VirtualTime.Nanoseconds - $before | Should -BeGreaterOrEqual 2000000
        { Wait-GpuSyncObject $sync -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.WaitGpuSyncObjectCommand'
    }
}

Describe 'Asynchronous binds' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB
        $done = New-GpuSyncObject
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are queued, executed while the machine runs, and signal that they are done' {
        Invoke-VmBind $vm $buffer 0x400000 -Asynchronous -Signal $done
        $vm.MappingCount | Should -Be 0
        $done.IsSignaled | Should -BeFalse
        Wait-GpuSyncObject $done | Should -Be $done
        $vm.MappingCount | Should -Be 1
    }

    It 'wait for each other within one call, by handle and by point' {
        $timeline = New-GpuSyncObject -Timeline
        $operations = @(
            New-VmBindOperation $buffer 0x400000 -Signal $timeline.At(1)
            New-VmBindOperation -Unmap -Address 0x400000 -Size 4KB -Wait $timeline.At(1)
            New-VmBindOperation -SyncOnly -Signal $timeline.At(2)
        )
        $operations | Invoke-VmBind $vm -Asynchronous -Signal 1
        $timeline.LastSubmittedPoint | Should -Be 2
        $timeline.Point | Should -Be 0
        $null = Step-GpuDevice -UntilIdle
        $timeline.Point | Should -Be 2
        $done.IsSignaled | Should -BeTrue
        (Get-GpuMapping $vm).Size | Should -Be 12KB
    }

    It 'do nothing but signal in order with -SyncOnly' {
        Invoke-VmBind $vm $buffer 0x400000 -Asynchronous
        Invoke-VmBind $vm -SyncOnly -Asynchronous -Signal $done
        $null = Wait-GpuSyncObject $done
        $vm.MappingCount | Should -Be 1
    }

    It 'refuse <what>' -TestCases @(
        @{ what = 'a wait for what nobody submitted'; arguments = { @{ Wait = $done; Asynchronous = $true } }; id = 'EINVAL' }
        @{ what = 'a handle that does not exist'; arguments = { @{ Wait = 9; Asynchronous = $true } }; id = 'ENOENT' }
        @{ what = 'to signal a handle that does not exist'; arguments = { @{ Signal = 9; Asynchronous = $true } }; id = 'EINVAL' }
        @{ what = 'to signal without -Asynchronous'; arguments = { @{ Signal = $done } }; id = 'EINVAL' }
        @{
            what = 'a timeline without a point'
            arguments = { @{ Signal = New-GpuSyncObject -Timeline; Asynchronous = $true } }
            id = 'EINVAL'
        }
    ) {
        $given = & $arguments
        { Invoke-VmBind $vm $buffer 0x400000 @given -ErrorAction Stop } |
            Should -Throw -ErrorId "$id,PanthorPS.InvokeVmBindCommand"
        $null = Step-GpuDevice -UntilIdle
        $vm.MappingCount | Should -Be 0
    }

    It 'make a timeline of what they signal at a point' {
        Invoke-VmBind $vm $buffer 0x400000 -Asynchronous -Signal $done.At(4)
        $done.IsTimeline | Should -BeTrue
        $null = Wait-GpuSyncObject $done -Point 4
        $done.Point | Should -Be 4
    }

    It 'that are still queued when the client closes leave nothing behind' {
        Invoke-VmBind $vm $buffer 0x400000 -Asynchronous -Signal $done
        Get-GpuClient | Remove-GpuClient
        $null = Step-GpuDevice -UntilIdle
        Get-GpuFinding | Should -BeNullOrEmpty
    }
}
