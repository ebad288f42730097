# Buffers: BO_CREATE, GEM_CLOSE, and access by the CPU.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $null = New-GpuDevice -Memory 32MB
}

AfterAll {
    Get-GpuDevice | Remove-GpuDevice
}

Describe 'New-GpuBuffer' {
    It 'makes a buffer without pages' {
        $buffer = New-GpuBuffer 64KB
        $buffer.Size | Should -Be 64KB
        $buffer.Label | Should -BeNullOrEmpty
        $buffer.CreateFlags | Should -Be 'None'
        $buffer.IsImported | Should -BeFalse
        $buffer.IsResident | Should -BeFalse
        $buffer.ResidentPages | Should -Be 0
        $buffer.PinCount | Should -Be 0
        $buffer.MappingCount | Should -Be 0
        $buffer.ReclaimState | Should -Be 'Unreclaimable'
    }

    It 'rounds <given> up to <size> bytes' -TestCases @(
        @{ given = 1; size = 4096 }
        @{ given = '4097'; size = 8192 }
        @{ given = '5KB'; size = 8192 }
        @{ given = '2MiB'; size = 2097152 }
        @{ given = '0x3000'; size = 12288 }
    ) {
        (New-GpuBuffer $given).Size | Should -Be $size
    }

    It 'takes a label and flags' {
        $buffer = New-GpuBuffer -Size 4KB -Label vertices -WriteBack
        $buffer.Label | Should -Be 'vertices'
        $buffer.CreateFlags | Should -Be 'WriteBack'
        "$buffer" | Should -Be "buffer $($buffer.Handle) (vertices)"
        (New-GpuBuffer 4KB -NoMmap).CreateFlags | Should -Be 'NoMmap'
    }

    It 'makes a buffer for one VM alone' {
        $owner = New-GpuVm
        $stranger = New-GpuVm
        $buffer = New-GpuBuffer 4KB -Vm $owner
        Invoke-VmBind $owner $buffer 0x400000
        { Invoke-VmBind $stranger $buffer 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeVmBindCommand'
    }

    It 'passes on what the driver refuses: <why>' -TestCases @(
        @{ why = 'a size of 0'; arguments = @{ Size = 0 } }
        @{ why = 'flags that contradict each other'; arguments = @{ Size = 4096; NoMmap = $true; WriteBack = $true } }
        @{ why = 'a VM that does not exist'; arguments = @{ Size = 4096; Vm = 99 } }
    ) {
        $null = New-GpuBuffer @arguments -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EINVAL,PanthorPS.NewGpuBufferCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problems[0].Exception.Errno | Should -Be 'EINVAL'
    }

    It 'refuses a label that is too long, and leaves no buffer behind' {
        $before = @(Get-GpuBuffer).Count
        { New-GpuBuffer 4KB -Label ('x' * 4096) -ErrorAction Stop } |
            Should -Throw -ErrorId 'E2BIG,PanthorPS.NewGpuBufferCommand'
        @(Get-GpuBuffer).Count | Should -Be $before
    }
}

Describe 'Get-GpuBuffer and Remove-GpuBuffer' {
    BeforeEach {
        Get-GpuBuffer | Remove-GpuBuffer
        $a = New-GpuBuffer 4KB -Label mesh1
        $b = New-GpuBuffer 8KB -Label mesh2
        $c = New-GpuBuffer 12KB
    }

    It 'lists all buffers in the order of their handles' {
        (Get-GpuBuffer).Size | Should -Be @(4KB, 8KB, 12KB)
    }

    It 'finds by handle and by label' {
        (Get-GpuBuffer $b.Handle, $a.Handle).Label | Should -Be @('mesh2', 'mesh1')
        (Get-GpuBuffer -Label mesh*).Label | Should -Be @('mesh1', 'mesh2')
        (Get-GpuBuffer -Label MESH2).Size | Should -Be 8KB
        (Get-GpuBuffer mesh2, $a.Handle).Label | Should -Be @('mesh2', 'mesh1')
        (Get-GpuBuffer mesh*).Label | Should -Be @('mesh1', 'mesh2')
        Get-GpuBuffer $c | Should -Be $c
    }

    It 'reports what does not exist' {
        $null = Get-GpuBuffer 99 -ErrorAction SilentlyContinue -ErrorVariable problems
        $null = Get-GpuBuffer -Label nothing -ErrorAction SilentlyContinue -ErrorVariable +problems
        $null = Get-GpuBuffer nothing -ErrorAction SilentlyContinue -ErrorVariable +problems
        $problems.FullyQualifiedErrorId | Should -Be @(
            'ENOENT,PanthorPS.GetGpuBufferCommand',
            'ENOENT,PanthorPS.GetGpuBufferCommand', 'ENOENT,PanthorPS.GetGpuBufferCommand')
    }

    It 'gives the same object for the same buffer' {
        [object]::ReferenceEquals((Get-GpuBuffer $a.Handle), $a) | Should -BeTrue
    }

    It 'closes buffers by object, handle and label' {
        Remove-GpuBuffer $a, mesh2, $c.Handle
        Get-GpuBuffer | Should -BeNullOrEmpty
    }

    It 'goes on after a buffer that does not exist' {
        77, $a | Remove-GpuBuffer -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'ENOENT,PanthorPS.RemoveGpuBufferCommand'
        @(Get-GpuBuffer).Count | Should -Be 2
    }

    It 'closes nothing with -WhatIf' {
        Get-GpuBuffer | Remove-GpuBuffer -WhatIf
        @(Get-GpuBuffer).Count | Should -Be 3
    }

    It 'refuses a buffer that was closed, even if its handle is in use again' {
        Remove-GpuBuffer $c
        $again = New-GpuBuffer 4KB
        $again.Handle | Should -Be $c.Handle
        { Read-GpuBuffer $c -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.ReadGpuBufferCommand'
    }

    It 'keeps the memory while a mapping needs it' {
        $vm = New-GpuVm
        Invoke-VmBind $vm $b 0x400000
        Remove-GpuBuffer $b
        (Get-GpuMapping $vm).Buffer.Handle | Should -Be 0
        Read-GpuMemory $vm 0x400000 | Should -Be 0
        Remove-GpuVm $vm
    }
}

Describe 'Read-GpuBuffer and Write-GpuBuffer' {
    BeforeEach {
        $buffer = New-GpuBuffer 8KB -Label data
    }

    AfterEach {
        Remove-GpuBuffer $buffer
    }

    It 'reads zeros from fresh pages, which the access allocates' {
        Read-GpuBuffer $buffer -Count 4 | Should -Be @(0, 0, 0, 0)
        $buffer.ResidentPages | Should -Be 2
        $buffer.IsResident | Should -BeTrue
    }

    It 'reads the whole buffer, or from the offset on, unless told how much' {
        @(Read-GpuBuffer $buffer).Count | Should -Be 8KB
        @(Read-GpuBuffer $buffer -Offset 8000).Count | Should -Be 192
    }

    It 'writes and reads bytes, across pages' {
        [byte[]] $bytes = 1..200
        Write-GpuBuffer $buffer $bytes -Offset 4000
        Read-GpuBuffer $buffer 4000 200 | Should -Be $bytes
        Read-GpuBuffer $buffer 4200 1 | Should -Be 0
    }

    It 'refuses <what>, and writes nothing' -TestCases @(
        @{ what = 'a number above a byte'; value = 300 }
        @{ what = 'a number below a byte'; value = -1 }
        @{ what = 'an empty hashtable'; value = @{} }
        @{ what = 'a hashtable'; value = @{ a = 1 } }
    ) {
        { Write-GpuBuffer $buffer $value -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.WriteGpuBufferCommand'
        $buffer.ResidentPages | Should -Be 0
    }

    It 'writes what is below zero if the type is given' {
        Write-GpuBuffer $buffer (-1) -As Byte
        Write-GpuBuffer $buffer (-2) -As UInt32 -Offset 4
        Read-GpuBuffer $buffer -Count 8 | Should -Be @(255, 0, 0, 0, 254, 255, 255, 255)
    }

    It 'reads one array with -Raw' {
        Write-GpuBuffer $buffer ([byte[]] (1, 2, 3, 4))
        $raw = Read-GpuBuffer $buffer -Count 4 -Raw
        $raw.GetType().FullName | Should -Be 'System.Byte[]'
        $raw | Should -Be @(1, 2, 3, 4)
        (Read-GpuBuffer $buffer -Count 8 -As UInt64 -Raw).GetType().FullName | Should -Be 'System.UInt64[]'
    }

    It 'reads words little endian' {
        Write-GpuBuffer $buffer ([byte[]] (0x78, 0x56, 0x34, 0x12, 0, 0, 0, 0x80))
        Read-GpuBuffer $buffer -Count 8 -As UInt32 | Should -Be @(0x12345678u, 0x80000000u)
        Read-GpuBuffer $buffer -Count 8 -As UInt64 | Should -Be 0x8000000012345678ul
    }

    It 'writes <what>' -TestCases @(
        @{ what = 'a byte'; value = 7; bytes = @(7) }
        @{ what = 'text as UTF-8'; value = [string] [char] 233; bytes = @(0xc3, 0xa9) }
        @{ what = 'words'; value = [uint32[]] (1, 2); bytes = @(1, 0, 0, 0, 2, 0, 0, 0) }
        @{ what = 'long words'; value = [uint64[]] @(3); bytes = @(3, 0, 0, 0, 0, 0, 0, 0) }
        @{ what = 'a mixture'; value = @(1, 'A', [uint32] 2); bytes = @(1, 0x41, 2, 0, 0, 0) }
    ) {
        Write-GpuBuffer $buffer -Value $value
        Read-GpuBuffer $buffer -Count $bytes.Count | Should -Be $bytes
    }

    It 'writes values from the pipeline one after the other' {
        1, 2, 3 | Write-GpuBuffer data -As UInt32 -Offset 0x10
        Read-GpuBuffer $buffer -Offset 0x10 -Count 12 -As UInt32 | Should -Be @(1, 2, 3)
    }

    It 'returns the buffer when asked to, else nothing' {
        Write-GpuBuffer $buffer 1 | Should -BeNullOrEmpty
        Write-GpuBuffer $buffer 1 -PassThru | Should -Be $buffer
        $buffer | Read-GpuBuffer -Count 1 | Should -Be 1
    }

    It 'writes nothing with -WhatIf' {
        Write-GpuBuffer $buffer 9 -WhatIf
        $buffer.IsResident | Should -BeFalse
    }

    It 'refuses a value that does not fit and writes none of them' {
        { 1, 300, 2 | Write-GpuBuffer $buffer -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.WriteGpuBufferCommand'
        Read-GpuBuffer $buffer -Count 1 | Should -Be 0
    }

    It 'refuses a count that is no whole number of values' {
        { Read-GpuBuffer $buffer -Count 6 -As UInt32 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.ReadGpuBufferCommand'
    }

    It 'reports an access beyond the end' {
        { Read-GpuBuffer $buffer -Offset 8190 -Count 4 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.ReadGpuBufferCommand'
        { Write-GpuBuffer $buffer 1 -Offset 8KB -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.WriteGpuBufferCommand'
    }

    It 'reports a buffer that the CPU may not map' {
        $locked = New-GpuBuffer 4KB -NoMmap
        { Read-GpuBuffer $locked -ErrorAction Stop } | Should -Throw -ErrorId 'EPERM,PanthorPS.ReadGpuBufferCommand'
    }

    It 'reports a buffer that does not exist' {
        { Read-GpuBuffer nothing -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.ReadGpuBufferCommand'
        { Read-GpuBuffer 99 -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.ReadGpuBufferCommand'
    }

    It 'reports that there is no memory for the pages' {
        $huge = New-GpuBuffer 1GB
        $null = Read-GpuBuffer $huge -Count 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'EFAULT,PanthorPS.ReadGpuBufferCommand'
        $huge.IsResident | Should -BeFalse
    }
}
