# VM_BIND: map, unmap, many at once; what the mappings and the page table look like afterwards.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    function Get-Layout($Vm) {
        (Get-GpuMapping $Vm | ForEach-Object {
            '{0:x}+{1:x}@{2:x}' -f $_.Address, $_.Size, $_.Offset
        }) -join ' '
    }
}

Describe 'Invoke-VmBind' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB -Label data
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'maps a whole buffer unless told otherwise' {
        Invoke-VmBind -Vm $vm -Buffer $buffer -Address 0x400000 | Should -BeNullOrEmpty
        $mapping = Get-GpuMapping $vm
        $mapping.Address | Should -Be 0x400000
        $mapping.Size | Should -Be 64KB
        $mapping.End | Should -Be 0x410000
        $mapping.Buffer | Should -Be $buffer
        $mapping.Offset | Should -Be 0
        $mapping.Flags | Should -Be 'None'
        $mapping.IsSparse | Should -BeFalse
        $mapping.IsEvicted | Should -BeFalse
        $mapping.IsKernel | Should -BeFalse
        $mapping.Vm | Should -Be $vm
        $vm.MappingCount | Should -Be 1
        $buffer.MappingCount | Should -Be 1
        $buffer.IsResident | Should -BeTrue
    }

    It 'maps a part, from an offset on' {
        Invoke-VmBind $vm $buffer 0x400000 -Offset 16KB -Size 8KB
        Invoke-VmBind $vm $buffer 0x500000 -Offset 48KB
        Get-Layout $vm | Should -Be '400000+2000@4000 500000+4000@c000'
    }

    It 'takes numbers, labels and text for <what>' -TestCases @(
        @{ what = 'numbers'; arguments = { 1, 1, 0x400000 } }
        @{ what = 'a label'; arguments = { 1, 'data', '4MB' } }
        @{ what = 'objects'; arguments = { $vm, $buffer, '0x400000' } }
    ) {
        $list = & $arguments
        Invoke-VmBind $list[0] $list[1] $list[2]
        Get-Layout $vm | Should -Be '400000+10000@0'
    }

    It 'returns the VM when asked to, and takes it from the pipeline' {
        $vm | Invoke-VmBind -Buffer $buffer -Address 0x400000 -PassThru | Should -Be $vm
    }

    It 'maps with the flags <flags>: <letters>' -TestCases @(
        @{ letters = 'RWX cached'; switches = @{}; flags = 'None'; raw = 0x0000000000000f47ul }
        @{ letters = 'R-X cached'; switches = @{ ReadOnly = $true }; flags = 'ReadOnly'; raw = 0x0000000000000fc7ul }
        @{ letters = 'RW- cached'; switches = @{ NoExecute = $true }; flags = 'NoExecute'; raw = 0x0060000000000f47ul }
        @{ letters = 'RWX'; switches = @{ Uncached = $true }; flags = 'Uncached'; raw = 0x0000000000000e43ul }
        @{
            letters = 'R--'
            switches = @{ ReadOnly = $true; NoExecute = $true; Uncached = $true }
            flags = 'ReadOnly, NoExecute, Uncached'
            raw = 0x0060000000000ec3ul
        }
    ) {
        Invoke-VmBind $vm $buffer 0x400000 @switches
        "$((Get-GpuMapping $vm).Flags)" | Should -Be $flags
        $entry = Get-GpuPageTable $vm -Address 0x400000
        $entry.Raw - $entry.PhysicalAddress | Should -Be $raw
    }

    It 'splits a mapping when a part of it is unmapped' {
        Invoke-VmBind $vm $buffer 0x400000
        Invoke-VmBind $vm -Unmap -Address 0x404000 -Size 16KB
        Get-Layout $vm | Should -Be '400000+4000@0 408000+8000@8000'
        $buffer.MappingCount | Should -Be 2
        @(Get-GpuPageTable $vm).Count | Should -Be 12
    }

    It 'shortens a mapping at its <edge>' -TestCases @(
        @{ edge = 'start'; address = 0x3f0000; left = '408000+8000@8000' }
        @{ edge = 'end'; address = 0x408000; left = '400000+8000@0' }
    ) {
        Invoke-VmBind $vm $buffer 0x400000
        Invoke-VmBind $vm -Unmap -Address $address -Size 0x18000
        Get-Layout $vm | Should -Be $left
    }

    It 'unmaps everything, and what is not mapped at all' {
        Invoke-VmBind $vm $buffer 0x400000
        Invoke-VmBind $vm -Unmap -Address 0 -Size 1GB
        Invoke-VmBind $vm -Unmap -Address 0 -Size 1GB
        Get-GpuMapping $vm | Should -BeNullOrEmpty
        Get-GpuPageTable $vm | Should -BeNullOrEmpty
        $buffer.MappingCount | Should -Be 0
    }

    It 'replaces what was mapped where a new mapping goes' {
        $other = New-GpuBuffer 8KB
        Invoke-VmBind $vm $buffer 0x400000
        Invoke-VmBind $vm $other 0x404000
        Get-Layout $vm | Should -Be '400000+4000@0 404000+2000@0 406000+a000@6000'
        (Get-GpuMapping $vm -Address 0x405fff).Buffer | Should -Be $other
    }

    It 'uses one entry for 2 MiB, and breaks it up when it must' {
        $big = New-GpuBuffer 2MB
        Invoke-VmBind $vm $big 0x200000
        $entry = Get-GpuPageTable $vm
        $entry.Level | Should -Be 2
        $entry.Size | Should -Be 2MB
        Invoke-VmBind $vm -Unmap -Address 0x280000 -Size 64KB
        $entries = @(Get-GpuPageTable $vm)
        $entries.Count | Should -Be 496
        $entries[0].Level | Should -Be 3
    }

    It 'refuses <what>' -TestCases @(
        @{ what = 'an address that is not aligned'; arguments = @{ Buffer = 1; Address = 0x400800 } }
        @{ what = 'a size that is not aligned'; arguments = @{ Buffer = 1; Address = 0x400000; Size = 100 } }
        @{ what = 'an offset that is not aligned'; arguments = @{ Buffer = 1; Address = 0; Offset = 100; Size = 4KB } }
        @{ what = 'a range beyond the buffer'; arguments = @{ Buffer = 1; Address = 0x400000; Size = 128KB } }
        @{ what = 'an offset at the end of the buffer'; arguments = @{ Buffer = 1; Address = 0; Offset = 64KB } }
        @{ what = 'an offset beyond the buffer'; arguments = @{ Buffer = 1; Address = 0; Offset = 1MB } }
        @{ what = 'the range of the kernel'; arguments = @{ Buffer = 1; Address = 0x7fffffffe000; Size = 64KB } }
        @{ what = 'a buffer that does not exist'; arguments = @{ Buffer = 77; Address = 0x400000; Size = 4096 } }
        @{ what = 'a buffer that does not exist, to its end'; arguments = @{ Buffer = 77; Address = 0x400000 } }
        @{ what = 'to unmap the kernel range'; arguments = @{ Unmap = $true; Address = 0xffff00000000; Size = 4KB } }
        @{ what = 'to unmap an address that is not aligned'; arguments = @{ Unmap = $true; Address = 1; Size = 4096 } }
    ) {
        Invoke-VmBind $vm @arguments -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.InvokeVmBindCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problems[0].TargetObject | Should -Be $vm
        $problems[0].Exception.Errno | Should -Be 'EINVAL'
        $problems[0].Exception.Message | Should -BeLike 'VM_BIND: *; EINVAL (-22)'
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }

    It 'refuses a label, a VM or an object that is not there' {
        { Invoke-VmBind $vm nothing 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.InvokeVmBindCommand'
        { Invoke-VmBind 9 $buffer 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
        Remove-GpuBuffer $buffer
        { Invoke-VmBind $vm $buffer 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
    }

    It 'names the devices where an object is of another one' {
        $other = New-GpuDevice -Memory 32MB -Name other
        $foreign = New-GpuBuffer 4KB
        $sync = New-GpuSyncObject
        { Invoke-VmBind $vm $foreign 0x400000 -ErrorAction Stop } |
            Should -Throw "*buffer 1 belongs to client 1 (client1) of $other, the VM to client 1 (client1) of $device*"
        { Invoke-VmBind $vm $buffer 0x400000 -Asynchronous -Signal $sync -ErrorAction Stop } |
            Should -Throw "*belongs to client 1 (client1) of $other, the call to client 1 (client1) of $device*"
    }

    It 'reports that there is no memory, and changes nothing' {
        $huge = New-GpuBuffer 1GB
        { Invoke-VmBind $vm $huge 0x40000000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOMEM,PanthorPS.InvokeVmBindCommand'
        Get-GpuMapping $vm | Should -BeNullOrEmpty
        $vm.State | Should -Be 'Usable'
        $huge.IsResident | Should -BeFalse
    }

    It 'refuses parameters that contradict each other' {
        { Invoke-VmBind $vm -Unmap -Buffer $buffer -Address 0 -Size 4096 } |
            Should -Throw -ErrorId 'AmbiguousParameterSet,PanthorPS.InvokeVmBindCommand'
    }

    It 'does nothing with -WhatIf' {
        Invoke-VmBind $vm $buffer 0x400000 -WhatIf
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }
}

Describe 'Several operations in one call' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB -Label data
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'come from New-VmBindOperation, which does nothing by itself' {
        $flags = @{ ReadOnly = $true; NoExecute = $true; Uncached = $true }
        $map = New-VmBindOperation -Buffer $buffer -Address 0x400000 -Size 8KB -Offset 4KB @flags
        $map.Type | Should -Be 'Map'
        $map.Address | Should -Be 0x400000
        $map.Size | Should -Be 8KB
        $map.Offset | Should -Be 4KB
        $map.Buffer | Should -Be $buffer
        "$($map.Flags)" | Should -Be 'ReadOnly, NoExecute, Uncached'
        "$map" | Should -Be 'map 0x400000 + 8 KiB to buffer 1 (data) at 0x1000 (ReadOnly, NoExecute, Uncached)'
        $unmap = New-VmBindOperation -Unmap -Address 0x400000 -Size 4KB
        $unmap.Type | Should -Be 'Unmap'
        "$unmap" | Should -Be 'unmap 0x400000 + 4 KiB'
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }

    It 'are executed in order, from the pipeline' {
        @(
            New-VmBindOperation $buffer 0x400000
            New-VmBindOperation -Unmap -Address 0x401000 -Size 8KB
            $buffer | New-VmBindOperation -Address 0x500000 -Size 4KB
        ) | Invoke-VmBind $vm
        Get-Layout $vm | Should -Be '400000+1000@0 403000+1000@3000 500000+1000@0'
    }

    It 'are executed from the parameter, with handles and labels' {
        $operations = (New-VmBindOperation 1 0x400000), (New-VmBindOperation data 0x500000)
        Invoke-VmBind -Vm $vm -Operation $operations -PassThru | Should -Be $vm
        Get-Layout $vm | Should -Be '400000+4000@0 500000+4000@0'
    }

    It 'stop at the one that fails, and tell which it was' {
        $operations = @(
            New-VmBindOperation $buffer 0x400000
            New-VmBindOperation $buffer 0x500000
            New-VmBindOperation $buffer 0x123
            New-VmBindOperation $buffer 0x600000
        )
        $operations | Invoke-VmBind $vm -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.InvokeVmBindCommand'
        $problems[0].Exception.OperationIndex | Should -Be 2
        $problems[0].Exception.Executed | Should -Be 2
        $problems[0].TargetObject | Should -Be $operations[2]
        $problems[0].Exception.Message | Should -BeLike 'VM_BIND operation 2 of 4 (2 executed): *; EINVAL (-22)'
        Get-Layout $vm | Should -Be '400000+4000@0 500000+4000@0'
    }

    It 'are not needed: nothing from the pipeline does nothing' {
        @() | Invoke-VmBind $vm
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }
}

Describe 'Get-GpuMapping' {
    BeforeEach {
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB
        Invoke-VmBind $vm $buffer 0x600000
        Invoke-VmBind $vm $buffer 0x400000 -ReadOnly
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'lists in the order of the addresses, by object, number and pipeline' {
        Get-GpuMapping $vm | ForEach-Object Address | Should -Be @(0x400000, 0x600000)
        Get-GpuMapping 1 | ForEach-Object Address | Should -Be @(0x400000, 0x600000)
        Get-GpuVm | Get-GpuMapping | ForEach-Object Address | Should -Be @(0x400000, 0x600000)
    }

    It 'finds the mapping that an address belongs to, or none' {
        (Get-GpuMapping $vm 0x603fff).Address | Should -Be 0x600000
        Get-GpuMapping $vm -Address 0x604000 | Should -BeNullOrEmpty
    }

    It 'is a snapshot' {
        $before = Get-GpuMapping $vm 0x400000
        Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 4KB
        $before.Size | Should -Be 16KB
    }
}
