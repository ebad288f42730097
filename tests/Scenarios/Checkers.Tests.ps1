# What the checkers of the simulated kernel find reaches the person: a WARN as a warning, an oops as the end of the command.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # No command makes the kernel misbehave on purpose: this reaches into the machine.
    function Get-Simulation($Device) {
        $flags = [System.Reflection.BindingFlags] 'NonPublic, Instance'
        $machine = $Device.GetType().GetProperty('Machine', $flags).GetValue($Device)
        $machine.Simulation
    }
}

Describe 'Findings' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
        $simulation = Get-Simulation $device
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are a warning of the next command that runs the machine, once' {
        $null = $simulation.Warn($true, 'something is odd')
        $null = New-GpuVm -WarningVariable first -WarningAction SilentlyContinue
        $null = New-GpuVm -WarningVariable second -WarningAction SilentlyContinue
        @($first).Count | Should -Be 1
        "$first" | Should -BeLike 'Warn: *something is odd*Get-GpuFinding*'
        $second | Should -BeNullOrEmpty
        (Get-GpuFinding).Kind | Should -Be 'Warn'
    }

    It 'end the command if the kernel cannot go on' {
        $null = $simulation.Report('Oops', 'null pointer dereference', 'Call trace: none')
        { New-GpuVm } | Should -Throw -ErrorId 'KernelOops,PanthorPS.NewGpuVmCommand'
        $Error[0].CategoryInfo.Category | Should -Be 'InvalidResult'
        $Error[0].ErrorDetails.Message | Should -Be 'null pointer dereference'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*Call trace: none*'
        (Get-GpuFinding).Kind | Should -Be 'Oops'
        { New-GpuVm } | Should -Not -Throw
    }
}
