# Which machine and which client a command works on: the one named, else the current device and its first client.
BeforeDiscovery {
    # Each of these runs on the second client of a device that is not the current one.
    $commands = @(
        @{ name = 'New-GpuVm'; action = { (New-GpuVm @where).Client | Should -Be $client } }
        @{ name = 'Get-GpuVm'; action = { Get-GpuVm @where | Should -Be $vm } }
        @{ name = 'Remove-GpuVm'; action = { Remove-GpuVm 1 @where; $vm.State | Should -Be 'Destroyed' } }
        @{ name = 'New-GpuBuffer'; action = { (New-GpuBuffer 4KB @where).Client | Should -Be $client } }
        @{ name = 'Get-GpuBuffer'; action = { Get-GpuBuffer -Label data @where | Should -Be $buffer } }
        @{ name = 'Remove-GpuBuffer'; action = { Remove-GpuBuffer data @where; Get-GpuBuffer -Label d* @where |
            Should -BeNullOrEmpty } }
        @{ name = 'Get-BackingPages'; action = { @(Get-BackingPages data @where).Count | Should -Be 2 } }
        @{ name = 'Read-GpuBuffer'; action = { Read-GpuBuffer data 0 1 @where | Should -Be 7 } }
        @{ name = 'Write-GpuBuffer'; action = { Write-GpuBuffer data 5 @where; Read-GpuBuffer $buffer 0 1 |
            Should -Be 5 } }
        @{ name = 'Sync-GpuBuffer'; action = { Sync-GpuBuffer data -PassThru @where | Should -Be $buffer } }
        @{ name = 'Set-GpuBufferLabel'; action = { Set-GpuBufferLabel data other @where; $buffer.Label |
            Should -Be 'other' } }
        @{ name = 'Export-GpuBuffer'; action = { (Export-GpuBuffer data @where).Client | Should -Be $client } }
        @{ name = 'Import-GpuBuffer'; action = {
            Import-GpuBuffer (Export-GpuBuffer $buffer) @where | Should -Be $buffer } }
        @{ name = 'New-GpuDmaBuf'; action = { (New-GpuDmaBuf 4KB @where).Client | Should -Be $client } }
        @{ name = 'Sync-GpuDmaBuf'; action = { Sync-GpuDmaBuf $shared -PassThru @where | Should -Be $shared } }
        @{ name = 'Connect-GpuDmaBuf'; action = { (Connect-GpuDmaBuf $shared camera @where).DmaBuf |
            Should -Be $shared } }
        @{ name = 'Read-GpuDmaBuf'; action = { Read-GpuDmaBuf $display -Count 1 @where | Should -Be 0 } }
        @{ name = 'Write-GpuDmaBuf'; action = { Write-GpuDmaBuf $display 3 @where; Read-GpuDmaBuf $display -Count 1 |
            Should -Be 3 } }
        @{ name = 'Disconnect-GpuDmaBuf'; action = { Disconnect-GpuDmaBuf $display -PassThru @where |
            Should -Be $display } }
        @{ name = 'Invoke-VmBind'; action = { Invoke-VmBind 1 data 0x800000 @where; $vm.MappingCount | Should -Be 2 } }
        @{ name = 'Get-GpuMapping'; action = { (Get-GpuMapping 1 @where).Vm | Should -Be $vm } }
        @{ name = 'Get-GpuPageTable'; action = { @(Get-GpuPageTable 1 @where).Count | Should -Be 2 } }
        @{ name = 'Format-GpuVm'; action = { (Format-GpuVm 1 0x400000 8KB @where).Vm | Should -Be $vm } }
        @{ name = 'Resolve-GpuAddress'; action = { (Resolve-GpuAddress 1 0x400000 @where).Vm | Should -Be $vm } }
        @{ name = 'Read-GpuMemory'; action = { Read-GpuMemory 1 0x400000 @where | Should -Be 7 } }
        @{ name = 'Write-GpuMemory'; action = { Write-GpuMemory 1 0x400000 6 @where; Read-GpuBuffer $buffer 0 1 |
            Should -Be 6 } }
        @{ name = 'Lock-GpuRegion and Unlock-GpuRegion'; action = { (Lock-GpuRegion 1 0x400000 4KB @where).Vm |
            Should -Be $vm; Unlock-GpuRegion 1 -PassThru @where | Should -Be $vm } }
        @{ name = 'New-GpuSyncObject'; action = { (New-GpuSyncObject @where).Client | Should -Be $client } }
        @{ name = 'Get-GpuSyncObject'; action = { Get-GpuSyncObject 1 @where | Should -Be $sync } }
        @{ name = 'Set-GpuSyncObject'; action = { Set-GpuSyncObject 1 -PassThru @where | Should -Be $sync } }
        @{ name = 'Wait-GpuSyncObject'; action = { Set-GpuSyncObject $sync; Wait-GpuSyncObject 1 @where |
            Should -Be $sync } }
        @{ name = 'Reset-GpuSyncObject'; action = { Reset-GpuSyncObject 1 -PassThru @where | Should -Be $sync } }
        @{ name = 'Remove-GpuSyncObject'; action = { Remove-GpuSyncObject 1 @where; Get-GpuSyncObject @where |
            Should -BeNullOrEmpty } }
        @{ name = 'New-GpuTilerHeap'; action = { (New-GpuTilerHeap 1 @where).Vm | Should -Be $vm } }
        @{ name = 'Get-GpuTilerHeap'; action = { $heap = New-GpuTilerHeap $vm; Get-GpuTilerHeap @where |
            Should -Be $heap } }
        @{ name = 'Remove-GpuTilerHeap'; action = { $heap = New-GpuTilerHeap $vm
            Remove-GpuTilerHeap $heap.Handle @where; $heap.IsDestroyed | Should -BeTrue } }
        @{ name = 'New-GpuGroup'; action = { (New-GpuGroup 1 @where).Vm | Should -Be $vm } }
        @{ name = 'Get-GpuGroup'; action = { $group = New-GpuGroup $vm; Get-GpuGroup @where | Should -Be $group } }
        @{ name = 'Get-GpuQueue'; action = { $group = New-GpuGroup $vm; (Get-GpuQueue 1 @where).Group |
            Should -Be $group } }
        @{ name = 'Submit-GpuJob, Get-GpuJob and Wait-GpuJob'; action = { $group = New-GpuGroup $vm
            $job = Submit-GpuJob 1 -Empty @where; Get-GpuJob @where | Should -Be $job
            Wait-GpuJob $job | Should -Be $job } }
        @{ name = 'Get-GpuJob'; action = { $group = New-GpuGroup $vm; $job = Submit-GpuJob $group -Empty
            Get-GpuJob 1 @where | Should -Be $job } }
        @{ name = 'Remove-GpuGroup'; action = { $group = New-GpuGroup $vm
            Remove-GpuGroup 1 -PassThru @where | Should -Be $group } }
        @{ name = 'Stop-GpuGroup'; action = { $group = New-GpuGroup $vm
            Stop-GpuGroup 1 -PassThru @where | Should -Be $group } }
        @{ name = 'New-GpuCommandStream'; action = { (New-GpuCommandStream 1 0x400000 { Nop } @where).Vm |
            Should -Be $vm } }
    )

    # Each of these knows devices only.
    $forDevices = @(
        @{ name = 'Get-GpuEvent'; action = { (Get-GpuEvent panthor_vm_map @on).Data.vm | Should -Contain 1 } }
        @{ name = 'Get-GpuLog'; action = { @(Get-GpuLog @on).Count | Should -BeGreaterThan 2 } }
        @{ name = 'Get-GpuFinding'; action = { Get-GpuFinding @on | Should -BeNullOrEmpty } }
        @{ name = 'Get-GpuMemory'; action = { (Get-GpuMemory @on).TotalPages | Should -Be 16384 } }
        @{ name = 'Get-GpuAddressSpace'; action = { (Get-GpuAddressSpace 1 @on).Vm | Should -Be $vm } }
        @{ name = 'Get-GpuRegister'; action = { (Get-GpuRegister GPU_ID @on).Device | Should -Be $device } }
        @{ name = 'Set-GpuRegister'; action = { (Set-GpuRegister AS5_LOCKADDR 0x40000e -PassThru @on).Device |
            Should -Be $device } }
        @{ name = 'Get-GpuClient'; action = { (Get-GpuClient 2 @on) | Should -Be $client } }
        @{ name = 'New-GpuClient'; action = { (New-GpuClient @on).Device | Should -Be $device } }
        @{ name = 'Remove-GpuClient'; action = { Remove-GpuClient 2 @on; $client.IsOpen | Should -BeFalse } }
        @{ name = 'Step-GpuDevice'; action = { Step-GpuDevice 1ms @on | Should -Be $device } }
        @{ name = 'Invoke-GpuReclaim'; action = { (Invoke-GpuReclaim @on).Reclaimed | Should -BeGreaterOrEqual 2 } }
        @{ name = 'Get-GpuReclaimList'; action = { @(Get-GpuReclaimList @on).Buffer | Should -Contain $buffer } }
        @{ name = 'Add-GpuFault and Get-GpuFault'; action = { $fault = Add-GpuFault SwapIn -Errno EIO @on
            $fault.Errno | Should -Be 'EIO'; Get-GpuFault -On Swap* @on | Should -Be $fault } }
        @{ name = 'Remove-GpuFault'; action = { $fault = Add-GpuFault SwapIn @on; Remove-GpuFault $fault.Id @on
            Get-GpuFault @on | Should -BeNullOrEmpty } }
        @{ name = 'Get-GpuSlot'; action = { (Get-GpuSlot 1 @on).Device | Should -Be $device } }
        @{ name = 'Invoke-GpuTick'; action = { Invoke-GpuTick -PassThru @on | Should -Be $device } }
        @{ name = 'Get-GpuTask and Wait-GpuTask'; action = { $task = Read-GpuMemory $vm 0x400000 -AsTask
            Get-GpuTask $task.Id @on | Should -Be $task; (Wait-GpuTask $task.Id @on).Result | Should -Be 7 } }
        @{ name = 'Select-GpuDevice'; action = { Select-GpuDevice @on; Get-GpuDevice -Current | Should -Be $device } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'A command works where it is told to' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB -Name there
        $client = New-GpuClient app
        $vm = New-GpuVm -Client $client
        $buffer = New-GpuBuffer 8KB -Label data -Client $client
        Write-GpuBuffer $buffer -Value 7
        Invoke-VmBind $vm $buffer 0x400000
        Read-GpuMemory $vm 0x400000 | Should -Be 7
        $sync = New-GpuSyncObject -Client $client
        $shared = New-GpuDmaBuf 4KB -Client $client
        $display = Connect-GpuDmaBuf $shared
        $current = New-GpuDevice -Memory 16MB -Name here
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It '<name>: by the names of device and client' -TestCases $commands {
        $where = @{ Device = 'there'; Client = 'app' }
        & $action
    }

    It '<name>: by the client itself' -TestCases $commands {
        $where = @{ Client = $client }
        & $action
    }

    It '<name>: by the device' -TestCases $forDevices {
        $on = @{ Device = $device }
        & $action
    }

    It '<name>: fails on a device that is not there' -TestCases ($commands + $forDevices) {
        $where = $on = @{ Device = 'nowhere' }
        { & $action } | Should -Throw -ErrorId 'GpuDeviceNotFound,*'
    }

    It '<name>: fails on a client that is not there' -TestCases $commands {
        $where = @{ Device = 'there'; Client = 'nobody' }
        { & $action } | Should -Throw -ErrorId 'Gpu*,*'
    }
}

Describe 'The current device' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is the newest, or the one that was selected, or the newest of the rest' {
        $first = New-GpuDevice -Memory 16MB -Name first
        $second = New-GpuDevice -Memory 16MB -Name second
        Get-GpuDevice -Current | Should -Be $second
        Select-GpuDevice first
        Get-GpuDevice -Current | Should -Be $first
        Remove-GpuDevice first
        Get-GpuDevice -Current | Should -Be $second
        Remove-GpuDevice second
        Get-GpuDevice -Current | Should -BeNullOrEmpty
    }
}
