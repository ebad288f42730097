# Looking at a device: log, events, findings, registers.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $device = New-GpuDevice -Memory 64MB
    $booted = $device.VirtualTime
    $vm = New-GpuVm
    Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
    $null = Read-GpuMemory $vm 0x999000 -ErrorAction SilentlyContinue
}

AfterAll {
    Get-GpuDevice | Remove-GpuDevice
}

Describe 'Get-GpuLog' {
    It 'begins with what the driver said at probe' {
        $line = Get-GpuLog | Select-Object -First 1
        $line.Message | Should -BeLike 'panthor fb000000.gpu:*Mali-G610 id 0xa867*'
        $line.Level | Should -Be 'Info'
        $line.Task | Should -BeLike 'panthor_probe*'
        $line.Time.Nanoseconds | Should -BeGreaterOrEqual 0
        "$line" | Should -BeLike '*panthor fb000000.gpu*'
    }

    It 'shows some levels, and the last lines' {
        (Get-GpuLog -Level Error).Level | Select-Object -Unique | Should -Be 'Error'
        (Get-GpuLog Error, Info).Count | Should -BeGreaterThan (Get-GpuLog Error).Count
        @(Get-GpuLog -Last 2).Count | Should -Be 2
        Get-GpuLog -Last 0 | Should -BeNullOrEmpty
        ($device | Get-GpuLog -Last 1).Message | Should -Be (Get-GpuLog)[-1].Message
    }
}

Describe 'Get-GpuEvent' {
    It 'shows what happened, in order, with its numbers' {
        $faults = @(Get-GpuEvent -Name gpu_mmu_fault)
        $faults.Count | Should -Be 1
        $faults[0].Name | Should -Be 'gpu_mmu_fault'
        $faults[0].Data.as | Should -Be 1
        $faults[0].Data.va | Should -Be 0x999000
        $times = (Get-GpuEvent).Time.Nanoseconds
        ($times | Sort-Object) | Should -Be $times
    }

    It 'takes wildcards, a number and a time' {
        @(Get-GpuEvent *vm_active, panthor_vm_map -Since $booted).Count | Should -Be 2
        @(Get-GpuEvent -Last 3).Count | Should -Be 3
        Get-GpuEvent -Since '1h' | Should -BeNullOrEmpty
        $now = $device.VirtualTime
        Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 4KB
        (Get-GpuEvent -Since $now).Name | Should -Contain 'panthor_vm_unmap'
    }
}

Describe 'Get-GpuFinding' {
    It 'shows what the checkers found' {
        $finding = Get-GpuFinding
        $finding.Kind | Should -Be 'GpuPageFault'
        $finding.Title | Should -BeLike '*0x999000*'
        $finding.Report | Should -BeLike '*gpu_mmu_fault*'
        $finding.Device | Should -Be $device
        $finding.Time.Nanoseconds | Should -BeGreaterThan 0
        "$finding" | Should -BeLike 'GpuPageFault: *'
    }

    It 'shows some kinds' {
        @(Get-GpuFinding -Kind GpuPageFault, Leak).Count | Should -Be 1
        Get-GpuFinding Oops | Should -BeNullOrEmpty
    }

    It 'forgets them when asked to' {
        $other = New-GpuDevice -Memory 64MB
        $null = Read-GpuMemory (New-GpuVm) 0x1000 -ErrorAction SilentlyContinue
        @($other | Get-GpuFinding -Clear).Count | Should -Be 1
        Get-GpuFinding | Should -BeNullOrEmpty
        Remove-GpuDevice $other
    }
}

Describe 'Get-GpuRegister' {
    It 'reads by name' {
        $register = Get-GpuRegister GPU_ID
        $register.Name | Should -Be 'GPU_ID'
        $register.Offset | Should -Be 0
        $register.Value | Should -Be 0xa8670005u
        $register.Width | Should -Be 32
        "$register" | Should -Be 'GPU_ID'
    }

    It 'reads by wildcard, by several names, and all' {
        (Get-GpuRegister gpu_*_present).Name | Should -Contain 'GPU_AS_PRESENT'
        (Get-GpuRegister GPU_AS_PRESENT, GPU_ID).Value | Should -Be @(0xff, 0xa8670005u)
        @(Get-GpuRegister).Count | Should -BeGreaterThan 50
        ($device | Get-GpuRegister GPU_ID).Device | Should -Be $device
    }

    It 'reads by offset, also where the table has no name' {
        (Get-GpuRegister -Offset 0x0).Name | Should -Be 'GPU_ID'
        (Get-GpuRegister -Offset '0x1ffc').Name | Should -BeNullOrEmpty
        { Get-GpuRegister -Offset 3 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.GetGpuRegisterCommand'
    }

    It 'reports a name that does not exist and goes on' {
        $found = Get-GpuRegister NOTHING, GPU_ID -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Name | Should -Be 'GPU_ID'
        $problems[0].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.GetGpuRegisterCommand'
        Get-GpuRegister NOTHING* | Should -BeNullOrEmpty
    }
}

Describe 'Set-GpuRegister' {
    It 'writes by name and by offset, and the register object is live' {
        $register = Get-GpuRegister AS2_LOCKADDR
        Set-GpuRegister AS2_LOCKADDR 0x40000e | Should -BeNullOrEmpty
        $register.Value | Should -Be 0x40000e
        (Set-GpuRegister -Offset $register.Offset -Value 0x20000e -PassThru).Value | Should -Be 0x20000e
    }

    It 'warns of a register that cannot be written' {
        Set-GpuRegister GPU_ID 5 -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 1
        (Get-GpuRegister GPU_ID).Value | Should -Be 0xa8670005u
    }

    It 'starts what the hardware does then' {
        $other = New-GpuDevice -Memory 64MB
        Set-GpuRegister AS3_TRANSCFG 0x420001c6 -Device $other
        Set-GpuRegister AS3_COMMAND 1 -Device $other
        (Get-GpuAddressSpace 3).State | Should -Be 'Disabled'
        $null = Step-GpuDevice -Duration 1ms
        (Get-GpuAddressSpace 3).State | Should -Be 'Enabled'
        Remove-GpuDevice $other
    }

    It 'refuses a value that does not fit, and a name that does not exist' {
        { Set-GpuRegister GPU_INT_MASK 0x100000000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.SetGpuRegisterCommand'
        { Set-GpuRegister NOTHING 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.SetGpuRegisterCommand'
    }

    It 'writes nothing with -WhatIf' {
        $before = (Get-GpuRegister GPU_INT_MASK).Value
        Set-GpuRegister GPU_INT_MASK 0 -WhatIf
        (Get-GpuRegister GPU_INT_MASK).Value | Should -Be $before
    }
}
