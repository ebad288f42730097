# Power: a GPU that nobody uses, resets, and the sleep of the whole machine.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Power' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    Describe 'A GPU that nobody uses' {
        It 'loses its power after 50 ms, and then nothing is left to happen' {
            $device.State | Should -Be 'Active'
            $null = Step-GpuDevice -UntilIdle
            $device.State | Should -Be 'Suspended'
            $time = $device.VirtualTime.Nanoseconds
            $time | Should -BeLessThan 60000000
            $null = Step-GpuDevice -UntilIdle
            $device.VirtualTime.Nanoseconds | Should -Be $time
            (Get-GpuRegister GPU_ID).Value | Should -Be 0
            (Get-GpuAddressSpace).State | Should -Not -Contain 'Enabled'
        }

        It 'gets its power back from whoever needs it' {
            $null = Step-GpuDevice -UntilIdle
            Read-GpuMemory $vm 0x400000 | Should -Be 0
            $device.State | Should -Be 'Active'
            $null = Step-GpuDevice -UntilIdle
            Set-GpuRegister AS2_LOCKADDR 0x40000e
            (Get-GpuRegister AS2_LOCKADDR).Value | Should -Be 0x40000e
            @(Get-GpuEvent panthor_fw_start).Count | Should -Be 3
            Get-GpuFinding | Should -BeNullOrEmpty
        }
    }

    Describe 'Reset-GpuDevice' {
        It 'resets the GPU and boots its firmware anew' {
            Reset-GpuDevice | Should -BeNullOrEmpty
            @(Get-GpuEvent panthor_reset_begin, panthor_reset_end).Count | Should -Be 2
            @(Get-GpuEvent panthor_fw_start).Count | Should -Be 2
            $device.State | Should -Be 'Active'
            Read-GpuMemory $vm 0x400000 | Should -Be 0
            Reset-GpuDevice -PassThru | Should -Be $device
        }

        It 'brings a GPU without power back first' {
            $null = Step-GpuDevice -UntilIdle
            Get-GpuDevice | Reset-GpuDevice
            @(Get-GpuEvent panthor_reset_end).Count | Should -Be 1
        }

        It 'is refused while the machine sleeps, and says so' {
            Suspend-GpuDevice
            Reset-GpuDevice -ErrorAction SilentlyContinue -ErrorVariable problems
            $problems[0].FullyQualifiedErrorId | Should -Be 'EACCES,PanthorPS.ResetGpuDeviceCommand'
            "$($problems[0])" | Should -BeLike '*the machine sleeps*'
        }

        It 'asks what would happen with -WhatIf' {
            Reset-GpuDevice -WhatIf
            Get-GpuEvent panthor_reset* | Should -BeNullOrEmpty
        }

        It 'runs as a task next to others' {
            $reset = Reset-GpuDevice -AsTask
            $read = Read-GpuMemory $vm 0x400000 -AsTask
            $null = Step-GpuDevice -UntilIdle
            $reset.State | Should -Be 'Completed'
            $read.State | Should -BeIn 'Completed', 'Failed'
            Get-GpuFinding | Should -BeNullOrEmpty
        }

        It 'is an error when the firmware does not come back: the driver gives the device up' {
            $null = Add-GpuFault FirmwareBoot
            { Reset-GpuDevice -ErrorAction Stop } | Should -Throw -ErrorId 'ENODEV,PanthorPS.ResetGpuDeviceCommand'
            $device.State | Should -Be 'Unplugged'
            (Get-GpuLog -Last 1).Message | Should -BeLike '*making device unusable*'
            { Reset-GpuDevice -ErrorAction Stop } | Should -Throw -ErrorId 'ENODEV,PanthorPS.ResetGpuDeviceCommand'
            { Get-GpuFirmware -ErrorAction Stop } | Should -Throw -ErrorId 'ENODEV,PanthorPS.GetGpuFirmwareCommand'
            { Read-GpuMemory $vm 0x400000 -ErrorAction Stop } |
                Should -Throw -ErrorId 'ENODEV,PanthorPS.ReadGpuMemoryCommand'
        }
    }

    Describe 'Suspend-GpuDevice and Resume-GpuDevice' {
        It 'put the machine to sleep, where the GPU cannot be used, and wake it up' {
            Suspend-GpuDevice | Should -BeNullOrEmpty
            $device.State | Should -Be 'Suspended'
            { Read-GpuMemory $vm 0x400000 -ErrorAction Stop } |
                Should -Throw -ErrorId 'EACCES,PanthorPS.ReadGpuMemoryCommand'
            (Resume-GpuDevice -PassThru).Id | Should -Be $device.Id
            Read-GpuMemory $vm 0x400000 | Should -Be 0
            Get-GpuFinding | Should -BeNullOrEmpty
        }

        It 'refuse what is so already' {
            { Resume-GpuDevice -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.ResumeGpuDeviceCommand'
            Suspend-GpuDevice
            { Suspend-GpuDevice -ErrorAction Stop } | Should -Throw -ErrorId 'EBUSY,PanthorPS.SuspendGpuDeviceCommand'
        }

        It 'run as tasks, and fail as tasks' {
            (Invoke-GpuTick -AsTask | Wait-GpuTask).State | Should -Be 'Completed'
            $sleep = Suspend-GpuDevice -AsTask
            $device.State | Should -Be 'Active'
            (Wait-GpuTask $sleep).Result | Should -Be $device
            $device.State | Should -Be 'Suspended'
            (Resume-GpuDevice -AsTask | Wait-GpuTask).State | Should -Be 'Completed'
            Read-GpuMemory $vm 0x400000 | Should -Be 0
            $again = Resume-GpuDevice -AsTask
            $null = Step-GpuDevice -UntilIdle
            $again.Error.Message | Should -BeLike '*does not sleep*'
        }

        It 'keep what the buffers hold' {
            $buffer = New-GpuBuffer 4KB
            Invoke-VmBind $vm $buffer 0x500000
            Write-GpuMemory $vm 0x500000 -Value 0x12345678 -As UInt32
            Suspend-GpuDevice
            Read-GpuBuffer $buffer -Count 4 -As UInt32 | Should -Be 0x12345678
            Resume-GpuDevice
            Read-GpuMemory $vm 0x500000 -As UInt32 | Should -Be 0x12345678
        }

        It 'work on the device that they are told' {
            $other = New-GpuDevice -Memory 64MB
            Suspend-GpuDevice -Device $device -PassThru | Should -Be $device
            $other.State | Should -Be 'Active'
            Resume-GpuDevice -Device $device
            Reset-GpuDevice -Device $device
            @(Get-GpuEvent panthor_reset_end -Device $device).Count | Should -Be 1
            Get-GpuEvent panthor_reset_end | Should -BeNullOrEmpty
        }

        It 'let a machine be removed in its sleep' {
            Suspend-GpuDevice
            Remove-GpuDevice $device -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
        }
    }
}
