# Find-GpuRace: one script, many schedules, until a checker finds something.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # A group that uses its tiler heap is on a slot.
    function New-StoryDevice([hashtable] $Options = @{}) {
        $gpu = New-GpuDevice -Memory 32MB -Schedule Random @Options
        $script:vm = New-GpuVm
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB
        $script:group = New-GpuGroup $vm
        $null = Submit-GpuJob $group (New-GpuCommandStream $vm 0x400000 {
            Mov d0 $heap.ContextAddress
            HeapSet d0
            HeapOperation VtStart
            Label Forever
            Branch Forever
        })
        $null = Step-GpuDevice 1ms
        $gpu
    }

    $script:teardown = {
        Remove-GpuGroup $group
        Remove-GpuVm $vm
        Step-GpuDevice 20ms
    }
}

Describe 'Find-GpuRace' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'finds the schedule in which the firmware writes to a VM that is gone, and it comes again' {
        $gpu = New-StoryDevice @{ Without = 'EvictGroupsBeforeVmDestroy' }
        $time = $gpu.VirtualTime
        $race = Find-GpuRace $teardown -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $race.Findings[0].Kind | Should -Be 'GpuPageFault'
        $race.Title | Should -BeLike 'GpuPageFault: *'
        $race.Tried | Should -BeIn (1..100)
        $race.Seed | Should -Be $race.Tried
        $race.Schedule | Should -Be 'Random'
        $race.Device | Should -Be $gpu
        $race.Choices | Should -BeLike 'P1.*'
        @(Get-GpuFinding).Count | Should -Be @($race.Findings).Count
        $end = $gpu.VirtualTime

        Restore-GpuDevice $race.Checkpoint -Seed $race.Seed
        $gpu.VirtualTime | Should -Be $time
        Get-GpuFinding | Should -BeNullOrEmpty
        & $teardown 3>$null
        $gpu.VirtualTime | Should -Be $end
        (Get-GpuFinding)[0].Title | Should -Be $race.Findings[0].Title
    }

    It 'finds nothing on the default device, and leaves it as it was' {
        $gpu = New-StoryDevice
        $time = $gpu.VirtualTime
        Find-GpuRace $teardown -Schedules 60 | Should -BeNullOrEmpty
        Find-GpuRace $teardown -Schedules 20 -FirstSeed 1000 -Schedule Pct | Should -BeNullOrEmpty
        $gpu.VirtualTime | Should -Be $time
        $group.Slot | Should -BeGreaterOrEqual 0
        Get-GpuVm | Should -Be $vm
    }

    It 'looks for a condition, at the end of each schedule' {
        $gpu = New-GpuDevice -Memory 32MB -Schedule Random
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB
        $bind = {
            $map = Invoke-VmBind $vm $buffer 0x400000 -AsTask
            $unmap = Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 64KB -AsTask
            $map, $unmap | Wait-GpuTask
        }
        $mapped = Find-GpuRace $bind -Until { @(Get-GpuMapping $vm).Count -eq 1 }
        @(Get-GpuMapping $vm).Count | Should -Be 1
        Restore-GpuDevice $mapped.Checkpoint
        $unmapped = $gpu | Find-GpuRace $bind -Schedules 1000 -Until { $_ -eq $gpu -and @(Get-GpuMapping $vm).Count -eq 0 }
        @(Get-GpuMapping $vm).Count | Should -Be 0
        $mapped.Findings | Should -BeNullOrEmpty
        $mapped.Title | Should -Be 'the condition became true'
        $mapped.Seed | Should -Not -Be $unmapped.Seed
    }

    It 'ends with an error of the script, and says with which seed' {
        $gpu = New-StoryDevice
        $time = $gpu.VirtualTime
        { Find-GpuRace { Remove-GpuVm 77 } -FirstSeed 5 } |
            Should -Throw -ErrorId 'GpuRaceScriptFailed,PanthorPS.FindGpuRaceCommand' -ExpectedMessage '*with seed 5: *77*'
        $gpu.VirtualTime | Should -Be $time
    }

    It 'ends when the script removes the device' {
        $gpu = New-StoryDevice
        { Find-GpuRace { Remove-GpuDevice $gpu } } |
            Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.FindGpuRaceCommand'
        $gpu = New-StoryDevice
        { Find-GpuRace { Remove-GpuDevice $gpu; Get-GpuVm -Device $gpu } } |
            Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.FindGpuRaceCommand'
    }

    It 'refuses a device on which nothing preempts, and a schedule that does not' {
        $null = New-GpuDevice -Memory 32MB
        { Find-GpuRace { } } | Should -Throw -ErrorId 'GpuScheduleMismatch,PanthorPS.FindGpuRaceCommand'
        $null = New-GpuDevice -Memory 32MB -Schedule Pct
        { Find-GpuRace { } -Schedule Fifo } |
            Should -Throw -ErrorId 'GpuScheduleMismatch,PanthorPS.FindGpuRaceCommand'
        Find-GpuRace { } -Schedules 3 | Should -BeNullOrEmpty
    }
}
