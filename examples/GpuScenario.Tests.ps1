<#
.SYNOPSIS
    A Pester file to copy: what tests of a driver, or of a program that uses one, look like on a simulated GPU.
.DESCRIPTION
    Copy it, change the path of the module, and replace the tests by your own. Each test gets a fresh machine; what a
    test does takes virtual time only, and does the same on every computer.

    pwsh:         Invoke-Pester examples/GpuScenario.Tests.ps1
    PanthorShell: dotnet run --project src/PanthorShell -- Invoke-Pester examples/GpuScenario.Tests.ps1
#>
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../PanthorPS.psd1')
}

Describe 'A ring of textures' {
    BeforeEach {
        # A machine per test: no test sees what another one left behind.
        $device = New-GpuDevice -Memory 32MB -Seed 42
        $vm = New-GpuVm
        $textures = 1..4 | ForEach-Object { New-GpuBuffer 64KB -Label "texture $_" }
    }

    AfterEach {
        # A machine that goes reports what leaked: in a test, that is a failure.
        Remove-GpuDevice $device -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
    }

    It 'is mapped in one call' {
        $operations = for ($i = 0; $i -lt $textures.Count; $i++) {
            New-VmBindOperation $textures[$i] (0x40000000 + $i * 64KB) -NoExecute
        }
        $operations | Invoke-VmBind $vm
        @(Get-GpuMapping $vm).Count | Should -Be 4
        (Get-GpuMapping $vm).Buffer | Should -Be $textures
        (Get-GpuMapping $vm -Address 0x40018000).Buffer.Label | Should -Be 'texture 2'
    }

    It 'shows the GPU what the CPU wrote' {
        Write-GpuBuffer $textures[0] -Value 1, 2, 3
        Invoke-VmBind $vm $textures[0] 0x40000000
        Read-GpuMemory $vm 0x40000000 -Count 3 | Should -Be @(1, 2, 3)
    }

    It 'refuses an address that is not aligned, and says so' {
        { Invoke-VmBind $vm $textures[0] 0x40000800 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }

    It 'survives a lack of memory at each of its allocations' {
        # The first allocation fails, then the second, and so on, until the call succeeds: no failure may leave a trace.
        for ($allowed = 0; $allowed -lt 100; $allowed++) {
            $fault = Add-GpuFault PageAllocation -After $allowed
            Invoke-VmBind $vm $textures[0] 0x40000000 -ErrorAction SilentlyContinue -ErrorVariable problems
            Remove-GpuFault $fault
            if (-not $problems) {
                break
            }
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'ENOMEM,*'
            Get-GpuMapping $vm | Should -BeNullOrEmpty
        }
        $allowed | Should -BeGreaterThan 0
        $vm.State | Should -Be 'Usable'
        @(Get-GpuPageTable $vm).Count | Should -Be 16
    }

    It 'never tears a value while a page is replaced, whatever runs first (seed <seed>)' -TestCases @(
        1..8 | ForEach-Object { @{ seed = $_ } }
    ) {
        $null = New-GpuDevice -Memory 16MB -Schedule Random -Seed $seed
        $vm = New-GpuVm
        $old = New-GpuBuffer 4KB
        $new = New-GpuBuffer 4KB
        Write-GpuBuffer $old ([uint64] 1)
        Write-GpuBuffer $new ([uint64] 2)
        Invoke-VmBind $vm $old 0x40000000
        $reads = 1..3 | ForEach-Object { Read-GpuMemory $vm 0x40000000 -As UInt64 -AsTask }
        $bind = Invoke-VmBind $vm $new 0x40000000 -AsTask
        $null = @($reads) + $bind | Wait-GpuTask
        $bind.Error | Should -BeNullOrEmpty
        $reads.Result | ForEach-Object { $_ | Should -BeIn @(1, 2) }
        Get-GpuFinding | Should -BeNullOrEmpty
        Get-GpuDevice -Current | Remove-GpuDevice
    }
}
