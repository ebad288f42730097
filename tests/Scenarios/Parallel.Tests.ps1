# Several devices, sessions and runspaces: each is independent, and as deterministic as one alone.
BeforeAll {
    $module = Join-Path $PSScriptRoot '../../PanthorPS.psd1'
    Import-Module $module

    # A small race on a device of its own; returns what every event of it was.
    $race = {
        param($Seed)
        $device = New-GpuDevice -Memory 16MB -Schedule Random -Seed $Seed -Name race
        $vm = New-GpuVm
        $old = New-GpuBuffer 8KB
        $new = New-GpuBuffer 4KB
        Write-GpuBuffer $old ([uint64] 1)
        Write-GpuBuffer $new ([uint64] 2)
        Invoke-VmBind $vm $old 0x400000
        $tasks = @(1..3 | ForEach-Object { Read-GpuMemory $vm 0x400000 -As UInt64 -AsTask })
        $tasks += Invoke-VmBind $vm $new 0x400000 -AsTask
        $null = $tasks | Wait-GpuTask
        (Get-GpuEvent | ForEach-Object { "$_" }) -join [Environment]::NewLine
        Remove-GpuDevice $device
    }
}

AfterAll {
    Get-GpuDevice | Remove-GpuDevice
}

Describe 'Runspaces in parallel' {
    It 'have devices of their own, with numbers of their own' {
        $null = New-GpuDevice -Memory 16MB -Name here
        $seen = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $before = @(Get-GpuDevice).Count
            $null = New-GpuDevice -Memory 16MB -Name "device$_"
            "$before $((Get-GpuDevice).Name)"
            Get-GpuDevice | Remove-GpuDevice
        }
        $seen | Sort-Object | Should -Be @('0 device1', '0 device2', '0 device3', '0 device4')
        (Get-GpuDevice).Name | Should -Be 'here'
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'do the same with the same seed, at the same time or alone' {
        $alone = & $race 11
        $other = & $race 12
        $text = "$race"
        $together = 11, 12, 11, 11, 12, 11 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            [pscustomobject]@{ Seed = $_; Events = & ([scriptblock]::Create($using:text)) $_ }
        }
        @($together).Count | Should -Be 6
        $together | Where-Object Seed -eq 11 | ForEach-Object { $_.Events -ceq $alone | Should -BeTrue }
        $together | Where-Object Seed -eq 12 | ForEach-Object { $_.Events -ceq $other | Should -BeTrue }
        $alone -ceq $other | Should -BeFalse
    }

    It 'report errors and warnings of the module to the one that waits' {
        $all = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            $null = New-GpuDevice -Memory 16MB
            $vm = New-GpuVm
            Invoke-VmBind $vm 77 0x1000 -Size 4KB
            $null = Read-GpuMemory $vm 0x400000 -AsTask | Wait-GpuTask
        } *>&1
        $errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $errors.FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.InvokeVmBindCommand'
        $warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        "$warnings" | Should -BeLike 'GpuPageFault: TRANSLATION_FAULT_*'
    }
}

Describe 'A session' {
    It 'imports and removes the module again and again; devices go with it' {
        Remove-Module PanthorPS
        foreach ($round in 1..3) {
            Import-Module $module
            (New-GpuDevice -Memory 16MB).Id | Should -Be 1
            (Get-GpuLog).Count | Should -BeGreaterThan 0
            Remove-Module PanthorPS
            Get-Module PanthorPS | Should -BeNullOrEmpty
            { New-GpuDevice } | Should -Throw -ErrorId 'CommandNotFoundException'
        }
        Import-Module $module
        Get-GpuDevice | Should -BeNullOrEmpty
    }

    It 'imports it over itself, and keeps its devices' {
        $device = New-GpuDevice -Memory 16MB
        Import-Module $module
        Get-GpuDevice | Should -Be $device
        Get-GpuDevice | Remove-GpuDevice
    }
}
