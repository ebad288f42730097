# Buffers shared with other devices: brackets around the CPU's accesses, pins, and what a leak looks like.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'A buffer of another exporter' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'is an imported object with rules of its own' {
        $null = New-GpuDevice -Memory 32MB
        $shared = New-GpuDmaBuf 10000
        $shared.Exporter | Should -Be 'system'
        $shared.Size | Should -Be 12288
        $shared.Devices | Should -BeNullOrEmpty
        $buffer = Import-GpuBuffer $shared
        $shared.Devices | Should -Be 'fb000000.gpu'
        $buffer.IsImported | Should -BeTrue
        $vm = New-GpuVm
        Invoke-VmBind $vm $buffer 0x400000
        $buffer.ReclaimState | Should -Be 'Unreclaimable'
        $buffer.PinCount | Should -Be 0
        Get-GpuReclaimList | Should -BeNullOrEmpty
        (Invoke-GpuReclaim).Reclaimed | Should -Be 0
        (Get-BackingPages $buffer).State | Should -Be @('Resident', 'Resident', 'Resident')
        { Sync-GpuBuffer $buffer -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.SyncGpuBufferCommand'
        (Get-GpuDebugView Gems).Size | Should -Not -Contain 12288
        (Get-GpuStatistic).Shared | Should -Be 12288
        (Export-GpuBuffer $buffer).Exporter | Should -Be 'system'
        Remove-GpuBuffer $buffer
        $shared.Devices.Count | Should -Be 1
        Remove-GpuVm $vm
        $shared.Devices | Should -BeNullOrEmpty
    }

    It 'needs brackets on a board that is not coherent: <coherent>' -TestCases @(
        @{ coherent = $false; stale = 0 }
        @{ coherent = $true; stale = 42 }
    ) {
        $null = New-GpuDevice -Memory 32MB -Coherent:$coherent
        $shared = New-GpuDmaBuf 4KB
        $buffer = Import-GpuBuffer $shared
        $vm = New-GpuVm
        Invoke-VmBind $vm $buffer 0x400000
        Write-GpuBuffer $buffer -Value 42
        Read-GpuMemory $vm 0x400000 -Count 1 | Should -Be $stale
        Sync-GpuDmaBuf $shared Write -Complete
        Read-GpuMemory $vm 0x400000 -Count 1 | Should -Be 42

        Write-GpuMemory $vm 0x400000 -Value ([byte] 43)
        $expected = if ($coherent) { 43 } else { 42 }
        Read-GpuBuffer $buffer -Count 1 | Should -Be $expected
        Sync-GpuDmaBuf $shared Read
        Read-GpuBuffer $buffer -Count 1 | Should -Be 43
    }

    It 'goes from a camera through the GPU to a display' {
        $null = New-GpuDevice -Memory 32MB
        $picture = New-GpuDmaBuf 64KB
        $frame = New-GpuBuffer 64KB -Label frame
        $shared = Export-GpuBuffer $frame
        $camera = Connect-GpuDmaBuf $picture -Name camera
        $display = $shared | Connect-GpuDmaBuf -Name display
        $vm = New-GpuVm
        Invoke-VmBind $vm (Import-GpuBuffer $picture) 0x400000
        Invoke-VmBind $vm $frame 0x800000
        1..64 | Write-GpuDmaBuf $camera -As UInt32
        $bytes = Read-GpuMemory $vm 0x400000 -Count 256
        $bytes | Write-GpuMemory $vm 0x800000
        Read-GpuDmaBuf $display -Count 256 -As UInt32 | Should -Be (1..64)
        $picture.Devices | Should -Contain 'camera'
        $camera, $display | Disconnect-GpuDmaBuf
        $camera.IsAttached | Should -BeFalse
        { Read-GpuDmaBuf $camera -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.ReadGpuDmaBufCommand'
    }

    It 'can be mapped by its descriptor alone, without an import' {
        $null = New-GpuDevice -Memory 32MB
        $shared = New-GpuDmaBuf 8KB
        $view = New-GpuUserMemory -DmaBuf $shared -Size 4KB
        $camera = Connect-GpuDmaBuf $shared -Name camera
        Write-GpuDmaBuf $camera -Value 'picture'
        $text = [byte[]] (Read-GpuUserMemory $view.Address -Count 7)
        [System.Text.Encoding]::UTF8.GetString($text) | Should -Be 'picture'
        Get-GpuDescriptor | Remove-GpuDescriptor
        Disconnect-GpuDmaBuf $camera
        Read-GpuUserMemory $view.Address -Count 1 | Should -Be ([byte][char] 'p')
        { New-GpuUserMemory -DmaBuf $shared -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.NewGpuUserMemoryCommand'
        Get-GpuBuffer | Should -BeNullOrEmpty
    }

    It 'is refused without memory, and leaves nothing behind' {
        $null = New-GpuDevice -Memory 32MB
        $free = (Get-GpuMemory).FreePages
        $null = Add-GpuFault PageAllocation -After 2
        { New-GpuDmaBuf 64KB -ErrorAction Stop } | Should -Throw -ErrorId 'ENOMEM,PanthorPS.NewGpuDmaBufCommand'
        { New-GpuDmaBuf 0 -ErrorAction Stop } | Should -Throw -ErrorId 'EINVAL,PanthorPS.NewGpuDmaBufCommand'
        (Get-GpuMemory).FreePages | Should -Be $free
    }
}

Describe 'A device that is connected to a buffer of panthor' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'pins its pages, as long as it is there' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        $display = Export-GpuBuffer $buffer | Connect-GpuDmaBuf
        $buffer.PinCount | Should -Be 1
        $display.Segments | Should -Be 1
        (Invoke-GpuReclaim).Reclaimed | Should -Be 0
        Disconnect-GpuDmaBuf $display
        $buffer.PinCount | Should -Be 0
        (Invoke-GpuReclaim).Reclaimed | Should -Be 4
    }

    It 'sees what a cached mapping wrote only after the bracket' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 4KB -WriteBack
        $shared = Export-GpuBuffer $buffer
        $display = Connect-GpuDmaBuf $shared
        Sync-GpuDmaBuf $shared Write
        Write-GpuBuffer $buffer -Value 42
        Read-GpuDmaBuf $display -Count 1 | Should -Be 0
        Sync-GpuDmaBuf $shared Write -Complete
        Read-GpuDmaBuf $display -Count 1 | Should -Be 42
        Disconnect-GpuDmaBuf $display
    }

    It 'outlives the client that exported the buffer' {
        $null = New-GpuDevice -Memory 32MB
        $client = New-GpuClient app
        $buffer = New-GpuBuffer 4KB -Client $client
        Write-GpuBuffer $buffer -Value 7
        $display = Export-GpuBuffer $buffer | Connect-GpuDmaBuf
        Remove-GpuClient $client
        Read-GpuDmaBuf $display -Count 1 | Should -Be 7
        (Get-GpuMemory).BufferPages | Should -Be 1
        Disconnect-GpuDmaBuf $display
        (Get-GpuMemory).BufferPages | Should -Be 0
    }

    It 'reads and writes within the buffer, also as a thread of its own' {
        $null = New-GpuDevice -Memory 32MB
        $display = New-GpuBuffer 8KB | Export-GpuBuffer | Connect-GpuDmaBuf
        $write = Write-GpuDmaBuf $display -Value 'hello' -Offset 4094 -AsTask | Wait-GpuTask
        $write.Result | Should -Be $display
        $text = (Read-GpuDmaBuf $display 4094 5 -Raw -AsTask | Wait-GpuTask).Result
        [System.Text.Encoding]::UTF8.GetString($text) | Should -Be 'hello'
        (Write-GpuDmaBuf $display -Value 1 -PassThru).Name | Should -Be 'display'
        { Write-GpuDmaBuf $display -Value 1, 2 -Offset 8191 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.WriteGpuDmaBufCommand'
        Disconnect-GpuDmaBuf $display
        { Disconnect-GpuDmaBuf $display -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.DisconnectGpuDmaBufCommand'
    }

    It 'is no use once all that held the buffer are gone' {
        $null = New-GpuDevice -Memory 32MB
        $shared = New-GpuDmaBuf 4KB
        Get-GpuDescriptor | Remove-GpuDescriptor
        { Sync-GpuDmaBuf $shared -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.SyncGpuDmaBufCommand'
        { Connect-GpuDmaBuf $shared -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.ConnectGpuDmaBufCommand'
        { Import-GpuBuffer $shared -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.ImportGpuBufferCommand'
    }

    It 'cannot come when there is no memory for the buffer' {
        $null = New-GpuDevice -Memory 32MB
        $shared = New-GpuBuffer 16KB | Export-GpuBuffer
        $null = Add-GpuFault PageAllocation
        { Connect-GpuDmaBuf $shared -ErrorAction Stop } | Should -Throw -ErrorId 'ENOMEM,PanthorPS.ConnectGpuDmaBufCommand'
        Connect-GpuDmaBuf $shared | Disconnect-GpuDmaBuf
    }
}

Describe 'A device that never lets go' {
    It 'is a leak at the removal of the machine' {
        $device = New-GpuDevice -Memory 32MB
        $null = New-GpuDmaBuf 4KB | Connect-GpuDmaBuf -Name camera
        Remove-GpuDevice $device -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*dma_buf_attachment*'
        ($device | Get-GpuFinding -Kind Leak).Title -like '*dma_buf_attachment*' | Should -HaveCount 1
        (Get-GpuFinding -Device $device | Format-List | Out-String) | Should -BeLike '*dma_buf_attachment*'
    }
}
