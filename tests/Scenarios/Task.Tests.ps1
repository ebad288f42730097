# Calls that run as threads of their own: -AsTask, Get-GpuTask, Wait-GpuTask; binds that are queued and fail.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'A call as a task' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'gives what the command would have given: <name>' -TestCases @(
        @{ name = 'New-GpuVm'; type = 'GpuVm'; call = { New-GpuVm -AsTask } }
        @{ name = 'New-GpuBuffer'; type = 'GpuBuffer'; call = { New-GpuBuffer 64KB -Label late -AsTask } }
        @{ name = 'Lock-GpuRegion'; type = 'GpuRegionLock'; call = { Lock-GpuRegion (New-GpuVm) 0x400000 64KB -AsTask } }
        @{ name = 'Unlock-GpuRegion'; type = 'GpuVm'
            call = { $vm = New-GpuVm; $null = Lock-GpuRegion $vm 0x400000 64KB; Unlock-GpuRegion $vm -AsTask } }
        @{ name = 'Export-GpuBuffer'; type = 'GpuDmaBuf'; call = { Export-GpuBuffer (New-GpuBuffer 4KB) -AsTask } }
        @{ name = 'Import-GpuBuffer'; type = 'GpuBuffer'
            call = { Export-GpuBuffer (New-GpuBuffer 4KB) | Import-GpuBuffer -Client (New-GpuClient) -AsTask } }
        @{ name = 'New-GpuDmaBuf'; type = 'GpuDmaBuf'; call = { New-GpuDmaBuf 4KB -AsTask } }
        @{ name = 'Connect-GpuDmaBuf and Disconnect-GpuDmaBuf'; type = 'GpuDmaBufAttachment'
            call = { $connect = Connect-GpuDmaBuf (New-GpuDmaBuf 4KB) -AsTask | Wait-GpuTask
                Disconnect-GpuDmaBuf $connect.Result -AsTask } }
        @{ name = 'Sync-GpuDmaBuf'; type = 'GpuDmaBuf'; call = { Sync-GpuDmaBuf (New-GpuDmaBuf 4KB) -AsTask } }
        @{ name = 'Sync-GpuBuffer'; type = 'GpuBuffer'; call = { Sync-GpuBuffer (New-GpuBuffer 4KB) -AsTask } }
        @{ name = 'Set-GpuBufferLabel'; type = 'GpuBuffer'; call = { Set-GpuBufferLabel (New-GpuBuffer 4KB) x -AsTask } }
        @{ name = 'New-GpuSyncObject'; type = 'GpuSyncObject'; call = { New-GpuSyncObject -AsTask } }
        @{ name = 'Set-GpuSyncObject'; type = 'GpuSyncObject'; call = { Set-GpuSyncObject (New-GpuSyncObject) -AsTask } }
        @{ name = 'Reset-GpuSyncObject'; type = 'GpuSyncObject'
            call = { Reset-GpuSyncObject (New-GpuSyncObject -Signaled) -AsTask } }
        @{ name = 'Wait-GpuSyncObject'; type = 'GpuSyncObject'
            call = { Wait-GpuSyncObject (New-GpuSyncObject -Signaled) -AsTask } }
        @{ name = 'Write-GpuMemory'; type = 'GpuVm'
            call = { $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x1000
                Write-GpuMemory $vm 0x1000 1 -AsTask } }
        @{ name = 'Write-GpuBuffer'; type = 'GpuBuffer'; call = { Write-GpuBuffer (New-GpuBuffer 4KB) -Value 1 -AsTask } }
    ) {
        $task = & $call
        $task.GetType().Name | Should -Be 'GpuTask'
        $task.Result | Should -BeNullOrEmpty
        ($task | Wait-GpuTask).State | Should -Be 'Completed'
        $task.Error | Should -BeNullOrEmpty
        $task.Result.GetType().Name | Should -Be $type
    }

    It 'does its work when the machine runs, not before' {
        $vm = New-GpuVm
        $remove = Remove-GpuVm $vm -AsTask
        $vm.State | Should -Be 'Usable'
        $null = $remove | Wait-GpuTask
        $vm.State | Should -Be 'Destroyed'

        $sync = New-GpuSyncObject
        $set = Set-GpuSyncObject $sync -AsTask
        $sync.IsSignaled | Should -BeFalse
        $null = Wait-GpuTask $set
        $sync.IsSignaled | Should -BeTrue
    }

    It 'removes: <name>' -TestCases @(
        @{ name = 'Remove-GpuBuffer'; call = { Remove-GpuBuffer (New-GpuBuffer 4KB) -AsTask } }
        @{ name = 'Remove-GpuGroup'; call = { Remove-GpuGroup (New-GpuGroup (New-GpuVm)) -AsTask } }
        @{ name = 'Stop-GpuGroup'; call = { Stop-GpuGroup (New-GpuGroup (New-GpuVm)) -AsTask } }
        @{ name = 'Remove-GpuSyncObject'; call = { Remove-GpuSyncObject (New-GpuSyncObject) -AsTask } }
        @{ name = 'Remove-GpuTilerHeap'; call = { Remove-GpuTilerHeap (New-GpuTilerHeap (New-GpuVm)) -AsTask } }
    ) {
        $task = & $call
        ($task | Wait-GpuTask).State | Should -Be 'Completed'
        $task.Error | Should -BeNullOrEmpty
        Get-GpuBuffer | Where-Object Label | Should -BeNullOrEmpty
        Get-GpuSyncObject | Should -BeNullOrEmpty
        Get-GpuTilerHeap | Should -BeNullOrEmpty
    }

    It 'keeps its failure as data' {
        $buffer = New-GpuBuffer 4KB
        $read = Read-GpuBuffer $buffer -Offset 8KB -Count 4 -AsTask
        $null = $read | Wait-GpuTask
        $read.Result | Should -BeNullOrEmpty
        $read.Error | Should -Not -BeNullOrEmpty
        $read.Error.Message | Should -Match '0x2000'
    }

    It 'waits for another one' {
        $gate = New-GpuSyncObject
        $wait = Wait-GpuSyncObject $gate -ForSubmit -AsTask
        $null = $wait | Wait-GpuTask -Timeout 1ms
        $wait.State | Should -Be 'Waiting'
        Set-GpuSyncObject $gate
        ($wait | Wait-GpuTask).State | Should -Be 'Completed'
        $wait.Result | Should -Be $gate
    }

    It 'reads one value as one, many as an array' {
        $buffer = New-GpuBuffer 4KB
        Write-GpuBuffer $buffer -Value 1, 2, 3 -As UInt32
        $one = Read-GpuBuffer $buffer -Count 4 -As UInt32 -AsTask
        $many = Read-GpuBuffer $buffer -Count 12 -As UInt32 -AsTask
        $null = $one, $many | Wait-GpuTask
        $one.Result | Should -Be 1
        $many.Result | Should -Be @(1, 2, 3)
    }
}

