# Buffers that lose their pages to swap and get them back, shared buffers, and the CPU's caches.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Invoke-GpuReclaim' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'moves pages to swap, and the GPU finds every byte again' {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 64KB
        Write-GpuBuffer $buffer -Value 'evicted' -Offset 0x1234
        Invoke-VmBind $vm $buffer 0x400000
        $buffer.ReclaimState | Should -Be 'GpuMappedSingleVm'

        $result = Invoke-GpuReclaim
        $result.Reclaimed | Should -Be 16
        $result.SwappedOut | Should -Be 16
        $buffer.IsResident | Should -BeFalse
        (Get-GpuMapping $vm).IsEvicted | Should -BeTrue
        (Get-GpuMemory).SwapUsed | Should -Be 16

        $bytes = Read-GpuMemory $vm 0x401234 -Count 7
        [System.Text.Encoding]::UTF8.GetString([byte[]] $bytes) | Should -Be 'evicted'
        (Get-GpuMapping $vm).IsEvicted | Should -BeFalse
        (Get-GpuMemory).SwapUsed | Should -Be 0
    }

    It 'leaves what VMs map alone if it may not wait' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        Invoke-VmBind (New-GpuVm) $buffer 0x400000
        (Invoke-GpuReclaim -NoBlock).Reclaimed | Should -Be 0
        (Invoke-GpuReclaim 1).Reclaimed | Should -Be 4
    }

    It 'runs as a thread with -AsTask' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        $null = $buffer | Get-BackingPages -Populate
        $task = Invoke-GpuReclaim -AsTask
        $buffer.IsResident | Should -BeTrue
        (Wait-GpuTask $task).Result.Reclaimed | Should -Be 4
        $buffer.IsResident | Should -BeFalse
    }

    It 'has nothing to do without swap' {
        $null = New-GpuDevice -Memory 32MB -Swap 0
        $null = New-GpuBuffer 16KB | Get-BackingPages -Populate
        (Invoke-GpuReclaim).Reclaimed | Should -Be 0
        (Get-GpuMemory).SwapTotal | Should -Be 0
    }
}

Describe 'Get-GpuReclaimList' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'shows the lists in the order in which reclaim goes through them' {
        $null = New-GpuDevice -Memory 32MB
        $first = New-GpuVm
        $second = New-GpuVm
        $shared = New-GpuBuffer 16KB -Label shared
        $private = New-GpuBuffer 32KB -Label private
        $first, $second | ForEach-Object { Invoke-VmBind $_ $shared 0x400000 }
        Invoke-VmBind $second $private 0x800000
        Write-GpuBuffer (New-GpuBuffer 8KB -Label old) -Value 1
        Write-GpuBuffer (New-GpuBuffer 4KB -Label new) -Value 1
        $null = New-GpuBuffer 64KB -Label untouched
        $view = New-GpuBuffer 12KB -Label seen | New-GpuUserMemory
        Write-GpuUserMemory $view.Address -Value 1

        $entries = Get-GpuReclaimList
        $entries.Label | Should -Be @('old', 'new', 'seen', 'private', 'shared')
        $entries.List | Should -Be @('Unused', 'Unused', 'Mmapped', 'Vm', 'Shared')
        $entries.Position | Should -Be @(0, 1, 0, 0, 0)
        $entries.ResidentPages | Should -Be @(2, 1, 3, 8, 4)
        $entries[3].Vm | Should -Be $second
        $entries[3].Buffer | Should -Be $private
        $entries[4].ReclaimState | Should -Be 'GpuMappedMultiVm'
        (Get-GpuReclaimList Vm, Shared).Label | Should -Be @('private', 'shared')
        (Get-GpuReclaimList | Measure-Object ResidentPages -Sum).Sum | Should -Be (Get-GpuMemory).ReclaimablePages
    }

    It 'tells the truth: reclaim takes them in this order' {
        $null = New-GpuDevice -Memory 32MB
        $vms = 1..3 | ForEach-Object { New-GpuVm }
        $buffers = $vms | ForEach-Object {
            $buffer = New-GpuBuffer 16KB -Label "of VM $($_.Id)"
            Invoke-VmBind $_ $buffer 0x400000
            $buffer
        }
        $vms[1], $vms[2], $vms[0] | ForEach-Object { $null = Read-GpuMemory $_ 0x400000 -Count 1 }
        while ($order = @(Get-GpuReclaimList)) {
            $null = Invoke-GpuReclaim $order[0].ResidentPages
            $order[0].Buffer.IsResident | Should -BeFalse
            @(Get-GpuReclaimList).Buffer | Should -Be @($order | Select-Object -Skip 1).Buffer
        }

        $buffers.IsResident | Should -Be @($false, $false, $false)
        (Get-GpuReclaimList) | Should -BeNullOrEmpty
    }

    It 'leaves out what has no pages' {
        $null = New-GpuDevice -Memory 32MB
        Invoke-VmBind (New-GpuVm) (New-GpuBuffer 4KB -Label data) 0x400000
        (Get-GpuReclaimList).Label | Should -Be 'data'
        $null = Invoke-GpuReclaim
        Get-GpuReclaimList | Should -BeNullOrEmpty
    }
}

