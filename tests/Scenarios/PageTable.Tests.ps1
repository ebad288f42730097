# The page table: its entries, and the walk for one address.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $null = New-GpuDevice -Memory 64MB
    $vm = New-GpuVm
    $small = New-GpuBuffer 16KB -Label small
    $big = New-GpuBuffer 2MB -Label big
    Invoke-VmBind $vm $small 0x400000
    Invoke-VmBind $vm $big 0x40000000 -ReadOnly
}

AfterAll {
    Get-GpuDevice | Remove-GpuDevice
}

Describe 'Get-GpuPageTable' {
    It 'lists pages and blocks in the order of their addresses' {
        $entries = @(Get-GpuPageTable $vm)
        $entries | ForEach-Object Address | Should -Be @(0x400000, 0x401000, 0x402000, 0x403000, 0x40000000)
        $entries.Level | Should -Be @(3, 3, 3, 3, 2)
        $entries.Size | Should -Be @(4KB, 4KB, 4KB, 4KB, 2MB)
        "$($entries[0].Flags)" | Should -Be 'Read, Write, Execute, Cached'
        "$($entries[4].Flags)" | Should -Be 'Read, Execute, Cached'
        $entries[4].PhysicalAddress % 2MB | Should -Be 0
        $entries[0].Vm | Should -Be $vm
    }

    It 'lists the tables too when asked to, each before what it holds' {
        $entries = @(Get-GpuPageTable $vm -Tables)
        $entries.Level | Should -Be @(0, 1, 2, 3, 3, 3, 3, 1, 2)
        @($entries | Where-Object Flags -eq 'Table').Count | Should -Be 4
        $entries[0].Size | Should -Be 512GB
    }

    It 'lists a range' {
        Get-GpuPageTable $vm -Address 0x401000 -Size 8KB | ForEach-Object Address | Should -Be @(0x401000, 0x402000)
        Get-GpuPageTable $vm -Address 0x401234 | ForEach-Object Address | Should -Be 0x401000
        Get-GpuPageTable $vm -Address 0x403000 -Size 2GB | ForEach-Object Address | Should -Be @(0x403000, 0x40000000)
        Get-GpuPageTable $vm 0x400fff 2 | ForEach-Object Address | Should -Be @(0x400000, 0x401000)
        Get-GpuPageTable $vm -Address 0x800000 | Should -BeNullOrEmpty
    }

    It 'takes VMs from the pipeline' {
        @(Get-GpuVm | Get-GpuPageTable).Count | Should -Be 5
    }
}

Describe 'Resolve-GpuAddress' {
    It 'tells page and byte behind an address' {
        $found = Resolve-GpuAddress $vm 0x402345
        $page = Get-GpuPageTable $vm -Address 0x402000
        $found.Address | Should -Be 0x402345
        $found.PhysicalAddress | Should -Be ($page.PhysicalAddress + 0x345)
        $found.PageSize | Should -Be 4KB
        $found.Level | Should -Be 3
        $found.Raw | Should -Be $page.Raw
        $found.Buffer | Should -Be $small
        $found.BufferOffset | Should -Be 0x2345
    }

    It 'knows blocks of 2 MiB' {
        $found = Resolve-GpuAddress -Vm $vm -Address 0x40123456
        $found.PageSize | Should -Be 2MB
        $found.Level | Should -Be 2
        $found.Buffer | Should -Be $big
        $found.BufferOffset | Should -Be 0x123456
    }

    It 'takes mappings from the pipeline' {
        $found = @(Get-GpuVm | Get-GpuMapping | Resolve-GpuAddress)
        $found | ForEach-Object Address | Should -Be @(0x400000, 0x40000000)
    }

    It 'names the level at which the walk for <address> stopped: <level>' -TestCases @(
        @{ address = 0x404000ul; level = 3 }
        @{ address = 0x600000ul; level = 2 }
        @{ address = 0x80000000ul; level = 1 }
        @{ address = 0x8000000000ul; level = 0 }
    ) {
        $null = Resolve-GpuAddress $vm $address -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EFAULT,PanthorPS.ResolveGpuAddressCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].Exception.Message | Should -BeLike "*level $level*"
        $problems[0].TargetObject | Should -Be $address
    }

    It 'says that an address is beyond those of the VM' {
        $null = Resolve-GpuAddress $vm 0x1000000402345 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EFAULT,PanthorPS.ResolveGpuAddressCommand'
        $problems[0].Exception.Message | Should -BeLike '*beyond the 48 bits*'
    }

    It 'agrees with what the GPU reads' {
        Write-GpuBuffer $small 0xa5 -Offset 0x2345
        Read-GpuMemory $vm 0x402345 | Should -Be 0xa5
    }
}
