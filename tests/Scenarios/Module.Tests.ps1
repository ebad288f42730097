# The module as PowerShell sees it: what it exports, how it reads arguments, how it reports.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'The module' {
    It 'exports its cmdlets and nothing else' {
        $commands = @(Get-Command -Module PanthorPS)
        $commands.Count | Should -BeGreaterOrEqual 36
        $commands.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
    }
}

Describe 'Addresses and sizes' {
    BeforeAll {
        $null = New-GpuDevice -Memory 32MB
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'may be written as a literal that PowerShell takes for negative' {
        (New-GpuBuffer 0x80000000).Size | Should -Be 2GB
        (New-GpuBuffer -Size 0xffffffff).Size | Should -Be 4GB
    }

    It 'may be written as <text>' -TestCases @(
        @{ text = '4096' }, @{ text = '0x1000' }, @{ text = '4KB' }, @{ text = '4 KiB' }
        @{ text = 4KB }, @{ text = 4096.0 }
    ) {
        (New-GpuBuffer $text).Size | Should -Be 4096
    }

    It 'may not be <text>' -TestCases @(
        @{ text = -1 }, @{ text = '-4KB' }, @{ text = 'much' }, @{ text = '0xyz' }, @{ text = 0.5 }, @{ text = '1e3' }
    ) {
        { New-GpuBuffer $text } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.NewGpuBufferCommand'
    }

    It 'say what to write instead of a negative literal' {
        { New-GpuBuffer (0xffffffff) } | Should -Throw '*0xffffffffu*'
    }
}

Describe 'Objects as arguments' {
    It 'are refused if they are something else' {
        $null = New-GpuDevice -Memory 32MB
        { Get-GpuMapping (Get-GpuDevice) } |
            Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,PanthorPS.GetGpuMappingCommand'
        { Get-GpuMapping abc } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.GetGpuMappingCommand'
        { Read-GpuBuffer -Buffer $null } | Should -Throw -ErrorId '*,PanthorPS.ReadGpuBufferCommand'
        Get-GpuDevice | Remove-GpuDevice
    }
}

Describe 'Several devices side by side' {
    It 'have clocks, clients and memory of their own' {
        $first = New-GpuDevice -Memory 32MB
        $second = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm -Device $first
        Invoke-VmBind $vm (New-GpuBuffer 4KB -Device $first) 0x400000
        $null = Step-GpuDevice 5ms -Device $first
        $second.VirtualTime.Nanoseconds | Should -BeLessThan $first.VirtualTime.Nanoseconds
        Get-GpuVm | Should -BeNullOrEmpty
        (Get-GpuVm -Device $first).Id | Should -Be 1
        Read-GpuMemory $vm 0x400000 | Should -Be 0
        Get-GpuDevice | Remove-GpuDevice
    }
}

Describe '-Verbose' {
    It 'tells the steps of the driver' {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4KB
        $steps = Invoke-VmBind $vm $buffer 0x400000 -Verbose 4>&1
        "$steps" | Should -BeLike '*panthor_vm_map*'
        Invoke-VmBind $vm $buffer 0x500000 4>&1 | Should -BeNullOrEmpty
        Get-GpuDevice | Remove-GpuDevice
    }
}
