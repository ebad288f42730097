# How the commands fit together: what binds to what, one by one, and when a pipeline ends.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Objects in a pipeline' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB -Name lab
        $vm = New-GpuVm
        $small = New-GpuBuffer 64KB -Label small
        $large = New-GpuBuffer 4MB -Label large
        Invoke-VmBind $vm $small 0x400000
        Invoke-VmBind $vm $large 0x40000000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'go from VMs to mappings to addresses' {
        $found = Get-GpuVm | Get-GpuMapping | Where-Object Size -gt 1MB | Resolve-GpuAddress
        $found.Address | ForEach-Object { '{0:x}' -f $_ } | Should -Be '40000000'
        $found.Buffer | Should -Be $large
    }

    It 'go from mappings to their part of the page table and of the address space' {
        $entries = Get-GpuMapping $vm -Address 0x400000 | Get-GpuPageTable
        @($entries).Count | Should -Be 16
        $ranges = Get-GpuMapping $vm | Format-GpuVm
        @($ranges).Count | Should -Be 2
        $ranges.Buffer | Should -Be @($small, $large)
        Format-GpuVm $vm | Where-Object HugePages | Get-GpuPageTable | Select-Object -ExpandProperty Size -Unique |
            Should -Be 2MB
    }

    It 'go from mappings to what CPU and GPU see there' {
        Write-GpuBuffer $large -Offset 2MB -Value 7
        Invoke-VmBind $vm $large 0x50000000 -Offset 2MB -Size 4KB
        $mapping = Get-GpuMapping $vm -Address 0x50000000
        $mapping | Read-GpuMemory -Count 1 | Should -Be 7
        $mapping | Read-GpuBuffer -Count 1 | Should -Be 7
        ($mapping | Get-BackingPages -First 1).State | Should -Be 'Resident'
    }

    It 'go from mappings to a lock, and to what unmaps them' {
        $lock = Get-GpuMapping $vm -Address 0x400000 | Lock-GpuRegion
        $lock.RequestedSize | Should -Be 64KB
        $lock | Unlock-GpuRegion
        $vm.LockedRegion | Should -BeNullOrEmpty
        Get-GpuMapping $vm | Where-Object Size -gt 1MB | Invoke-VmBind -Unmap
        (Get-GpuMapping $vm).Buffer | Should -Be $small
    }

    It 'go from devices and clients to what they have' {
        $app = New-GpuClient app
        $own = $app | New-GpuVm
        $app | New-GpuBuffer -Size 4KB -Label mine | Should -Not -BeNullOrEmpty
        $null = $app | New-GpuSyncObject
        ($app | Get-GpuVm) | Should -Be $own
        (Get-GpuClient -Name app | Get-GpuBuffer).Label | Should -Be 'mine'
        @(Get-GpuClient | Get-GpuSyncObject).Count | Should -Be 1
        $other = New-GpuDevice -Memory 16MB
        ($device | Get-GpuVm) | Should -Be $vm
        Get-GpuDevice | Get-GpuBuffer | Where-Object Label | ForEach-Object Label | Should -Be @('small', 'large')
        @($device, $other | New-GpuClient).Count | Should -Be 2
        @($device, $other | Add-GpuFault PageAllocation).Device | Should -Be @($device, $other)
        @($device, $other | Get-GpuFault).Count | Should -Be 2
        $device, $other | Get-GpuTask | Should -BeNullOrEmpty
        @($device, $other | Get-GpuMemory).TotalPages | Should -Be @(16384, 4096)
    }

    It 'go from slots to the VM that sits on them' {
        $null = Read-GpuMemory $vm 0x400000
        Get-GpuAddressSpace | Where-Object Vm | Get-GpuMapping | Select-Object -First 1 | ForEach-Object Buffer |
            Should -Be $small
    }

    It 'go on after one that fails' {
        $addresses = Get-GpuMapping $vm
        $addresses += [pscustomobject]@{ Vm = $vm; Address = 0x12345000 }
        $addresses += Get-GpuMapping $vm
        $found = $addresses | Resolve-GpuAddress -ErrorAction SilentlyContinue -ErrorVariable problems
        @($found).Count | Should -Be 4
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'EFAULT,PanthorPS.ResolveGpuAddressCommand'
        $problems[0].TargetObject | Should -Be 0x12345000
    }
}