Describe 'Memory pressure' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'keeps the bytes of more buffers than there is memory' {
        $null = New-GpuDevice -Memory 8MB -Swap 32MB
        $buffers = 1..12 | ForEach-Object { New-GpuBuffer 1MB -Label "b$_" }
        foreach ($buffer in $buffers) {
            Write-GpuBuffer $buffer -Value $buffer.Label -Offset 0x80000
        }

        (Get-GpuMemory).SwapUsed | Should -BeGreaterThan 1000
        foreach ($buffer in $buffers) {
            $bytes = Read-GpuBuffer $buffer -Offset 0x80000 -Count $buffer.Label.Length
            [System.Text.Encoding]::UTF8.GetString([byte[]] $bytes) | Should -Be $buffer.Label
        }

        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'is an error when swap is full, and nothing is lost' {
        $null = New-GpuDevice -Memory 8MB -Swap 1MB
        $buffers = 1..6 | ForEach-Object { New-GpuBuffer 1MB }
        $buffers | ForEach-Object { Write-GpuBuffer $_ -Value ([byte] $_.Handle) }
        { New-GpuBuffer 6MB | Get-BackingPages -Populate -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOMEM,PanthorPS.GetBackingPagesCommand'
        $buffers | ForEach-Object { Read-GpuBuffer $_ -Count 1 | Should -Be $_.Handle }
    }

    It 'keeps a page that cannot be written to swap; the next reclaim takes it' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        Write-GpuBuffer $buffer -Value 7 -Offset 0x2000
        $fault = Add-GpuFault SwapOut -After 1 -Times 8
        $null = Invoke-GpuReclaim
        $fault.Fired | Should -BeGreaterThan 0
        (Get-BackingPages $buffer).State | Should -Contain 'Resident'
        $fault | Remove-GpuFault
        $null = Invoke-GpuReclaim
        (Get-BackingPages $buffer).State | Should -Be @('Swapped', 'Swapped', 'Swapped', 'Swapped')
        Read-GpuBuffer $buffer -Offset 0x2000 -Count 1 | Should -Be 7
    }

    It 'reports a page that cannot be read from swap; the next access succeeds' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        Write-GpuBuffer $buffer -Value 7
        $null = Invoke-GpuReclaim
        $null = Add-GpuFault SwapIn
        { Get-BackingPages $buffer -Populate -ErrorAction Stop } |
            Should -Throw -ErrorId 'EIO,PanthorPS.GetBackingPagesCommand'
        Read-GpuBuffer $buffer -Count 1 | Should -Be 7
    }
}

