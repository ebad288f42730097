# The story of the atomic page-table updates, sparse mappings, and regions that a person locks.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # Reads a page as three GPU threads while it is bound to another buffer; returns how the reads ended.
    function Invoke-Race([int] $Seed, [string[]] $Without) {
        $options = @{ Memory = 16MB; Schedule = 'Random'; Seed = $Seed }
        if ($Without) {
            $options.Without = $Without
        }
        $device = New-GpuDevice @options
        $vm = New-GpuVm
        $buffers = New-GpuBuffer 4KB
        $new = New-GpuBuffer 4KB
        Write-GpuBuffer $buffers ([uint64] 1)
        Write-GpuBuffer $new ([uint64] 2)
        Invoke-VmBind $vm $buffers 0x400000
        $reads = 1..3 | ForEach-Object { Read-GpuMemory $vm 0x400000 -As UInt64 -AsTask }
        $bind = Invoke-VmBind $vm $new 0x400000 -AsTask
        $null = @($reads) + $bind | Wait-GpuTask -WarningAction SilentlyContinue
        $bind.Error | Should -BeNullOrEmpty
        foreach ($read in $reads) {
            if ($read.Error) { $read.Error.GetType().Name } else { $read.Result }
        }
        Remove-GpuDevice $device -Confirm:$false
    }
}

Describe 'A bind that the GPU races with' {
    It 'shows all of the old or all of the new, whatever the schedule' {
        $seen = 1..40 | ForEach-Object { Invoke-Race $_ }
        $seen | Sort-Object -Unique | Should -Be @(1, 2)
    }

    It 'shows a hole to some read without the patch, and does so again with the same seed' {
        $found = 0
        for ($seed = 1; $seed -le 100 -and $found -eq 0; $seed++) {
            $seen = @(Invoke-Race $seed AtomicPageTableUpdates)
            if ($seen -contains 'GpuPageFaultException') {
                $found = $seed
            }
        }
        $found | Should -BeGreaterThan 0
        Invoke-Race $found AtomicPageTableUpdates | Should -Be $seen
    }
}

Describe 'A device without a patch' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'tells so' {
        (New-GpuDevice -Memory 16MB).Without | Should -BeNullOrEmpty
        (New-GpuDevice -Memory 16MB -Without atomicpagetableupdates).Without | Should -Be 'AtomicPageTableUpdates'
    }

    It 'is not made if there is no such patch' {
        { New-GpuDevice -Memory 16MB -Without Nothing } |
            Should -Throw -ErrorId 'GpuPatchNotFound,PanthorPS.NewGpuDeviceCommand'
    }
}

Describe 'Sparse mappings' {
    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'make a range readable, and a buffer takes a part of it' {
        Invoke-VmBind $vm -Sparse -Address 0x40000000 -Size 8MB
        Read-GpuMemory $vm 0x407ffff8 -As UInt64 | Should -Be 0
        @(Get-GpuPageTable $vm).Count | Should -Be 4
        $buffer = New-GpuBuffer 8KB
        Write-GpuBuffer $buffer ([uint64] 7)
        Invoke-VmBind $vm $buffer 0x40100000
        Read-GpuMemory $vm 0x40100000 -As UInt64 | Should -Be 7
        $mappings = Get-GpuMapping $vm
        $mappings.IsSparse | Should -Be @($true, $false, $true)
        $mappings[0].Flags | Should -Be 'NoExecute'
    }

    It 'are made by operations, too' {
        $buffer = New-GpuBuffer 4KB
        $operations = @(
            New-VmBindOperation -Sparse -Address 0x40000000 -Size 4MB -ReadOnly
            New-VmBindOperation $buffer 0x40200000
        )
        "$($operations[0])" | Should -BeLike 'map 0x40000000 + 4 MiB (*Sparse*)'
        $operations | Invoke-VmBind $vm
        (Get-GpuMapping $vm).Count | Should -Be 3
    }

    It 'are no operations without what they need' {
        { New-VmBindOperation $null 0x400000 } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.NewVmBindOperationCommand'
        { New-VmBindOperation -SyncOnly -Wait nothing } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.NewVmBindOperationCommand'
    }

    It 'are refused at an address that is not aligned' {
        Invoke-VmBind $vm -Sparse -Address 0x40000800 -Size 4KB -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.InvokeVmBindCommand'
    }
}

Describe 'Lock-GpuRegion' {
    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB
        Invoke-VmBind $vm $buffer 0x400000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'locks what the hardware can lock' {
        $lock = Lock-GpuRegion $vm 0x401000 4KB
        $lock.Address | Should -Be 0x400000
        $lock.Size | Should -Be 32KB
        $lock.RequestedAddress | Should -Be 0x401000
        $lock.RequestedSize | Should -Be 4KB
        "$($vm.LockedRegion)" | Should -Be '0x400000-0x407fff'
    }

    It 'lets a read wait until Unlock-GpuRegion' {
        $null = Lock-GpuRegion $vm 0x400000 4KB
        $read = Read-GpuMemory $vm 0x400000 -AsTask | Wait-GpuTask -Timeout 1ms
        $read.State | Should -Be 'Waiting'
        $read.Result | Should -BeNullOrEmpty
        (Get-GpuAddressSpace 1).LockedSize | Should -Be 32KB
        (Get-GpuTask $read.Id) | Should -Be $read
        Unlock-GpuRegion $vm
        $null = Wait-GpuTask $read
        $read.State | Should -Be 'Completed'
        $read.Result | Should -Be 0
        $vm.LockedRegion | Should -BeNullOrEmpty
    }

    It 'is refused twice, and Unlock-GpuRegion without a lock' {
        $null = Lock-GpuRegion $vm 0x400000 4KB
        Lock-GpuRegion $vm 0x800000 4KB -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EBUSY,PanthorPS.LockGpuRegionCommand'
        Unlock-GpuRegion $vm
        Unlock-GpuRegion $vm -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.UnlockGpuRegionCommand'
    }
}

Describe 'Tasks' {
    It 'keep the error of their call' {
        $null = New-GpuDevice -Memory 16MB
        $vm = New-GpuVm
        $bind = Invoke-VmBind $vm 77 0x400000 -Size 4KB -AsTask | Wait-GpuTask
        $bind.Error.Errno | Should -Be 'EINVAL'
        $read = Read-GpuMemory $vm 0x800000 -AsTask | Wait-GpuTask -WarningAction SilentlyContinue
        $read.Error.GetType().Name | Should -Be 'GpuPageFaultException'
        $null = Get-GpuTask 4711 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'ESRCH,PanthorPS.GetGpuTaskCommand'
        Get-GpuDevice | Remove-GpuDevice
    }
}
