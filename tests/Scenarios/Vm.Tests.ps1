# VMs: VM_CREATE, VM_DESTROY, the address space slots of the GPU.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'VMs' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are made with the address space that the driver splits off for the user' {
        $vm = New-GpuVm
        $vm.Id | Should -Be 1
        $vm.State | Should -Be 'Usable'
        $vm.UserVaRange | Should -Be 0x800000000000
        $vm.AddressSpace | Should -Be -1
        $vm.ActiveCount | Should -Be 0
        $vm.MappingCount | Should -Be 0
        $vm.LockedRegion | Should -BeNullOrEmpty
        $vm.HasUnhandledFault | Should -BeFalse
        "$vm" | Should -Be 'VM 1'
    }

    It 'are made with the range that is asked for' {
        (New-GpuVm -UserVaRange 192TB).UserVaRange | Should -Be 192TB
        (New-GpuVm '0x40000000').UserVaRange | Should -Be 128TB -Because 'the kernel part is a power of two'
    }

    It 'are refused a range that leaves the kernel too little' {
        $null = New-GpuVm 256TB -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.NewGpuVmCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        Get-GpuVm | Should -BeNullOrEmpty
    }

    It 'are listed, and found by number' {
        $first = New-GpuVm
        $second = New-GpuVm
        (Get-GpuVm).Id | Should -Be @(1, 2)
        Get-GpuVm 2 | Should -Be $second
        Get-GpuVm -Id 1 | Should -Be $first
    }

    It 'are reported when they do not exist' {
        $null = Get-GpuVm 1, 2 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 2
        $problems[1].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.GetGpuVmCommand'
        $problems[1].TargetObject | Should -Be 2
    }

    It 'are destroyed with all that is mapped, while the buffers stay' {
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB
        Invoke-VmBind $vm $buffer 0x400000
        $buffer.MappingCount | Should -Be 1
        Remove-GpuVm $vm
        $vm.State | Should -Be 'Destroyed'
        $vm.MappingCount | Should -Be 0
        $buffer.MappingCount | Should -Be 0
        Get-GpuVm | Should -BeNullOrEmpty
        @(Get-GpuBuffer).Count | Should -Be 1
    }

    It 'are destroyed by number, several, and from the pipeline' {
        $null = New-GpuVm
        $null = New-GpuVm
        $third = New-GpuVm
        Remove-GpuVm 1, 2
        (Get-GpuVm).Id | Should -Be 3
        $third | Remove-GpuVm
        Get-GpuVm | Should -BeNullOrEmpty
    }

    It 'are not destroyed with -WhatIf' {
        $vm = New-GpuVm
        Remove-GpuVm $vm -WhatIf
        $vm.State | Should -Be 'Usable'
    }

    It 'are refused once they are destroyed, while the others go on' {
        $first = New-GpuVm
        $second = New-GpuVm
        Remove-GpuVm $first
        $first, $second | Remove-GpuVm -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.RemoveGpuVmCommand'
        $problems[0].TargetObject | Should -Be $first
        $second.State | Should -Be 'Destroyed'
    }

    It 'are refused by a number that does not exist' {
        { Remove-GpuVm 9 -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.RemoveGpuVmCommand'
        { Get-GpuMapping 9 -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.GetGpuMappingCommand'
    }
}

Describe 'Get-GpuAddressSpace' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB -AddressSpaces 3
        $buffer = New-GpuBuffer 4KB
        $vms = foreach ($i in 1..3) {
            $vm = New-GpuVm
            Invoke-VmBind $vm $buffer 0x400000
            $vm
        }
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'shows that a VM gets a slot when the GPU uses it' {
        # The first is the firmware's.
        (Get-GpuAddressSpace).State | Should -Be @('Enabled', 'Disabled', 'Disabled')
        $null = Read-GpuMemory $vms[0] 0x400000
        $slot = Get-GpuAddressSpace 1
        $slot.Index | Should -Be 1
        $slot.State | Should -Be 'Enabled'
        $slot.Vm | Should -Be $vms[0]
        $slot.TransTab | Should -BeGreaterThan 0
        $slot.TransCfg | Should -Be 0x420001c6
        $slot.MemAttr | Should -Be 0x8f8f8f8f8c4c8f4cul
        $slot.FaultStatus | Should -Be 0
        $slot.LockedSize | Should -Be 0
        $vms[0].AddressSpace | Should -Be 1
        "$slot" | Should -Be 'AS 1'
    }

    It 'shows that the VM which was used longest ago gives way' {
        foreach ($i in 0, 1, 0) {
            $null = Read-GpuMemory $vms[$i] 0x400000
        }
        $null = Read-GpuMemory $vms[2] 0x400000
        $vms[0].AddressSpace | Should -Be 1
        $vms[1].AddressSpace | Should -Be -1
        $vms[2].AddressSpace | Should -Be 2
        (Get-GpuAddressSpace -Device $device -Index 2).Vm.Id | Should -Be $vms[2].Id
    }

    It 'keeps the registers of a fault' {
        $null = Read-GpuMemory $vms[0] 0x999000 -ErrorAction SilentlyContinue
        $slot = $device | Get-GpuAddressSpace 1
        $slot.FaultAddress | Should -Be 0x999000
        $slot.FaultStatus -band 0xff | Should -BeIn 0xc0, 0xc1, 0xc2, 0xc3
        $vms[0].HasUnhandledFault | Should -BeTrue
    }

    It 'reports a slot that the GPU does not have' {
        $null = Get-GpuAddressSpace 3, -1, 0 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 2
        $problems[0].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.GetGpuAddressSpaceCommand'
    }
}
