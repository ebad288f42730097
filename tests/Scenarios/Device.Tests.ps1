# Devices: making, choosing, stepping and removing them.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'New-GpuDevice' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'makes a Mali-G610 with 256 MiB unless told otherwise' {
        $device = New-GpuDevice
        $device.Model | Should -Be 'Mali-G610'
        $device.GpuId | Should -Be 0xa8670005u
        $device.Architecture | Should -Be '10.8.6'
        $device.State | Should -Be 'Active'
        $device.Schedule | Should -Be 'Fifo'
        $device.Seed | Should -Be 0
        $device.MemorySize | Should -Be 256MB
        $device.FreeMemory | Should -BeLessOrEqual 256MB
        $device.VirtualTime.Nanoseconds | Should -BeGreaterThan 0
    }

    It 'makes what it is told' {
        $device = New-GpuDevice -Model Mali-G310 -Memory 32MB -Seed 0x42 -Schedule Random -AddressSpaces 3 -Name lab
        $device.Model | Should -Be 'Mali-G310'
        $device.MemorySize | Should -Be 32MB
        $device.Seed | Should -Be 0x42
        $device.Schedule | Should -Be 'Random'
        $device.Name | Should -Be 'lab'
        @(Get-GpuAddressSpace -Device $device).Count | Should -Be 3
    }

    It 'makes the new device the current one and opens a client on it' {
        $first = New-GpuDevice
        $second = New-GpuDevice
        (Get-GpuDevice -Current).Id | Should -Be $second.Id
        @(Get-GpuClient).Count | Should -Be 1
        $first.Id | Should -Not -Be $second.Id
    }

    It 'refuses a model that it does not know' {
        { New-GpuDevice -Model Voodoo } | Should -Throw -ErrorId 'GpuModelNotFound,PanthorPS.NewGpuDeviceCommand'
    }

    It 'refuses a memory size of <size>' -TestCases @(@{ size = 0 }, @{ size = 3MB + 1 }, @{ size = '1TB' }) {
        { New-GpuDevice -Memory $size } | Should -Throw -ErrorId 'InvalidMemorySize,PanthorPS.NewGpuDeviceCommand'
    }

    It 'refuses <count> address spaces' -TestCases @(@{ count = 1 }, @{ count = 17 }) {
        { New-GpuDevice -AddressSpaces $count } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,PanthorPS.NewGpuDeviceCommand'
    }

    It 'makes CPU and GPU coherent, which the page tables show' {
        $entries = foreach ($coherent in $false, $true) {
            $null = New-GpuDevice -Coherent:$coherent
            $vm = New-GpuVm
            Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
            Get-GpuPageTable $vm -Tables | Select-Object -First 1
        }
        # Without coherency the driver marks the tables that it flushed (bit 55).
        ($entries[0].Raw -shr 55) -band 1 | Should -Be 1
        ($entries[1].Raw -shr 55) -band 1 | Should -Be 0
    }

    It 'does the same twice with the same seed and schedule <schedule>' -TestCases @(
        @{ schedule = 'Fifo' }, @{ schedule = 'Random' }, @{ schedule = 'Pct' }
    ) {
        $runs = foreach ($run in 1, 2) {
            $null = New-GpuDevice -Seed 7 -Schedule $schedule
            $vm = New-GpuVm
            Invoke-VmBind $vm (New-GpuBuffer 64KB) 0x400000
            $null = Read-GpuMemory $vm 0x400000
            (Get-GpuEvent | ForEach-Object { "$_" }) -join "`n"
        }
        $runs[0] | Should -BeExactly $runs[1]
    }
}

