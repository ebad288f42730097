# The driver's interface in binary: requests by name and number, arguments in bytes, pointers into a client's memory.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Requests in binary' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'are listed with the numbers and layouts of the headers' {
        $bind = Get-GpuIoctl VM_BIND
        '0x{0:x8}' -f $bind.Number | Should -Be '0xc0186443'
        $bind.Size | Should -Be 24
        $bind.Structure | Should -Be 'drm_panthor_vm_bind'
        $bind.Fields.Name | Should -Be @('vm_id', 'flags', 'ops')
        $bind.Fields.Offset | Should -Be @(0, 4, 8)
        (Get-GpuIoctl DRM_IOCTL_PANTHOR_VM_BIND).Name | Should -Be 'VM_BIND'
        (Get-GpuIoctl SYNCOBJ_*).Count | Should -Be 12
        { Get-GpuIoctl VM_FLY -ErrorAction Stop } | Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuIoctlCommand'
    }

    It 'take bytes and give bytes back' {
        $result = Invoke-GpuIoctl VM_CREATE ([byte[]]::new(16))
        $result.Result | Should -Be 0
        $result.Argument | Should -Be @(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0)
        (Get-GpuVm).Id | Should -Be 1
    }

    It 'can be made by number, with a size of the caller''s choice' {
        $result = Invoke-GpuIoctl 0xc0086441 ([byte[]](0, 0, 0, 0, 9, 9, 9, 9, 7))
        $result.Result | Should -Be 0
        $result.Argument | Should -Be @(0, 0, 0, 0, 1, 0, 0, 0, 7)
    }

    It 'fail with the negative error number and say why' {
        $result = Invoke-GpuIoctl GEM_CLOSE -Value @{ handle = 7 }
        $result.Result | Should -Be -22
        $result.Error | Should -Be 'EINVAL'
        $result.Message | Should -BeLike '*handle 7*'
        (Invoke-GpuIoctl 0x12345678 ([byte[]]::new(4660))).Error | Should -Be 'ENOTTY'
        (Invoke-GpuIoctl 0xc0106403 ([byte[]]::new(16))).Error | Should -Be 'EINVAL'
        (Invoke-GpuIoctl 0xc0106441 ([byte[]]::new(8))).Error | Should -Be 'EFAULT'
    }

    It 'take nested arrays from hashtables' {
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 16KB
        $argument = ConvertTo-GpuIoctlArgument VM_BIND @{
            vm_id = $vm.Id
            ops   = @(
                @{ bo_handle = $buffer.Handle; va = '0x100000'; size = 4KB }
                @{ bo_handle = $buffer.Handle; va = 0x200000; size = '8KB'; bo_offset = 4096; flags = 3 }
            )
        }
        , $argument | Should -BeOfType ([byte[]])
        $argument.Count | Should -Be 24
        (Invoke-GpuIoctl VM_BIND $argument).Result | Should -Be 0
        Get-GpuMapping $vm | ForEach-Object { $_.Address } | Should -Be @(0x100000, 0x200000)
        (Get-GpuMapping $vm).Size | Should -Be @(4KB, 8KB)
    }

    It 'are shown as objects' {
        $argument = ConvertTo-GpuIoctlArgument VM_BIND @{ vm_id = 3; ops = @(@{ va = 0x1000; size = 4096 }, @{ flags = 1 }) }
        $shown = ConvertFrom-GpuIoctlArgument VM_BIND $argument
        $shown.vm_id | Should -Be 3
        $shown.ops.Count | Should -Be 2
        $shown.ops[0].va | Should -Be 0x1000
        $shown.ops[1].flags | Should -Be 1
        $raw = ConvertFrom-GpuIoctlArgument VM_BIND $argument -Raw
        $raw.ops.stride | Should -Be 48
        $raw.ops.count | Should -Be 2
        $raw.ops.array | Should -BeGreaterThan 4096
    }

    It 'take no more of the client''s memory than the latest thousand need' {
        $before = (Get-GpuUserMemory | Measure-Object Size -Sum).Sum
        foreach ($i in 1..2500) {
            $argument = ConvertTo-GpuIoctlArgument SYNCOBJ_WAIT @{ handles = 1..1000 }
        }
        (ConvertFrom-GpuIoctlArgument SYNCOBJ_WAIT $argument).handles.Count | Should -Be 1000
        (Get-GpuUserMemory | Measure-Object Size -Sum).Sum - $before | Should -BeLessThan 8MB
    }

    It 'refuse what does not fit a field' {
        $bad = @(
            { ConvertTo-GpuIoctlArgument VM_BIND @{ vmid = 1 } -ErrorAction Stop }
            { ConvertTo-GpuIoctlArgument VM_BIND @{ vm_id = 4294967296 } -ErrorAction Stop }
            { ConvertTo-GpuIoctlArgument VM_BIND @{ vm_id = 'many' } -ErrorAction Stop }
            { ConvertTo-GpuIoctlArgument VM_BIND @{ ops = @(1) } -ErrorAction Stop }
        )
        foreach ($call in $bad) {
            $call | Should -Throw -ErrorId 'EINVAL,PanthorPS.ConvertToGpuIoctlArgumentCommand'
        }
    }

    It 'let a caller lie about an array' {
        $vm = New-GpuVm
        $lies = @(
            @{ ops = @{ stride = 47; count = 1 }; error = 'EINVAL' }
            @{ ops = @{ stride = 48; count = 1; array = 0xdead0000 }; error = 'EFAULT' }
            @{ ops = @{ stride = 48; count = 0xffffffff; array = 0x1000 }; error = 'ENOMEM' }
            @{ ops = @{ stride = 64; items = @(@{ flags = 0x10000000 }) }; error = '' }
        )
        foreach ($lie in $lies) {
            (Invoke-GpuIoctl VM_BIND -Value @{ vm_id = $vm.Id; ops = $lie.ops }).Error | Should -Be $lie.error
        }
    }

    It 'say how far a batch of binds came' {
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4KB
        $good = @{ bo_handle = $buffer.Handle; va = 0x100000; size = 4096 }
        $result = Invoke-GpuIoctl VM_BIND -Value @{ vm_id = $vm.Id; ops = @($good, @{ bo_handle = 9; size = 4096 }, $good) }
        $result.Error | Should -Be 'EINVAL'
        (ConvertFrom-GpuIoctlArgument VM_BIND $result.Argument -Raw).ops.count | Should -Be 1
    }

    It 'give the clients the same answers as the typed commands' {
        $null = New-GpuBuffer 4KB -NoMmap
        (Invoke-GpuIoctl BO_MMAP_OFFSET -Value @{ handle = 1 }).Error | Should -Be 'EPERM'
        { New-GpuUserMemory -Buffer 1 -ErrorAction Stop } | Should -Throw -ErrorId 'EPERM,PanthorPS.NewGpuUserMemoryCommand'
    }

    It 'are refused for the same reason as the typed commands: <request> <error>' -ForEach @(
        @{ request = 'VM_CREATE'; error = 'EINVAL'; value = @{ user_va_range = 0x1000000000000 }
            typed = { New-GpuVm 0x1000000000000 -ErrorAction Stop } }
        @{ request = 'BO_CREATE'; error = 'EINVAL'; value = @{ size = 0 }
            typed = { New-GpuBuffer 0 -ErrorAction Stop } }
        @{ request = 'PRIME_HANDLE_TO_FD'; error = 'EINVAL'; value = @{ handle = 1 }
            typed = { Export-GpuBuffer 1 -ErrorAction Stop } }
        @{ request = 'VM_BIND'; error = 'EINVAL'; value = @{ vm_id = 1; ops = @(@{ bo_handle = 1; va = 1; size = 4096 }) }
            typed = { Invoke-VmBind 1 1 1 -ErrorAction Stop } }
        @{ request = 'TILER_HEAP_CREATE'; error = 'EINVAL'
            value = @{ vm_id = 1; initial_chunk_count = 1; max_chunks = 4; chunk_size = 4096 }
            typed = { New-GpuTilerHeap 1 -ChunkSize 4KB -ErrorAction Stop } }
        @{ request = 'GROUP_CREATE'; error = 'EACCES'
            value = @{ vm_id = 1; queues = @(@{ ringbuf_size = 4096 }); priority = 2 }
            typed = { New-GpuGroup 1 -Priority High -ErrorAction Stop } }
        @{ request = 'SYNCOBJ_WAIT'; error = 'ETIME'; value = @{ handles = @(1); flags = 2 }
            typed = { Wait-GpuSyncObject 1 -ForSubmit -Timeout 0ms -ErrorAction Stop } }
        @{ request = 'SYNCOBJ_WAIT'; error = 'EINVAL'; value = @{ handles = @(1) }
            typed = { Wait-GpuSyncObject 1 -Timeout 0ms -ErrorAction Stop } }
    ) {
        $null = New-GpuVm
        $null = New-GpuBuffer 4KB -Vm 1
        $null = New-GpuSyncObject
        (Invoke-GpuIoctl $request -Value $value).Error | Should -Be $error
        $typed | Should -Throw
        try { & $typed } catch { $_.FullyQualifiedErrorId | Should -BeLike "$error,*" }
    }

    It 'make groups, submit jobs and wait for them' {
        $vm = New-GpuVm
        $memory = New-GpuBuffer 4KB
        Invoke-VmBind $vm $memory 0x600000
        $stream = New-GpuCommandStream $vm 0x400000 { Mov d0 0x600000; Mov r2 42; Store [d0] r2; Wait }
        $create = @{
            vm_id                = $vm.Id
            queues               = @(@{ priority = 1; ringbuf_size = 4KB })
            max_compute_cores    = 1
            compute_core_mask    = 1
            max_fragment_cores   = 1
            fragment_core_mask   = 1
            max_tiler_cores      = 1
            tiler_core_mask      = 1
            priority             = 1
        }
        (Invoke-GpuIoctl GROUP_CREATE -Value ($create + @{ pad = 1 })).Error | Should -Be 'EINVAL'
        $group = (Invoke-GpuIoctl GROUP_CREATE -Value $create).Value.group_handle
        $group | Should -Be 1
        $sync = New-GpuSyncObject
        $job = @{
            stream_size = $stream.Size
            stream_addr = $stream.Address
            syncs       = @(@{ flags = 0x80000000L; handle = $sync.Handle })
        }
        $submit = @{ group_handle = $group; queue_submits = @($job) }
        (Invoke-GpuIoctl GROUP_SUBMIT -Value ($submit + @{ pad = 1 })).Error | Should -Be 'EINVAL'
        (Invoke-GpuIoctl GROUP_SUBMIT -Value $submit).Result | Should -Be 0
        $wait = @{ handles = @($sync.Handle); timeout_nsec = 60000000000 }
        (Invoke-GpuIoctl SYNCOBJ_WAIT -Value $wait).Result | Should -Be 0
        Read-GpuBuffer $memory -Count 4 -As UInt32 | Should -Be 42
        $state = Invoke-GpuIoctl GROUP_GET_STATE -Value @{ group_handle = $group }
        $state.Argument | Should -Be ([byte[]]::new(16))
        (Invoke-GpuIoctl GROUP_DESTROY -Value @{ group_handle = $group }).Result | Should -Be 0
        (Invoke-GpuIoctl GROUP_GET_STATE -Value @{ group_handle = $group }).Error | Should -Be 'EINVAL'
    }

    It 'wait as a task' {
        $sync = New-GpuSyncObject
        $task = Invoke-GpuIoctl SYNCOBJ_WAIT -AsTask -Value @{ handles = @($sync.Handle); flags = 2; timeout_nsec = 9000000000 }
        $task.State | Should -Not -Be 'Completed'
        Set-GpuSyncObject $sync
        (Wait-GpuTask $task).Result.Result | Should -Be 0
    }
}

