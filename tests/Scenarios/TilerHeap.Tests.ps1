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

Describe 'A tiling job that fills its heap' {
    BeforeAll {
        $context = 0x600000
        $descriptor = 0x600100
        $handled = 0x600800

        # The job writes 64 bytes a vertex. Its descriptors say where: the tiler context leads to the heap descriptor, that
        # one to the first chunk. Loads and stores have a scoreboard entry of their own, as the handler waits for them only.
        function New-TilingStream($Vm, $Heap, [int] $Vertices, $Handler) {
            $chunk = $Heap.FirstChunkAddress
            $header = 0x29 + $Heap.ChunkSize * 0x100000000
            $bottom = $chunk + 64
            $top = $chunk + $Heap.ChunkSize
            Write-GpuMemory $Vm ($context + 24) -Value ([uint64] $descriptor)
            Write-GpuMemory $Vm $descriptor -Value ([uint64[]] ($header, $chunk, $bottom, $top))
            New-GpuCommandStream $Vm 0x400000 {
                Scoreboard -Endpoint 1 -Other 2
                Require -Tiler -Idvs
                Mov d0 $Heap.ContextAddress
                HeapSet d0
                if ($Handler) { ExceptionHandler $Handler d10 r12 }
                HeapOperation VtStart
                Mov r33 $Vertices
                Mov r34 1
                Mov r39 0
                Mov d40 $context
                Run -Idvs
                Wait
                FinishTiling
                Wait
                HeapOperation VtEnd
            }
        }

        # Gives all full chunks back, as if they had been rendered, and counts that.
        function New-Handler($Vm) {
            New-GpuCommandStream $Vm 0x500000 {
                Mov d14 $context
                Load d16, d18 [d14+40]
                Wait 2
                FinishFragment d16 d18
                Mov d20 0
                Mov d22 0
                Store [d14+40] d20, d22
                Wait 2
                Mov d24 $handled
                Mov r26 1
                SyncAdd [d24] r26
            }
        }

        function Invoke-Tiling([hashtable] $Device, [int] $MaxChunks, [int] $Vertices, [switch] $WithHandler) {
            $null = New-GpuDevice -Memory 64MB @Device
            $vm = New-GpuVm
            Invoke-VmBind $vm (New-GpuBuffer 4KB) $context
            $heap = New-GpuTilerHeap $vm -ChunkSize 128KB -MaxChunks $MaxChunks
            $handler = if ($WithHandler) { New-Handler $vm }
            $group = New-GpuGroup $vm
            $job = Submit-GpuJob $group (New-TilingStream $vm $heap $Vertices $handler) | Wait-GpuJob
            @{
                Job     = $job.State
                Chunks  = $heap.Chunks
                Handled = Read-GpuMemory $vm $handled -As UInt32
                CanRun  = $group.CanRun
                Events  = @(Get-GpuEvent -Name panthor_tiler_oom)
            }
            Stop-GpuGroup $group
            Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
            $leaks | Should -BeNullOrEmpty
        }
    }

    It 'gets chunks while it runs' {
        $outcome = Invoke-Tiling @{} -MaxChunks 8 -Vertices 5000
        $outcome.Job | Should -Be 'Done'
        $outcome.Chunks | Should -Be 3
        $outcome.Events.Count | Should -Be 2
    }

    It 'fails when the heap may not grow, and the group goes on' {
        $outcome = Invoke-Tiling @{} -MaxChunks 2 -Vertices 9000
        $outcome.Job | Should -Be 'Failed'
        $outcome.Chunks | Should -Be 2
        $outcome.CanRun | Should -BeTrue
    }

    It 'goes on after its handler has given chunks back: incremental rendering' {
        $outcome = Invoke-Tiling @{} -MaxChunks 2 -Vertices 9000 -WithHandler
        $outcome.Job | Should -Be 'Done'
        $outcome.Chunks | Should -Be 2
        $outcome.Handled | Should -BeGreaterThan 1
    }

    It 'kills its group without the patch IncrementalRendering, handler or not' {
        $outcome = Invoke-Tiling @{ Without = 'IncrementalRendering' } -MaxChunks 2 -Vertices 9000 -WithHandler
        $outcome.Job | Should -Be 'Failed'
        $outcome.Handled | Should -Be 0
        $outcome.CanRun | Should -BeFalse
    }
}