Describe 'A pipeline' {
    BeforeEach {
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 8MB
        Invoke-VmBind $vm $buffer 0x401000 -Size 6MB -Offset 4KB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'gets objects one by one, and ends when nobody wants more: <name>' -TestCases @(
        @{ name = 'Get-GpuPageTable'; command = { Get-GpuPageTable $vm -Tables } }
        @{ name = 'Get-BackingPages'; command = { Get-BackingPages $buffer } }
        @{ name = 'Get-GpuRegister'; command = { Get-GpuRegister } }
        @{ name = 'Get-GpuEvent'; command = { Get-GpuEvent } }
        @{ name = 'Get-GpuLog'; command = { Get-GpuLog } }
        @{ name = 'Format-GpuVm'; command = { Format-GpuVm $vm } }
        @{ name = 'Read-GpuBuffer'; command = { Read-GpuBuffer $buffer -Count 64KB } }
        @{ name = 'Read-GpuMemory'; command = { Read-GpuMemory $vm 0x401000 -Count 64KB } }
        @{ name = 'Get-GpuModel'; command = { Get-GpuModel } }
        @{ name = 'Get-GpuAddressSpace'; command = { Get-GpuAddressSpace } }
    ) {
        $script:seen = 0
        $taken = & $command | ForEach-Object { $script:seen++; , $_ } | Select-Object -First 2
        @($taken).Count | Should -Be 2
        $script:seen | Should -Be 2
    }

    It 'shows every entry of a large table once' {
        $all = @(Get-GpuPageTable $vm -Tables)
        $leaves = @($all | Where-Object Flags -ne 'Table')
        $leaves.Count | Should -Be @(Get-GpuPageTable $vm).Count
        ($leaves | Measure-Object Size -Sum).Sum | Should -Be 6MB
        @($all | ForEach-Object { "$($_.Level) $($_.Address)" } | Sort-Object -Unique).Count | Should -Be $all.Count
        $sorted = @($leaves.Address | ForEach-Object { $_ })
        for ($i = 1; $i -lt $sorted.Count; $i++) {
            $sorted[$i] | Should -BeGreaterThan $sorted[$i - 1]
        }
    }

    It 'may change what it lists' {
        1..5 | ForEach-Object { Invoke-VmBind $vm $buffer (0x40000000 + $_ * 1MB) -Size 4KB }
        Get-GpuMapping $vm | Invoke-VmBind -Unmap
        Get-GpuMapping $vm | Should -BeNullOrEmpty
        Get-GpuPageTable $vm | Should -BeNullOrEmpty
    }

    It 'may destroy what it lists' {
        Get-GpuPageTable $vm | ForEach-Object { Get-GpuVm | Remove-GpuVm } | Should -BeNullOrEmpty
        $vm.State | Should -Be 'Destroyed'
        New-GpuDevice -Memory 16MB | ForEach-Object { Get-GpuDevice | Remove-GpuDevice -PassThru } |
            ForEach-Object State | Select-Object -Unique | Should -Be 'Removed'
    }
}

Describe '-PassThru' {
    It 'returns what a command has worked on' {
        $device = New-GpuDevice -Memory 16MB
        $client = New-GpuClient
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4KB
        $sync = New-GpuSyncObject
        $fault = Add-GpuFault SwapIn
        Remove-GpuVm $vm -PassThru | Should -Be $vm
        Remove-GpuBuffer $buffer -PassThru | Should -Be $buffer
        Remove-GpuSyncObject $sync -PassThru | Should -Be $sync
        Remove-GpuFault $fault -PassThru | Should -Be $fault
        { Remove-GpuFault $fault -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.RemoveGpuFaultCommand'
        Remove-GpuClient $client -PassThru | Should -Be $client
        Select-GpuDevice $device -PassThru | Should -Be $device
        Remove-GpuDevice $device -PassThru | Should -Be $device
    }
}
