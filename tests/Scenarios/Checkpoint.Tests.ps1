# Checkpoints: a whole device goes back to an earlier moment, and from there another way.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Checkpoints' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    Describe 'Checkpoint-GpuDevice and Restore-GpuDevice' {
        It 'bring back what was removed, and every byte' {
            $null = New-GpuDevice -Memory 32MB
            $vm = New-GpuVm
            $buffer = New-GpuBuffer 16KB -Label kept
            Invoke-VmBind $vm $buffer 0x400000
            Write-GpuBuffer $buffer -Value 1, 2, 3, 4
            $free = (Get-GpuMemory).FreePages
            $checkpoint = Checkpoint-GpuDevice

            Write-GpuBuffer $buffer -Value 9, 9, 9, 9
            Remove-GpuVm $vm
            Remove-GpuBuffer $buffer
            $null = New-GpuBuffer 1MB -Label later | Get-BackingPages -Populate
            Restore-GpuDevice $checkpoint | Should -BeNullOrEmpty

            (Get-GpuBuffer).Label | Should -Be 'kept'
            Read-GpuBuffer kept -Count 4 | Should -Be 1, 2, 3, 4
            Read-GpuMemory 1 0x400000 -Count 4 | Should -Be 1, 2, 3, 4
            (Get-GpuMemory).FreePages | Should -Be $free
            Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
            $leaks | Should -BeNullOrEmpty
        }

        It 'repeat to the nanosecond what the same commands do, in any number of tries' {
            $gpu = New-GpuDevice -Memory 32MB -Schedule Random -Seed 5
            $vm = New-GpuVm
            $buffers = 1..3 | ForEach-Object { New-GpuBuffer 64KB }
            $checkpoint = $gpu | Checkpoint-GpuDevice
            $runs = foreach ($try in 1..3) {
                (Restore-GpuDevice $checkpoint -PassThru).VirtualTime | Should -Be $checkpoint.VirtualTime
                $tasks = foreach ($buffer in $buffers) { Invoke-VmBind $vm $buffer 0x400000 -AsTask }
                $null = $tasks | Wait-GpuTask
                Remove-GpuVm $vm
                (Get-GpuEvent | ForEach-Object { "$($_.Time) $($_.Task) $($_.Name)" }) -join "`n"
            }
            $runs[0] | Should -Not -BeNullOrEmpty
            $runs[1] | Should -Be $runs[0]
            $runs[2] | Should -Be $runs[0]
        }

        It 'keep tasks in the middle of their calls' {
            $null = New-GpuDevice -Memory 32MB
            $vm = New-GpuVm
            $buffer = New-GpuBuffer 64KB
            Invoke-VmBind $vm $buffer 0x400000
            $null = Lock-GpuRegion $vm 0x400000 64KB
            $read = Read-GpuMemory $vm 0x400000 -AsTask
            $null = Step-GpuDevice 1ms
            $read.State | Should -Not -Be 'Completed'
            $checkpoint = Checkpoint-GpuDevice
            foreach ($value in 7, 8) {
                Write-GpuBuffer $buffer -Value $value
                Unlock-GpuRegion $vm
                ($read | Wait-GpuTask).Result | Should -Be $value
                Restore-GpuDevice $checkpoint
                $read.State | Should -Not -Be 'Completed'
                $read.Result | Should -BeNullOrEmpty
            }
        }

        It 'leave what was made since behind' {
            $null = New-GpuDevice -Memory 32MB
            $buffer = New-GpuBuffer 64KB
            $checkpoint = Checkpoint-GpuDevice
            $client = New-GpuClient late
            $shared = Export-GpuBuffer $buffer
            $attached = Connect-GpuDmaBuf $shared
            $other = New-GpuDmaBuf 8KB
            $vm = New-GpuVm
            $group = New-GpuGroup $vm
            $task = Read-GpuBuffer $buffer -AsTask
            Restore-GpuDevice $checkpoint
            $client.IsOpen | Should -BeFalse
            { New-GpuBuffer 4KB -Client $client -ErrorAction Stop } |
                Should -Throw -ErrorId 'EBADF,PanthorPS.NewGpuBufferCommand'
            foreach ($gone in $shared, $other) {
                { Import-GpuBuffer $gone -ErrorAction Stop } |
                    Should -Throw -ErrorId 'EBADF,PanthorPS.ImportGpuBufferCommand'
                { Connect-GpuDmaBuf $gone -ErrorAction Stop } |
                    Should -Throw -ErrorId 'EBADF,PanthorPS.ConnectGpuDmaBufCommand'
            }
            { Read-GpuDmaBuf $attached -ErrorAction Stop } |
                Should -Throw -ErrorId 'EINVAL,PanthorPS.ReadGpuDmaBufCommand'
            { Wait-GpuTask $task -ErrorAction Stop } |
                Should -Throw -ErrorId 'ESRCH,PanthorPS.WaitGpuTaskCommand'
            { Get-GpuMapping $vm -ErrorAction Stop } |
                Should -Throw -ErrorId 'EINVAL,PanthorPS.GetGpuMappingCommand'
            { Get-GpuQueue $group -ErrorAction Stop } |
                Should -Throw -ErrorId 'EINVAL,PanthorPS.GetGpuQueueCommand'
            $again = Export-GpuBuffer $buffer
            Restore-GpuDevice $checkpoint
            $again, $shared | ForEach-Object { Import-GpuBuffer $_ -ErrorAction SilentlyContinue } |
                Should -BeNullOrEmpty
        }

        It 'bring back clients that were closed, and what they share' {
            $null = New-GpuDevice -Memory 32MB
            $client = New-GpuClient user
            $shared = New-GpuBuffer 64KB -Client $client | Export-GpuBuffer
            $attached = Connect-GpuDmaBuf $shared
            $checkpoint = Checkpoint-GpuDevice
            Disconnect-GpuDmaBuf $attached
            Remove-GpuClient $client
            Restore-GpuDevice $checkpoint
            $client.IsOpen | Should -BeTrue
            Read-GpuDmaBuf $attached -Count 1 | Should -Be 0
            (Import-GpuBuffer $shared -Client $client).Handle | Should -Be 1
            Disconnect-GpuDmaBuf $attached
        }

        It 'try the ends of one story without its beginning' {
            $null = New-GpuDevice -Memory 32MB -Schedule Random -Without EvictGroupsBeforeVmDestroy
            $vm = New-GpuVm
            $heap = New-GpuTilerHeap $vm -ChunkSize 128KB
            $group = New-GpuGroup $vm
            $null = Submit-GpuJob $group (New-GpuCommandStream $vm 0x400000 {
                Mov d0 $heap.ContextAddress
                HeapSet d0
                HeapOperation VtStart
                Label Forever
                Branch Forever
            })
            $null = Step-GpuDevice 1ms
            $checkpoint = Checkpoint-GpuDevice
            $quiet = @{ WarningAction = 'SilentlyContinue' }
            $faults = foreach ($seed in 1..60) {
                Restore-GpuDevice $checkpoint -Seed $seed
                Get-GpuFinding | Should -BeNullOrEmpty
                Remove-GpuGroup $group @quiet
                Remove-GpuVm $vm @quiet
                $null = Step-GpuDevice 20ms @quiet
                if (Get-GpuFinding) { $seed }
            }
            @($faults).Count | Should -BeGreaterThan 0
            @($faults).Count | Should -BeLessThan 60

            # The same end again, now by name.
            Restore-GpuDevice $checkpoint -Seed @($faults)[0] -Schedule Random
            Remove-GpuGroup $group @quiet
            Remove-GpuVm $vm @quiet
            $null = Step-GpuDevice 20ms @quiet
            (Get-GpuFinding)[0].Kind | Should -Be 'GpuPageFault'
            Restore-GpuDevice $checkpoint
            Stop-GpuGroup $group
        }

        It 'keep a device with injected faults, whatever they match' {
            $null = New-GpuDevice -Memory 32MB
            $fault = Add-GpuFault PageAllocation -Match { $_ -eq 'Buffer' }
            $checkpoint = Checkpoint-GpuDevice
            foreach ($try in 1..2) {
                { New-GpuBuffer 4KB | Get-BackingPages -Populate -ErrorAction Stop } |
                    Should -Throw -ErrorId 'ENOMEM,PanthorPS.GetBackingPagesCommand'
                $fault.Fired | Should -Be 1
                Restore-GpuDevice $checkpoint
                $fault.Fired | Should -Be 0
            }
        }

        It 'show what a checkpoint holds' {
            $gpu = New-GpuDevice -Memory 32MB
            $checkpoint = Checkpoint-GpuDevice
            $checkpoint.Device | Should -Be $gpu
            $checkpoint.VirtualTime | Should -Be $gpu.VirtualTime
            $checkpoint.Objects | Should -BeGreaterThan 100
            $checkpoint.Size | Should -BeGreaterThan 10000
            "$checkpoint" | Should -BeLike 'checkpoint of GPU device * at *.* s'
        }
    }

    Describe 'Restore-GpuDevice refuses' {
        It 'a schedule with preemption for a device without, and the other way round' {
            $null = New-GpuDevice -Memory 32MB
            $fifo = Checkpoint-GpuDevice
            { Restore-GpuDevice $fifo -Schedule Random } |
                Should -Throw -ErrorId 'GpuScheduleMismatch,PanthorPS.RestoreGpuDeviceCommand'
            $null = New-GpuDevice -Memory 32MB -Schedule Random
            $random = Checkpoint-GpuDevice
            { Restore-GpuDevice $random -Schedule Fifo } |
                Should -Throw -ErrorId 'GpuScheduleMismatch,PanthorPS.RestoreGpuDeviceCommand'
            Restore-GpuDevice $random -Schedule Pct -Seed 3
        }

        It 'a device that was removed' {
            $gpu = New-GpuDevice -Memory 32MB
            $checkpoint = Checkpoint-GpuDevice
            $gpu | Remove-GpuDevice
            { Restore-GpuDevice $checkpoint } |
                Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.RestoreGpuDeviceCommand'
        }

        It 'a device that is running' {
            $null = New-GpuDevice -Memory 32MB
            $checkpoint = Checkpoint-GpuDevice
            $script:refused = @()
            $null = Step-GpuDevice -Until {
                try { Checkpoint-GpuDevice } catch { $script:refused += $_.FullyQualifiedErrorId }
                try { Restore-GpuDevice $checkpoint } catch { $script:refused += $_.FullyQualifiedErrorId }
                $true
            }
            $refused | Should -Contain 'GpuDeviceRunning,PanthorPS.CheckpointGpuDeviceCommand'
            $refused | Should -Contain 'GpuDeviceRunning,PanthorPS.RestoreGpuDeviceCommand'
        }

        It 'to do anything with -WhatIf' {
            $null = New-GpuDevice -Memory 32MB
            $checkpoint = Checkpoint-GpuDevice
            $null = New-GpuVm
            Restore-GpuDevice $checkpoint -WhatIf
            @(Get-GpuVm).Count | Should -Be 1
        }
    }
}