Describe 'The memory of a client' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'is mapped, written and read' {
        $room = New-GpuUserMemory 6KB
        $room.Size | Should -Be 8KB
        Write-GpuUserMemory $room.Address -Value 'text', 0
        Read-GpuUserMemory $room.Address -Count 6 | Should -Be @(116, 101, 120, 116, 0, 0)
        (Get-GpuUserMemory).Name | Should -Be 'anonymous'
        $room | Remove-GpuUserMemory
        $room.IsMapped | Should -BeFalse
        { Remove-GpuUserMemory $room -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.RemoveGpuUserMemoryCommand'
        { Read-GpuUserMemory $room.Address -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.ReadGpuUserMemoryCommand'
    }

    It 'is taken away as an object, by its properties, and by address and size' {
        $app = New-GpuClient app
        $rooms = @(1..4 | ForEach-Object { New-GpuUserMemory 8KB -Client $app })
        Remove-GpuUserMemory $rooms[0]
        [pscustomobject] @{ Address = $rooms[1].Address; Size = 8KB } | Remove-GpuUserMemory -Client $app
        Remove-GpuUserMemory $rooms[2].Address 8KB -Client app
        $rooms[3] | Remove-GpuUserMemory
        Get-GpuUserMemory -Client $app | Should -BeNullOrEmpty
    }

    It 'can be read-only' {
        $room = New-GpuUserMemory 4KB -ReadOnly
        { Write-GpuUserMemory $room.Address -Value 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.WriteGpuUserMemoryCommand'
        $query = @{ type = 0; size = 112; pointer = $room.Address }
        (Invoke-GpuIoctl DEV_QUERY -Value $query).Error | Should -Be 'EFAULT'
    }

    It 'shows buffers' {
        $buffer = New-GpuBuffer 8KB -Label shown
        $room = $buffer | New-GpuUserMemory
        Write-GpuBuffer $buffer -Offset 4096 -Value 'through'
        Read-GpuUserMemory ($room.Address + 4096) -Count 7 | Should -Be ([Text.Encoding]::ASCII.GetBytes('through'))
        $room.Name | Should -Be "buffer 'shown'"
    }

    It 'shows the flush id while the GPU is awake, and 1 while it sleeps' {
        $page = New-GpuUserMemory -FlushId
        Read-GpuUserMemory $page.Address -Count 4 -As UInt32 | Should -Be (Get-GpuRegister CSF_GPU_LATEST_FLUSH_ID).Value
        Suspend-GpuDevice
        Read-GpuUserMemory $page.Address -Count 8 -As UInt32 | Should -Be @(1, 0)
        { Write-GpuUserMemory $page.Address -Value 1 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.WriteGpuUserMemoryCommand'
    }
}

Describe 'File descriptors' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningVariable leaks
        $leaks | Should -BeNullOrEmpty
    }

    It 'share buffers between clients' {
        $app = New-GpuClient app
        $shared = New-GpuBuffer 8KB -Label common | Export-GpuBuffer
        $shared.Descriptor | Should -Be 4
        $copy = Get-GpuDescriptor 4 -Client 1 | Copy-GpuDescriptor -To $app
        $import = Invoke-GpuIoctl PRIME_FD_TO_HANDLE -Client $app -Value @{ fd = $copy.Descriptor }
        (Get-GpuBuffer -Client $app -Handle $import.Value.handle).Label | Should -Be 'common'
        Get-GpuDescriptor -Client 1 | Remove-GpuDescriptor -Client 1
        $copy.IsOpen | Should -BeTrue
        (Invoke-GpuIoctl PRIME_FD_TO_HANDLE -Value @{ fd = 4 }).Error | Should -Be 'EBADF'
    }

    It 'are named by number, by object and by property' {
        $app = New-GpuClient app
        $null = New-GpuBuffer 4KB | Export-GpuBuffer
        (Copy-GpuDescriptor 4).Descriptor | Should -Be 5
        (Copy-GpuDescriptor 4 $app).Client | Should -Be $app
        $first = Get-GpuDescriptor 4 -Client 1
        (Copy-GpuDescriptor $first).Descriptor | Should -Be 6
        ([pscustomobject] @{ Descriptor = 4 } | Copy-GpuDescriptor).Descriptor | Should -Be 7
        Remove-GpuDescriptor (Get-GpuDescriptor -Client $app)
        Remove-GpuDescriptor 7
        [pscustomobject] @{ Descriptor = 6 } | Remove-GpuDescriptor
        4, 5 | Remove-GpuDescriptor
        Get-GpuClient | Get-GpuDescriptor | Should -BeNullOrEmpty
        { Copy-GpuDescriptor 4 -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.CopyGpuDescriptorCommand'
        $null = New-GpuDescriptor -EventCounter
        { Remove-GpuDescriptor $first -ErrorAction Stop } |
            Should -Throw -ErrorId 'EBADF,PanthorPS.RemoveGpuDescriptorCommand'
    }

    It 'count events' {
        $sync = New-GpuSyncObject
        $event = New-GpuDescriptor -EventCounter
        $request = @{ handle = $sync.Handle; fd = $event.Descriptor }
        (Invoke-GpuIoctl SYNCOBJ_EVENTFD -Value $request).Result | Should -Be 0
        $event.Count | Should -Be 0
        Set-GpuSyncObject $sync
        $event.Count | Should -Be 1
    }
}

Describe 'What a client may do' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'depends on its privileges' {
        (Get-GpuDeviceInfo GroupPriorities).Allowed | Should -Be @('Low', 'Medium')
        $root = New-GpuClient -Privileged
        $root.IsPrivileged | Should -BeTrue
        (Get-GpuDeviceInfo GroupPriorities -Client $root).AllowedMask | Should -Be 15
    }

    It 'depends on the node' {
        (Invoke-GpuIoctl SET_CLIENT_CAP -Value @{ capability = 2 }).Error | Should -Be 'EACCES'
        $card = New-GpuClient -Node Primary
        (Invoke-GpuIoctl SET_CLIENT_CAP -Client $card -Value @{ capability = 2 }).Error | Should -Be 'EOPNOTSUPP'
        (Get-GpuDeviceInfo GroupPriorities -Client $card).AllowedMask | Should -Be 15
    }
}

Describe 'What the driver tells of a device' {
    BeforeAll {
        $models = (Get-GpuModel).Name
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is what the registers say, for every model' {
        foreach ($name in $models) {
            $device = New-GpuDevice -Model $name -Memory 32MB
            $info = $device | Get-GpuDeviceInfo
            $info.GpuId | Should -Be ($device | Get-GpuRegister GPU_ID).Value
            $info.ShaderCores | Should -Be (Get-GpuModel $name).ShaderCores
            $csif = $device | Get-GpuDeviceInfo Csif
            $csif.CsgSlots | Should -Be (Get-GpuModel $name).CsgSlots
            $csif.UnpreservedCsRegisters | Should -Be 4
            $device | Remove-GpuDevice
        }
    }

    It 'includes the time, without anything in between' {
        $device = New-GpuDevice -Memory 32MB
        $null = Step-GpuDevice -Duration 2s
        $time = Get-GpuDeviceInfo Timestamp -Clock Gpu, CpuMonotonic, Frequency, Duration
        $time.Frequency | Should -Be 24000000
        $time.CpuTime.TotalSeconds | Should -BeGreaterOrEqual 2
        [long] $time.GpuTimestamp | Should -Be ([long] ($time.CpuTime.Ticks * 2.4 - $time.CpuTime.Ticks * 2.4 % 1))
        $time.CycleCount | Should -Be 0
        $time.Duration | Should -Be ([timespan]::Zero)
        (Get-GpuDeviceInfo Timestamp).CpuTime | Should -Be ([timespan]::Zero)
    }
}

Describe 'What the driver tells of its clients' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is the text of fdinfo' {
        $null = New-GpuBuffer 1MB
        $null = Invoke-GpuIoctl SET_CLIENT_NAME -Value @{ name = 'game' }
        $lines = (Get-GpuStatistic -Client 1 -AsText).TrimEnd() -split "`n"
        $lines[0..2] | Should -Be @("drm-driver:`tpanthor", "drm-client-id:`t1", "drm-client-name:`tgame")
        $lines | Should -Contain "drm-total-memory:`t1 MiB"
        $lines | Should -Contain "drm-shared-memory:`t0"
        $lines -like 'drm-engine-panthor*' | Should -BeNullOrEmpty
        Set-GpuProfiling All
        (Get-GpuStatistic -Client 1 -AsText) | Should -BeLike "*drm-engine-panthor:`t0 ns*"
        (Get-GpuStatistic -Client 1).Total | Should -Be 1MB
    }

    It 'is the text of debugfs' {
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 8KB -Label vertices
        Invoke-VmBind $vm $buffer 0x400000
        Get-GpuDebugView Gems -AsText | Should -BeLike '*created-by *global-name *vertices*Total size: *'
        Get-GpuDebugView Gpuvas -AsText | Should -BeLike '*| 0x0000000000400000 | 0x0000000000002000 | 0x0000000000402000 |*'
        Get-GpuDebugView Clients -AsText | Should -BeLike '*command*tgid*<unset>*'
        Get-GpuDebugView Name | Should -BeLike 'panthor dev=*'
        (Get-GpuDebugView Gems | Where-Object Label -EQ vertices).Size | Should -Be 8KB
        (Get-GpuDebugView Gpuvas | Where-Object Label -EQ vertices).Address | Should -Be 0x400000
        (Get-GpuDebugView Clients).Count | Should -Be 1
    }
}