Describe 'Get-GpuDevice' {
    BeforeAll {
        $first = New-GpuDevice -Name first
        $second = New-GpuDevice -Name second
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'lists all devices in the order of their making' {
        (Get-GpuDevice).Name | Should -Be @('first', 'second')
    }

    It 'finds devices by their numbers' {
        (Get-GpuDevice -Id $second.Id, $first.Id).Name | Should -Be @('second', 'first')
        (Get-GpuDevice $first.Id).Name | Should -Be 'first'
    }

    It 'finds devices by their names and as objects' {
        (Get-GpuDevice SECOND, $first.Id).Name | Should -Be @('second', 'first')
        (Get-GpuDevice f*).Name | Should -Be 'first'
        Get-GpuDevice x* | Should -BeNullOrEmpty
        Get-GpuDevice $second | Should -Be $second
        { Get-GpuDevice third -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuDeviceCommand'
    }

    It 'reports a number that does not exist and goes on' {
        $found = Get-GpuDevice 999, $first.Id -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Name | Should -Be 'first'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.GetGpuDeviceCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problems[0].TargetObject | Should -Be 999
    }

    It 'refuses a name that a living device has' {
        { New-GpuDevice -Memory 16MB -Name FIRST } |
            Should -Throw -ErrorId 'GpuDeviceExists,PanthorPS.NewGpuDeviceCommand'
        Get-GpuDevice -Current | Should -Be $second
        $taken = New-GpuDevice -Memory 16MB -Name "gpu$($second.Id + 2)"
        $next = New-GpuDevice -Memory 16MB
        $next.Name | Should -Be "gpu$($taken.Id + 2)"
        $taken, $next | Remove-GpuDevice
        $again = New-GpuDevice -Memory 16MB -Name $taken.Name
        $again.Name | Should -Be $taken.Name
        $again | Remove-GpuDevice
    }

    It 'names itself' {
        "$first" | Should -Be "GPU device $($first.Id) (first)"
    }
}

Describe 'Select-GpuDevice' {
    BeforeEach {
        $first = New-GpuDevice -Name first
        $null = New-GpuDevice -Name second
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'takes <how>' -TestCases @(
        @{ how = 'the object'; pick = { $first } }
        @{ how = 'its number'; pick = { $first.Id } }
        @{ how = 'its name'; pick = { 'FIRST' } }
    ) {
        Select-GpuDevice (& $pick) | Should -BeNullOrEmpty
        (Get-GpuDevice -Current).Name | Should -Be 'first'
    }

    It 'takes the object from the pipeline and returns it when asked to' {
        ($first | Select-GpuDevice -PassThru).Name | Should -Be 'first'
        (Get-GpuDevice -Current).Name | Should -Be 'first'
    }

    It 'refuses a device that does not exist' {
        { Select-GpuDevice nobody } | Should -Throw -ErrorId 'GpuDeviceNotFound,PanthorPS.SelectGpuDeviceCommand'
        { Select-GpuDevice 999 } | Should -Throw -ErrorId 'GpuDeviceNotFound,PanthorPS.SelectGpuDeviceCommand'
    }
}

Describe 'Remove-GpuDevice' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'removes a device, without a leak however much was in use' {
        $device = New-GpuDevice
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4MB
        Invoke-VmBind $vm $buffer 0x400000
        Write-GpuBuffer $buffer 'some bytes'
        Remove-GpuDevice $device -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $device.State | Should -Be 'Removed'
        Get-GpuDevice | Should -BeNullOrEmpty
    }

    It 'goes back to the newest of the other devices' {
        $first = New-GpuDevice
        New-GpuDevice | Remove-GpuDevice
        (Get-GpuDevice -Current).Id | Should -Be $first.Id
    }

    It 'removes several, by number and by name' {
        $first = New-GpuDevice
        $null = New-GpuDevice -Name other
        Remove-GpuDevice $first.Id, other
        Get-GpuDevice | Should -BeNullOrEmpty
    }

    It 'only says what it would do with -WhatIf' {
        $device = New-GpuDevice
        Remove-GpuDevice $device -WhatIf
        $device.State | Should -Be 'Active'
    }

    It 'leaves objects that say so when they are used' {
        $device = New-GpuDevice
        $vm = New-GpuVm
        Remove-GpuDevice $device
        { Get-GpuVm -Device $device } | Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.GetGpuVmCommand'
        { Get-GpuMapping $vm } | Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.GetGpuMappingCommand'
        { $device | Remove-GpuDevice } | Should -Throw -ErrorId 'GpuDeviceRemoved,PanthorPS.RemoveGpuDeviceCommand'
    }
}

Describe 'A command without a device' {
    It 'says so' {
        Get-GpuDevice | Remove-GpuDevice
        Get-GpuDevice -Current | Should -BeNullOrEmpty
        { New-GpuVm } | Should -Throw -ErrorId 'NoGpuDevice,PanthorPS.NewGpuVmCommand'
        { Get-GpuLog } | Should -Throw -ErrorId 'NoGpuDevice,PanthorPS.GetGpuLogCommand'
    }
}

Describe 'Get-GpuModel' {
    It 'lists the models' {
        (Get-GpuModel).Name | Should -Contain 'Mali-G610'
    }

    It 'tells what a Mali-G610 is' {
        $model = Get-GpuModel Mali-G610
        $model.GpuId | Should -Be 0xa8670005u
        $model.Architecture | Should -Be '10.8.6'
        $model.ShaderCores | Should -Be 4
        $model.CsgSlots | Should -Be 8
        $model.AddressSpaces | Should -Be 8
    }

    It 'takes wildcards' {
        (Get-GpuModel -Name *G6*, *g3*).Name | Should -Be @('Mali-G610', 'Mali-G310')
        Get-GpuModel Voodoo* | Should -BeNullOrEmpty
    }

    It 'reports a name that it does not know' {
        $null = Get-GpuModel Voodoo -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'GpuModelNotFound,PanthorPS.GetGpuModelCommand'
    }
}

Describe 'Step-GpuDevice' {
    BeforeEach {
        $device = New-GpuDevice
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'lets <nanoseconds> ns pass for <duration>' -TestCases @(
        @{ duration = '250ns'; nanoseconds = 250 }
        @{ duration = '10us'; nanoseconds = 10000 }
        @{ duration = '5ms'; nanoseconds = 5000000 }
        @{ duration = [timespan]::FromSeconds(2); nanoseconds = 2000000000 }
    ) {
        $before = $device.VirtualTime.Nanoseconds
        (Step-GpuDevice -Duration $duration).Id | Should -Be $device.Id
        $device.VirtualTime.Nanoseconds - $before | Should -Be $nanoseconds
    }

    It 'refuses <duration> as a duration' -TestCases @(
        @{ duration = 5 }, @{ duration = 'soon' }, @{ duration = '-1ms' }
    ) {
        { Step-GpuDevice $duration } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.StepGpuDeviceCommand'
    }

    It 'runs until nothing is left to happen' {
        ($device | Step-GpuDevice -UntilIdle).Id | Should -Be $device.Id
        $time = $device.VirtualTime.Nanoseconds
        $null = Step-GpuDevice -UntilIdle
        $device.VirtualTime.Nanoseconds | Should -Be $time
    }

    It 'runs until a condition holds' {
        Set-GpuRegister GPU_CMD 0x301
        $null = Step-GpuDevice -Until { $_.VirtualTime.Nanoseconds -gt 100100 } -Timeout 1s
        $device.VirtualTime.Nanoseconds | Should -BeGreaterThan 100100
    }

    It 'reports a condition that does not become true in time' {
        $null = Step-GpuDevice -Until { $false } -Timeout 1ms -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'ETIME,PanthorPS.StepGpuDeviceCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        "$($problems[0].TargetObject)" | Should -Be "$device"
    }

    It 'refuses a condition that would make the machine run' {
        { Step-GpuDevice -Until { New-GpuVm } } | Should -Throw -ErrorId 'GpuDeviceRunning,PanthorPS.NewGpuVmCommand'
    }

    It 'steps the device that it is given, not the current one' {
        $other = New-GpuDevice
        $before = $other.VirtualTime.Nanoseconds
        $null = Step-GpuDevice 1ms -Device $device
        $other.VirtualTime.Nanoseconds | Should -Be $before
    }
}