Describe 'A queued bind that fails' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB
        Invoke-VmBind $vm $buffer 0x800000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'makes the VM unusable: maps are refused, unmaps are not' {
        $done = New-GpuSyncObject
        $null = Add-GpuFault -On PageTableAllocation -Times 1 -Match { $_ -eq 'alloc_pt' }
        Invoke-VmBind $vm $buffer 0x40000000 -Asynchronous -Signal $done
        $vm.State | Should -Be 'Usable'
        $null = Wait-GpuSyncObject $done
        $vm.State | Should -Be 'Unusable'
        (Get-GpuMapping $vm).Address | Should -Be 0x800000

        { Invoke-VmBind $vm $buffer 0x900000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
        { Invoke-VmBind $vm $buffer 0x900000 -Asynchronous -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
        Invoke-VmBind $vm -Unmap -Address 0x800000 -Size 64KB
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }

    It 'fails those of the queue that come after it, and signals all the same' {
        $gate = New-GpuSyncObject
        $first = New-GpuSyncObject
        $second = New-GpuSyncObject
        $early = New-GpuSyncObject -Signaled
        $null = Add-GpuFault -On PageTableAllocation -Times 1 -Match { $_ -eq 'alloc_pt' }
        Invoke-VmBind $vm $buffer 0x40000000 -Asynchronous -Wait $early -Signal $first
        Invoke-VmBind $vm $buffer 0x50000000 -Asynchronous -Wait $first -Signal $second
        $null = Wait-GpuSyncObject $first, $second -All
        (Get-GpuMapping $vm).Address | Should -Be 0x800000
        $gate.IsSignaled | Should -BeFalse
    }

    It 'and a map that reaches a destroyed VM is refused instead of leaking it' {
        $gate = New-GpuSyncObject
        $done = New-GpuSyncObject
        $opener = Wait-GpuSyncObject $gate -ForSubmit -Timeout 1s -AsTask
        Set-GpuSyncObject $gate
        Invoke-VmBind $vm $buffer 0x40000000 -Asynchronous -Wait $gate -Signal $done
        Remove-GpuVm $vm
        $null = Wait-GpuSyncObject $done
        $null = Wait-GpuTask $opener
        Remove-GpuDevice $device -WarningVariable leaks -WarningAction SilentlyContinue
        $leaks | Should -BeNullOrEmpty
    }
}