Describe 'The commands of the binary interface' {
    BeforeEach {
        $device = New-GpuDevice -Memory 32MB
        $app = New-GpuClient app
        $other = New-GpuDevice -Memory 32MB
        $on = @{ Device = $device; Client = $app }
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'make requests of the client they are given' {
        $argument = ConvertTo-GpuIoctlArgument @on -Request BO_CREATE -Value @{ size = 4096 }
        (Invoke-GpuIoctl @on -Request BO_CREATE -Argument $argument).Result | Should -Be 0
        (Get-GpuBuffer @on).Size | Should -Be 4096
        Get-GpuBuffer | Should -BeNullOrEmpty
        (ConvertFrom-GpuIoctlArgument @on -Request BO_CREATE -Argument $argument).size | Should -Be 4096
        (Get-GpuDeviceInfo @on -Type Csif).CsgSlots | Should -BeGreaterThan 0
    }

    It 'run as tasks' {
        $task = ConvertTo-GpuIoctlArgument BO_CREATE @{ size = 4096 } -AsTask @on
        $argument = (Wait-GpuTask $task).Result
        $task = ConvertFrom-GpuIoctlArgument BO_CREATE $argument -AsTask @on
        (Wait-GpuTask $task).Result.size | Should -Be 4096
        $room = (Wait-GpuTask (New-GpuUserMemory 4KB -AsTask @on)).Result
        $null = Wait-GpuTask (Write-GpuUserMemory $room.Address -Value 7 -AsTask @on)
        (Wait-GpuTask (Read-GpuUserMemory $room.Address -Count 1 -AsTask @on)).Result | Should -Be 7
        $null = Wait-GpuTask (Remove-GpuUserMemory $room.Address 4KB -AsTask @on)
        $room.IsMapped | Should -BeFalse
    }

    It 'map, list, read and write the memory of the client they are given' {
        $room = New-GpuUserMemory -Size 4KB -Address 0x10000 @on
        $room.Address | Should -Be 0x10000
        (Get-GpuUserMemory -Address 0x10fff @on).Address | Should -Be 0x10000
        (Write-GpuUserMemory 0x10008 -Value 5 -As UInt32 -PassThru @on).Name | Should -Be 'anonymous'
        Read-GpuUserMemory -Address 0x10008 -Count 4 -As UInt32 @on | Should -Be 5
        Write-GpuUserMemory 0x10008 -Value 6 -WhatIf @on
        Read-GpuUserMemory -Address 0x10008 -Count 1 @on | Should -Be 5
        (Remove-GpuUserMemory -Address 0x10000 -Size 4KB -PassThru @on).Address | Should -Be 0x10000
        { Get-GpuUserMemory 0x10000 @on -ErrorAction Stop } |
            Should -Throw -ErrorId 'EFAULT,PanthorPS.GetGpuUserMemoryCommand'
        { Remove-GpuUserMemory 0x10001 4KB @on -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.RemoveGpuUserMemoryCommand'
    }

    It 'open, copy and close descriptors of the client they are given' {
        $event = New-GpuDescriptor -EventCounter @on
        $twin = Copy-GpuDescriptor -Descriptor $event -Device $device
        $twin.Client | Should -Be $app
        (Get-GpuDescriptor @on).Count | Should -Be 2
        (Get-GpuDescriptor -Descriptor $twin.Descriptor @on).Kind | Should -Be $event.Kind
        (Remove-GpuDescriptor $event.Descriptor -PassThru @on).IsOpen | Should -BeFalse
        { Copy-GpuDescriptor $event -ErrorAction Stop } |
            Should -Throw -ErrorId 'EBADF,PanthorPS.CopyGpuDescriptorCommand'
        { Get-GpuDescriptor 99 -ErrorAction Stop } | Should -Throw -ErrorId 'EBADF,PanthorPS.GetGpuDescriptorCommand'
        { Remove-GpuDescriptor 99 -ErrorAction Stop } |
            Should -Throw -ErrorId 'EBADF,PanthorPS.RemoveGpuDescriptorCommand'
        $app | Remove-GpuClient
        { New-GpuDescriptor -EventCounter @on -ErrorAction Stop } | Should -Throw
        { Get-GpuStatistic @on -ErrorAction Stop } | Should -Throw
        { Get-GpuDeviceInfo @on -ErrorAction Stop } | Should -Throw
    }

    It 'show the numbers of the device and the client they are given' {
        (Set-GpuProfiling -Measure Cycles -PassThru -Device $device) | Should -Be $device
        (Get-GpuStatistic @on).Cycles | Should -Be 0
        (Get-GpuStatistic @on).EngineNs | Should -BeNullOrEmpty
        (Get-GpuDebugView -Name Clients -Device $device).Command | Should -Contain 'app'
        (Get-GpuDebugView -Name Clients -Device $other).Command | Should -Not -Contain 'app'
        Get-GpuDebugView Sched -Device $device | Should -BeNullOrEmpty
        { Get-GpuDebugView Sched -AsText -Device $device -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.GetGpuDebugViewCommand'
        $device | Remove-GpuDevice
        { Set-GpuProfiling All -Device $device -ErrorAction Stop } | Should -Throw
    }

    It 'refuse what they do not know' {
        { ConvertFrom-GpuIoctlArgument 0x12345678 @(1) -ErrorAction Stop } | Should -Throw
        { Invoke-GpuIoctl VM_CREATE $null -ErrorAction Stop } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,PanthorPS.InvokeGpuIoctlCommand'
        { Invoke-GpuIoctl VM_BIND -Value @{ vmid = 1 } -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.InvokeGpuIoctlCommand'
    }
}
