# Clients: open DRM files, and what belongs to whom.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Clients' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are one on a new device' {
        $client = Get-GpuClient
        $client.Id | Should -Be 1
        $client.Name | Should -Be 'client1'
        $client.IsOpen | Should -BeTrue
        $client.Buffers | Should -BeNullOrEmpty
        $client.Vms | Should -BeNullOrEmpty
    }

    It 'are opened with a name, on the device that is given' {
        $other = New-GpuDevice
        $app = New-GpuClient app -Device $device
        "$app" | Should -Be 'client 2 (app)'
        (Get-GpuClient -Device $device).Name | Should -Be @('client1', 'app')
        ($other | Get-GpuClient).Name | Should -Be 'client1'
    }

    It 'are found by number and by name' {
        $null = New-GpuClient -Name app
        (Get-GpuClient 2, 1).Name | Should -Be @('app', 'client1')
        (Get-GpuClient -Name a*).Id | Should -Be 2
        (Get-GpuClient app, 1).Id | Should -Be @(2, 1)
        (Get-GpuClient a*).Id | Should -Be 2
    }

    It 'are reported when they do not exist' {
        $null = Get-GpuClient 9 -ErrorAction SilentlyContinue -ErrorVariable problems
        $null = Get-GpuClient -Name nobody -ErrorAction SilentlyContinue -ErrorVariable +problems
        $problems.FullyQualifiedErrorId | Should -Be @(
            'ENOENT,PanthorPS.GetGpuClientCommand', 'ENOENT,PanthorPS.GetGpuClientCommand')
    }

    It 'have handles of their own' {
        $app = New-GpuClient app
        $mine = New-GpuBuffer 4KB
        $theirs = New-GpuBuffer 8KB -Client $app
        $mine.Handle | Should -Be $theirs.Handle
        (Get-GpuBuffer -Client app).Size | Should -Be 8KB
        (Get-GpuBuffer -Client 1).Size | Should -Be 4KB
        "$($theirs.Client)" | Should -Be 'client 2 (app)'
    }

    It 'cannot map the buffers of each other' {
        $app = New-GpuClient app
        $theirs = New-GpuBuffer 8KB -Client $app
        { Invoke-VmBind (New-GpuVm) $theirs 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
    }

    It 'are chosen by -Client and may not contradict an object' {
        $app = New-GpuClient app
        $vm = New-GpuVm -Client $app
        (Get-GpuVm -Client $app).Id | Should -Be 1
        Get-GpuVm | Should -BeNullOrEmpty
        { Get-GpuMapping $vm -Client 1 } | Should -Throw -ErrorId 'GpuClientMismatch,PanthorPS.GetGpuMappingCommand'
        { Get-GpuVm -Client 9 } | Should -Throw -ErrorId 'GpuClientNotFound,PanthorPS.GetGpuVmCommand'
        $other = New-GpuDevice
        { Get-GpuVm -Client $app -Device $other } | Should -Throw -ErrorId 'GpuDeviceMismatch,PanthorPS.GetGpuVmCommand'
    }

    It 'give everything back when they close' {
        $free = $device.FreeMemory
        $app = New-GpuClient app
        $vm = New-GpuVm -Client $app
        $buffer = New-GpuBuffer 2MB -Client $app
        Invoke-VmBind $vm $buffer 0x400000
        $device.FreeMemory | Should -BeLessThan $free
        Remove-GpuClient $app
        $app.IsOpen | Should -BeFalse
        $vm.State | Should -Be 'Destroyed'
        # The driver keeps a few pages for the next page tables.
        $free - $device.FreeMemory | Should -BeLessThan 64KB
        (Get-GpuClient).Name | Should -Be 'client1'
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'are closed by name, from the pipeline, and not with -WhatIf' {
        $app = New-GpuClient app
        Remove-GpuClient app -WhatIf
        $app.IsOpen | Should -BeTrue
        $app | Remove-GpuClient
        $app.IsOpen | Should -BeFalse
        { Remove-GpuClient app } | Should -Throw -ErrorId 'GpuClientNotFound,PanthorPS.RemoveGpuClientCommand'
    }

    It 'make every call fail once they are closed' {
        $vm = New-GpuVm
        Get-GpuClient | Remove-GpuClient
        { New-GpuVm } | Should -Throw -ErrorId 'NoGpuClient,PanthorPS.NewGpuVmCommand'
        { Get-GpuMapping $vm -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.GetGpuMappingCommand'
        $null = New-GpuClient again
        (New-GpuVm).Id | Should -Be 1
    }
}
