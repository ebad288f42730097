# What an error tells: its name, its kind, what it is about and what to do; and that the next record is still worked on.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    function Get-Problem([scriptblock] $Action) {
        $problems = @()
        try {
            $null = & $Action 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { $problems += $_ }
            }
        }
        catch {
            $problems += $_
        }
        $problems
    }

    # No command makes the kernel misbehave on purpose: this reaches into the machine.
    function Get-Simulation($Device) {
        $flags = [System.Reflection.BindingFlags] 'NonPublic, Instance'
        $Device.GetType().GetProperty('Machine', $flags).GetValue($Device).Simulation
    }
}

Describe 'An error' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB -Name lab
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB -Label data
        Invoke-VmBind $vm $buffer 0x400000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'of <name> is <id>, <category>, about <about>' -TestCases @(
        @{ name = 'a VM that is not there'; id = 'ENOENT,PanthorPS.GetGpuVmCommand'; category = 'ObjectNotFound'
            about = 77; action = { Get-GpuVm 77 } }
        @{ name = 'a buffer that is not there'; id = 'ENOENT,PanthorPS.GetGpuBufferCommand'
            category = 'ObjectNotFound'; about = 'none'; action = { Get-GpuBuffer -Label none } }
        @{ name = 'a task that is not there'; id = 'ESRCH,PanthorPS.WaitGpuTaskCommand'; category = 'ObjectNotFound'
            about = 77; action = { Wait-GpuTask 77 } }
        @{ name = 'a fault that is not there'; id = 'ENOENT,PanthorPS.RemoveGpuFaultCommand'
            category = 'ObjectNotFound'; about = 77; action = { Remove-GpuFault 77 } }
        @{ name = 'an address that is not aligned'; id = 'EINVAL,PanthorPS.InvokeVmBindCommand'
            category = 'InvalidArgument'; about = 'VM 1'; action = { Invoke-VmBind $vm $buffer 0x1234 } }
        @{ name = 'memory that is full'; id = 'ENOMEM,PanthorPS.GetBackingPagesCommand'
            category = 'ResourceUnavailable'; about = 'buffer 2'
            action = { Get-BackingPages (New-GpuBuffer 64MB -Label '') -Populate } }
        @{ name = 'an address without a page'; id = 'EFAULT,PanthorPS.ResolveGpuAddressCommand'
            category = 'InvalidData'; about = 0x999000; action = { Resolve-GpuAddress $vm 0x999000 } }
        @{ name = 'a GPU access without a page'; id = 'GpuPageFault,PanthorPS.ReadGpuMemoryCommand'
            category = 'InvalidData'; about = 'VM 1'; action = { Read-GpuMemory $vm 0x999000 } }
        @{ name = 'a region that is locked already'; id = 'EBUSY,PanthorPS.LockGpuRegionCommand'
            category = 'ResourceBusy'; about = 'VM 1'
            action = { $null = Lock-GpuRegion $vm 0x400000 4KB; Lock-GpuRegion $vm 0x400000 4KB } }
        @{ name = 'a wait that is too long'; id = 'ETIME,PanthorPS.WaitGpuSyncObjectCommand'
            category = 'OperationTimeout'; about = 'sync object 1'
            action = { New-GpuSyncObject | Wait-GpuSyncObject -ForSubmit -Timeout 1ms } }
        @{ name = 'a condition that does not come'; id = 'ETIME,PanthorPS.StepGpuDeviceCommand'
            category = 'OperationTimeout'; about = 'GPU device * (lab)'
            action = { Step-GpuDevice -Until { $false } -Timeout 1ms } }
        @{ name = 'a closed file'; id = 'EBADF,PanthorPS.GetGpuMappingCommand'; category = 'NotSpecified'
            about = 'VM 1'; action = { Get-GpuClient | Remove-GpuClient; Get-GpuMapping $vm } }
        @{ name = 'a device that is not there'; id = 'GpuDeviceNotFound,PanthorPS.GetGpuLogCommand'
            category = 'ObjectNotFound'; about = 'other'; action = { Get-GpuLog -Device other } }
        @{ name = 'a device that is gone'; id = 'GpuDeviceRemoved,PanthorPS.GetGpuLogCommand'; category = 'DeviceError'
            about = 'GPU device * (lab)'; action = { Remove-GpuDevice $device; Get-GpuLog -Device $device } }
        @{ name = 'no device at all'; id = 'NoGpuDevice,PanthorPS.GetGpuLogCommand'; category = 'ObjectNotFound'
            about = ''; action = { Get-GpuDevice | Remove-GpuDevice; Get-GpuLog } }
        @{ name = 'no client at all'; id = 'NoGpuClient,PanthorPS.NewGpuVmCommand'; category = 'ObjectNotFound'
            about = 'GPU device * (lab)'; action = { Get-GpuClient | Remove-GpuClient; New-GpuVm } }
        @{ name = 'a patch that is not there'; id = 'GpuPatchNotFound,PanthorPS.GetGpuPatchCommand'
            category = 'ObjectNotFound'; about = 'none'; action = { Get-GpuPatch none } }
        @{ name = 'a model that is not there'; id = 'GpuModelNotFound,PanthorPS.GetGpuModelCommand'
            category = 'ObjectNotFound'; about = 'none'; action = { Get-GpuModel none } }
    ) {
        $problems = @(Get-Problem $action)
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be $id
        "$($problems[0].CategoryInfo.Category)" | Should -Be $category
        "$($problems[0].TargetObject)" | Should -BeLike "$about"
        $problems[0].ErrorDetails.RecommendedAction | Should -Match '\w+-Gpu\w+|Get-Help|again|first|-Memory'
        $problems[0].Exception.Message | Should -Not -BeNullOrEmpty
    }

    It 'of one record leaves the others: <name>' -TestCases @(
        @{ name = 'Get-GpuVm'; action = { Get-GpuVm 1, 77, 1 }; count = 2 }
        @{ name = 'Get-GpuRegister'; action = { Get-GpuRegister GPU_ID, NONE, GPU_ID }; count = 2 }
        @{ name = 'Remove-GpuBuffer'; action = { Remove-GpuBuffer 1, 77 -PassThru }; count = 1 }
        @{ name = 'Get-BackingPages'; action = { 'data', 'none', 'data' | Get-BackingPages -First 1 }; count = 2 }
        @{ name = 'Get-GpuAddressSpace'; action = { Get-GpuAddressSpace 0, 99, 1 }; count = 2 }
    ) {
        $all = @(& $action 2>&1)
        @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Count | Should -Be 1
        @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }).Count | Should -Be $count
    }

    It 'ends the script where the person wants that' {
        { Get-GpuVm 77 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuVmCommand'
    }
}

Describe 'A finding' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
        $simulation = Get-Simulation $device
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'is one warning, however often it was met' {
        1..3 | ForEach-Object { $null = $simulation.Warn($true, 'something is odd') }
        $null = $simulation.Warn($true, 'something else')
        $null = New-GpuVm -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 2
        "$($warnings[0])" | Should -BeLike 'Warn: *something is odd*, 3 times (Get-GpuFinding shows the report)'
        "$($warnings[1])" | Should -BeLike 'Warn: *something else* (Get-GpuFinding shows the report)'
        "$($warnings[0])".Contains("`n") | Should -BeFalse
    }

    It 'that ends a command shows its report line by line' {
        $null = $simulation.Report('Oops', 'null pointer dereference', "Call trace:`n one`n two")
        $text = try { New-GpuVm } catch { $_ | Out-String }
        $lines = @($text -split '\r?\n' | ForEach-Object TrimEnd)
        @($lines | Where-Object { $_.Contains('null pointer dereference') }).Count | Should -BeGreaterThan 0
        $lines | Should -Contain 'Call trace:'
        $lines | Should -Contain ' one'
        $lines | Should -Contain ' two'
    }
}
