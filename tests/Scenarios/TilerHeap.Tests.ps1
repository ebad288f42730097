# Tiler heaps: creation and destruction, what they take, how they end.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Tiler heaps' {
    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'have what was asked for, in the kernel''s part of the address space' {
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB -InitialChunks 3 -MaxChunks 8 -TargetInFlight 4
        $heap.Handle | Should -Be 0x10000
        $heap.Chunks | Should -Be 3
        $heap.MaxChunks | Should -Be 8
        $heap.TargetInFlight | Should -Be 4
        $heap.Size | Should -Be 384KB
        $heap.FirstChunkAddress | Should -Be $heap.ChunkAddresses[0]
        $heap.ContextAddress | Should -BeGreaterOrEqual $vm.UserVaRange
        @(Get-GpuMapping $vm | Where-Object IsKernel).Count | Should -Be 4
    }

    It 'link their first chunks for the GPU' {
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB -InitialChunks 2
        $link = Read-GpuMemory $vm $heap.ChunkAddresses[0] -As UInt64
        $link | Should -Be ($heap.ChunkAddresses[1] + 32)
        Read-GpuMemory $vm $heap.ChunkAddresses[1] -As UInt64 | Should -Be 0
        Read-GpuMemory $vm $heap.ContextAddress -Count 32 | Should -Be (@(0) * 32)
    }

    It 'are found by their handle and by their VM' {
        $other = New-GpuVm
        $heaps = @($vm, $other, $other | New-GpuTilerHeap -ChunkSize 128KB)
        (Get-GpuTilerHeap).Handle | Should -Be 0x10000, 0x20000, 0x20001
        (Get-GpuTilerHeap -Vm $other).Handle | Should -Be 0x20000, 0x20001
        Get-GpuTilerHeap 0x20001 | Should -Be $heaps[2]
        { Get-GpuTilerHeap 7 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuTilerHeapCommand'
    }

    It 'are refused with <errno> for <what>' -TestCases @(
        @{ what = 'no chunk'; errno = 'EINVAL'; given = @{ InitialChunks = 0 } }
        @{ what = 'more chunks than it may have'; errno = 'EINVAL'; given = @{ InitialChunks = 3; MaxChunks = 2 } }
        @{ what = 'chunks that are too small'; errno = 'EINVAL'; given = @{ ChunkSize = 64KB } }
        @{ what = 'chunks that are too large'; errno = 'EINVAL'; given = @{ ChunkSize = 16MB } }
        @{ what = 'chunks that are no whole pages'; errno = 'EINVAL'; given = @{ ChunkSize = 128KB + 1 } }
        @{ what = 'chunks of more than 32 bits'; errno = 'EINVAL'; given = @{ ChunkSize = 8GB } }
        @{ what = 'a VM that does not exist'; errno = 'EINVAL'; given = @{ Vm = 9 } }
        @{ what = 'more than there is memory'; errno = 'ENOMEM'; given = @{ ChunkSize = 8MB; InitialChunks = 8 } }
    ) {
        if (-not $given.Vm) { $given.Vm = $vm }
        { New-GpuTilerHeap @given -ErrorAction Stop } | Should -Throw -ErrorId "$errno,PanthorPS.NewGpuTilerHeapCommand"
        Get-GpuTilerHeap | Should -BeNullOrEmpty
    }

    It 'give their memory back when they are destroyed' {
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB -InitialChunks 4
        $pages = (Get-GpuMemory).BufferPages
        Remove-GpuTilerHeap $heap -WhatIf
        $heap.IsDestroyed | Should -BeFalse
        ($heap | Remove-GpuTilerHeap -PassThru).IsDestroyed | Should -BeTrue
        $pages - (Get-GpuMemory).BufferPages | Should -Be 128
        { Remove-GpuTilerHeap $heap -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.RemoveGpuTilerHeapCommand'
    }

    It 'go with their VM' {
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB
        Remove-GpuVm $vm
        $heap.IsDestroyed | Should -BeTrue
        Get-GpuTilerHeap | Should -BeNullOrEmpty
    }

    It 'are made by tasks side by side' {
        $tasks = 1..3 | ForEach-Object { New-GpuTilerHeap $vm -ChunkSize 128KB -AsTask }
        Get-GpuTilerHeap | Should -BeNullOrEmpty
        ($tasks | Wait-GpuTask).Result.Handle | Should -Be 0x10000, 0x10001, 0x10002
    }
}