Describe 'A job of a VM whose buffers were evicted' {
    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $group = New-GpuGroup $vm
        $buffer = New-GpuBuffer 64KB -Label data
        $other = New-GpuBuffer 64KB -Label 'of one VM' -Vm $vm
        Write-GpuBuffer $buffer -Value ([uint32] 40) -Offset 0x1000
        Invoke-VmBind $vm $buffer 0x600000
        Invoke-VmBind $vm $other 0x700000
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d0 0x601000
            Load r2 [d0]
            Wait
            Add r2 r2 2
            Mov d4 0x700000
            Store [d4] r2
            Wait
        }
        (Invoke-GpuReclaim).Reclaimed | Should -BeGreaterThan 31
        $buffer.IsResident | Should -BeFalse
        $other.IsResident | Should -BeFalse
    }

    AfterEach {
        Stop-GpuGroup $group
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'finds all of them, with their bytes' {
        (Submit-GpuJob $group $stream | Wait-GpuJob).State | Should -Be 'Done'
        (Get-GpuMapping $vm).IsEvicted | Should -Not -Contain $true
        Read-GpuBuffer $other -Count 4 -As UInt32 | Should -Be 42
        (Get-GpuMemory).SwapUsed | Should -Be 0
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'is refused if they cannot come back, and nothing is lost' {
        $null = Add-GpuFault PageAllocation -Match { $_ -eq 'Buffer' } -Times 0
        { Submit-GpuJob $group $stream -ErrorAction Stop } | Should -Throw -ErrorId 'ENOMEM,PanthorPS.SubmitGpuJobCommand'
        Get-GpuFault | Remove-GpuFault
        $null = Add-GpuFault SwapIn -After 3
        { Submit-GpuJob $group $stream -ErrorAction Stop } | Should -Throw -ErrorId 'EIO,PanthorPS.SubmitGpuJobCommand'
        (Submit-GpuJob $group $stream | Wait-GpuJob).State | Should -Be 'Done'
        Read-GpuBuffer $other -Count 4 -As UInt32 | Should -Be 42
    }

    It 'is not what reclaim takes pages from while it runs' {
        $slow = New-GpuCommandStream $vm 0x500000 {
            Mov r2 0
            Repeat r4 40000000 { Add r2 1 }
        }
        $job = Submit-GpuJob $group $slow
        $null = Step-GpuDevice 10ms
        $job.State | Should -Be 'Running'
        $result = Invoke-GpuReclaim
        $result.Reclaimed | Should -Be 0
        $result.Remaining | Should -BeGreaterThan 31
        ($job | Wait-GpuJob).State | Should -Be 'Done'
        (Invoke-GpuReclaim).Reclaimed | Should -BeGreaterThan 31
    }
}

Describe 'Sync-GpuBuffer' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'shows the GPU what a cached mapping wrote' {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4KB -WriteBack
        Invoke-VmBind $vm $buffer 0x400000
        Write-GpuBuffer $buffer -Value 42
        Read-GpuMemory $vm 0x400000 -Count 1 | Should -Be 0
        Sync-GpuBuffer $buffer
        Read-GpuMemory $vm 0x400000 -Count 1 | Should -Be 42

        Write-GpuMemory $vm 0x400000 -Value ([byte] 43)
        Read-GpuBuffer $buffer -Count 1 | Should -Be 42
        Sync-GpuBuffer $buffer -Invalidate
        Read-GpuBuffer $buffer -Count 1 | Should -Be 43
    }

    It 'refuses a range outside the buffer' {
        $null = New-GpuDevice -Memory 32MB
        { New-GpuBuffer 4KB | Sync-GpuBuffer -Offset 4KB -Size 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.SyncGpuBufferCommand'
    }
}

Describe 'Export-GpuBuffer and Import-GpuBuffer' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'share a buffer with another client' {
        $null = New-GpuDevice -Memory 32MB
        $other = New-GpuClient
        $buffer = New-GpuBuffer 4KB -Label common
        Write-GpuBuffer $buffer -Value 42
        $shared = Export-GpuBuffer $buffer
        $shared.Size | Should -Be 4096
        $imported = $shared | Import-GpuBuffer -Client $other
        $imported.Label | Should -Be 'common'
        Read-GpuBuffer $imported -Count 1 | Should -Be 42
        (Import-GpuBuffer $shared -Client $other).Handle | Should -Be $imported.Handle
    }

    It 'refuse a buffer of one VM alone' {
        $null = New-GpuDevice -Memory 32MB
        { New-GpuBuffer 4KB -Vm (New-GpuVm) | Export-GpuBuffer -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.ExportGpuBufferCommand'
    }
}

Describe 'Set-GpuBufferLabel' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'names a buffer and takes the name away' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 4KB
        ($buffer | Set-GpuBufferLabel -Label mesh -PassThru).Label | Should -Be 'mesh'
        Set-GpuBufferLabel mesh -Label $null
        $buffer.Label | Should -BeNullOrEmpty
        { Set-GpuBufferLabel $buffer -Label ('x' * 4096) -ErrorAction Stop } |
            Should -Throw -ErrorId 'E2BIG,PanthorPS.SetGpuBufferLabelCommand'
    }
}
