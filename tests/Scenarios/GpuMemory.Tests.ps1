# Memory as the GPU sees it: through the address space of a VM, with faults.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Read-GpuMemory and Write-GpuMemory' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB
        Invoke-VmBind $vm $buffer 0x400000
        Invoke-VmBind $vm $buffer 0x40000000 -ReadOnly
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'reads what the CPU wrote, at every address that shows it' {
        [byte[]] $bytes = 0..255
        Write-GpuBuffer $buffer $bytes -Offset 4000
        Read-GpuMemory $vm (0x400000 + 4000) -Count 256 | Should -Be $bytes
        Read-GpuMemory -Vm $vm -Address (0x40000000 + 4000) -Count 256 | Should -Be $bytes
    }

    It 'reads one value unless told how much' {
        @(Read-GpuMemory $vm 0x400000).Count | Should -Be 1
        Write-GpuBuffer $buffer ([uint64[]] @(0x1122334455667788))
        Read-GpuMemory $vm 0x400000 -As UInt32 | Should -Be 0x55667788
        Read-GpuMemory $vm 0x400000 -As UInt64 | Should -Be 0x1122334455667788
        (Read-GpuMemory $vm 0x400000 -Count 8 -As UInt32 -Raw).GetType().FullName | Should -Be 'System.UInt32[]'
    }

    It 'gets an address space from an idle group, and waits for no busy one' {
        $small = New-GpuDevice -Memory 64MB -AddressSpaces 3
        $mine = New-GpuVm
        Invoke-VmBind $mine (New-GpuBuffer 4KB) 0x400000
        $others = foreach ($i in 1..2) { New-GpuVm }
        $groups = foreach ($other in $others) { New-GpuGroup $other }
        Invoke-GpuTick
        (Get-GpuAddressSpace).Vm | Should -Not -Contain $mine
        Write-GpuMemory $mine 0x400000 -Value 7
        Read-GpuMemory $mine 0x400000 | Should -Be 7

        foreach ($group in $groups) {
            $null = Submit-GpuJob $group (New-GpuCommandStream $group.Vm 0x400000 { Label Forever; Branch Forever })
        }
        $null = Step-GpuDevice 50ms
        { Read-GpuMemory $mine 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EBUSY,PanthorPS.ReadGpuMemoryCommand'
        Get-GpuFinding | Should -BeNullOrEmpty
        Remove-GpuGroup $groups
    }

    It 'takes the VM from the pipeline, with the address of a mapping' {
        Write-GpuBuffer $buffer 0x5a
        $vm | Read-GpuMemory -Address 0x400000 | Should -Be 0x5a
        Get-GpuMapping $vm | Read-GpuMemory | Should -Be @(0x5a, 0x5a)
    }

    It 'writes what the CPU reads' {
        Write-GpuMemory $vm 0x400ffe 'abcd' | Should -BeNullOrEmpty
        Read-GpuBuffer $buffer 0xffe 4 | Should -Be @(0x61, 0x62, 0x63, 0x64)
        Write-GpuMemory $vm 0x400000 -Value 0xcafe -As UInt32 -PassThru | Should -Be $vm
        Read-GpuBuffer $buffer -Count 4 -As UInt32 | Should -Be 0xcafe
        1, 2 | Write-GpuMemory $vm 0x400010 -As UInt64
        Read-GpuBuffer $buffer 0x10 16 -As UInt64 | Should -Be @(1, 2)
    }

    It 'writes nothing with -WhatIf' {
        Write-GpuMemory $vm 0x400000 7 -WhatIf
        Read-GpuBuffer $buffer -Count 1 | Should -Be 0
    }

    It 'reports a fault of <what> with its exception <name>' -TestCases @(
        @{ what = 'a hole beside a page'; address = 0x404000ul; name = 'TRANSLATION_FAULT_3' }
        @{ what = 'a hole without a table'; address = 0x80000000ul; name = 'TRANSLATION_FAULT_1' }
    ) {
        $null = Read-GpuMemory $vm $address -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'GpuPageFault,PanthorPS.ReadGpuMemoryCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].TargetObject | Should -Be $vm
        $fault = $problems[0].Exception
        $fault.ExceptionName | Should -Be $name
        $fault.Address | Should -Be $address
        $fault.AddressSpace | Should -Be 1
        $fault.AccessType | Should -Be 'Read'
    }

    It 'reports a write to a page for reading as a permission fault, and writes nothing' {
        { Write-GpuMemory $vm 0x40000000 9 -ErrorAction Stop } |
            Should -Throw -ErrorId 'GpuPageFault,PanthorPS.WriteGpuMemoryCommand'
        $Error[0].Exception.ExceptionName | Should -Be 'PERM_FAULT_3'
        $Error[0].Exception.AccessType | Should -Be 'Write'
        Read-GpuBuffer $buffer -Count 1 | Should -Be 0
    }

    It 'logs a fault as the driver does, makes it a finding, and warns nobody twice' {
        $null = Read-GpuMemory $vm 0x404000 -ErrorAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $vm.HasUnhandledFault | Should -BeTrue
        $log = (Get-GpuLog -Level Error).Message -join ' '
        $log | Should -BeLike '*Unhandled Page fault in AS1 at VA 0x0000000000404000*'
        (Get-GpuFinding).Kind | Should -Be 'GpuPageFault'
    }

    It 'works again after a fault' {
        $null = Read-GpuMemory $vm 0x404000 -ErrorAction SilentlyContinue
        Read-GpuMemory $vm 0x400000 | Should -Be 0
        $vm.HasUnhandledFault | Should -BeFalse
    }

    It 'reports the fault of an access that runs out of its mapping at the byte where it does' {
        $null = Read-GpuMemory $vm 0x403ffe -Count 4 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].Exception.Address | Should -Be 0x404000
    }

    It 'sees a new mapping at once, and an old one no more' {
        $other = New-GpuBuffer 4KB
        Write-GpuBuffer $buffer 1
        Write-GpuBuffer $other 2
        Read-GpuMemory $vm 0x400000 | Should -Be 1
        Invoke-VmBind $vm $other 0x400000
        Read-GpuMemory $vm 0x400000 | Should -Be 2
        Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 4KB
        { Read-GpuMemory $vm 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'GpuPageFault,PanthorPS.ReadGpuMemoryCommand'
    }

    It 'refuses a count that is no whole number of values' {
        { Read-GpuMemory $vm 0x400000 -Count 3 -As UInt32 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.ReadGpuMemoryCommand'
    }

    It 'needs no time to pass between two commands' {
        $null = Read-GpuMemory $vm 0x400000
        $before = $device.VirtualTime
        $null = $device.FreeMemory, $vm.AddressSpace, (Get-GpuMapping $vm)
        $device.VirtualTime | Should -Be $before
    }
}
