# Manners of the commands: what they would do, what they tell on the way, what they offer while one types.
BeforeDiscovery {
    $destructive = @(
        @{ name = 'Disconnect-GpuDmaBuf'; action = { Disconnect-GpuDmaBuf $camera @ask } }
        @{ name = 'Invoke-GpuIoctl'; action = { Invoke-GpuIoctl VM_CREATE ([byte[]]::new(16)) @ask } }
        @{ name = 'Invoke-GpuReclaim'; action = { Invoke-GpuReclaim @ask } }
        @{ name = 'Invoke-GpuTick'; action = { Invoke-GpuTick @ask } }
        @{ name = 'Invoke-VmBind'; action = { Invoke-VmBind $vm $buffer 0x800000 @ask } }
        @{ name = 'Lock-GpuRegion'; action = { Lock-GpuRegion $vm 0x400000 4KB @ask } }
        @{ name = 'Remove-GpuBuffer'; action = { Remove-GpuBuffer $buffer @ask } }
        @{ name = 'Remove-GpuClient'; action = { Remove-GpuClient 1 @ask } }
        @{ name = 'Remove-GpuDescriptor'; action = { Remove-GpuDescriptor $counter.Descriptor @ask } }
        @{ name = 'Remove-GpuDevice'; action = { Remove-GpuDevice lab @ask } }
        @{ name = 'Remove-GpuFault'; action = { Remove-GpuFault 1 @ask } }
        @{ name = 'Remove-GpuGroup'; action = { Remove-GpuGroup $group @ask } }
        @{ name = 'Remove-GpuSyncObject'; action = { Remove-GpuSyncObject 1 @ask } }
        @{ name = 'Remove-GpuTilerHeap'; action = { Remove-GpuTilerHeap $heap @ask } }
        @{ name = 'Reset-GpuDevice'; action = { Reset-GpuDevice @ask } }
        @{ name = 'Remove-GpuUserMemory'; action = { Remove-GpuUserMemory $room.Address 4KB @ask } }
        @{ name = 'Remove-GpuVm'; action = { Remove-GpuVm $vm @ask } }
        @{ name = 'Reset-GpuSyncObject'; action = { Reset-GpuSyncObject 1 @ask } }
        @{ name = 'Restore-GpuDevice'; action = { Restore-GpuDevice $checkpoint @ask } }
        @{ name = 'Resume-GpuDevice'; action = { Resume-GpuDevice @ask } }
        @{ name = 'Set-GpuBufferLabel'; action = { Set-GpuBufferLabel $buffer other @ask } }
        @{ name = 'Set-GpuProfiling'; action = { Set-GpuProfiling All @ask } }
        @{ name = 'Set-GpuRegister'; action = { Set-GpuRegister AS5_LOCKADDR 0x40000e @ask } }
        @{ name = 'Set-GpuSyncObject'; action = { Set-GpuSyncObject 1 @ask } }
        @{ name = 'Stop-GpuGroup'; action = { Stop-GpuGroup $group @ask } }
        @{ name = 'Suspend-GpuDevice'; action = { Suspend-GpuDevice @ask } }
        @{ name = 'Unlock-GpuRegion'; action = { Unlock-GpuRegion $other @ask } }
        @{ name = 'Write-GpuBuffer'; action = { Write-GpuBuffer $buffer 9 @ask } }
        @{ name = 'Write-GpuDmaBuf'; action = { Write-GpuDmaBuf $camera 9 @ask } }
        @{ name = 'Write-GpuMemory'; action = { Write-GpuMemory $vm 0x400000 9 @ask } }
        @{ name = 'Write-GpuUserMemory'; action = { Write-GpuUserMemory $room.Address -Value 9 @ask } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe '-WhatIf' {
    BeforeEach {
        $device = New-GpuDevice -Memory 16MB -Name lab
        $vm = New-GpuVm
        $other = New-GpuVm
        $buffer = New-GpuBuffer 8KB -Label data
        Invoke-VmBind $vm $buffer 0x400000
        $null = Lock-GpuRegion $other 0x400000 4KB
        $null = New-GpuSyncObject -Signaled
        $heap = New-GpuTilerHeap $vm
        $group = New-GpuGroup $vm
        $null = Add-GpuFault SwapIn
        $room = New-GpuUserMemory 4KB
        $counter = New-GpuDescriptor -EventCounter
        $camera = New-GpuDmaBuf 4KB | Connect-GpuDmaBuf -Name camera
        $lockAddress = (Get-GpuRegister AS5_LOCKADDR).Value
        $events = @(Get-GpuEvent).Count
        $checkpoint = Checkpoint-GpuDevice
    }

    AfterEach {
        if ($camera.IsAttached -and (Get-GpuDevice)) {
            Disconnect-GpuDmaBuf $camera
        }

        Get-GpuDevice | Remove-GpuDevice
    }

    It 'changes nothing: <name>' -TestCases $destructive {
        $ask = @{ WhatIf = $true }
        & $action | Should -BeNullOrEmpty
        @(Get-GpuEvent).Count | Should -Be $events
        Get-GpuDevice | Should -Be $device
        @(Get-GpuVm).Count | Should -Be 2
        (Get-GpuBuffer -Label data) | Should -Be $buffer
        @(Get-GpuMapping $vm)[0].Address | Should -Be 0x400000
        $heap.IsDestroyed | Should -BeFalse
        Get-GpuGroup | Should -Be $group
        $other.LockedRegion | Should -Not -BeNullOrEmpty
        (Get-GpuSyncObject).IsSignaled | Should -BeTrue
        @(Get-GpuFault).Count | Should -Be 1
        $counter.IsOpen | Should -BeTrue
        $camera.IsAttached | Should -BeTrue
        Read-GpuDmaBuf $camera -Count 1 | Should -Be 0
        Read-GpuUserMemory $room.Address -Count 1 | Should -Be 0
        (Get-GpuRegister AS5_LOCKADDR).Value | Should -Be $lockAddress
        Read-GpuBuffer $buffer 0 1 | Should -Be 0
    }

    It 'does it without: <name>' -TestCases $destructive {
        $ask = @{ Confirm = $false }
        { & $action } | Should -Not -Throw
    }

    It 'is there wherever something changes' -TestCases @{ names = $destructive.name } {
        Get-Command -Module PanthorPS | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name |
            Sort-Object | Should -Be ($names | Sort-Object)
    }
}

Describe 'Steps of the machine' {
    BeforeAll {
        # The steps alone, without what the shell tells of -WhatIf and -Confirm.
        function Get-Steps([scriptblock] $Action) {
            & $Action 4>&1 5>&1 | Where-Object { "$_".StartsWith('[') }
        }
    }

    BeforeEach {
        $null = New-GpuDevice -Memory 16MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 8KB
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'of the driver are told with -Verbose' {
        $steps = @(Get-Steps { Invoke-VmBind $vm $buffer 0x400000 -Verbose })
        $steps.Count | Should -BeGreaterThan 0
        @($steps | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Count | Should -Be 0
        "$steps" | Should -BeLike '*panthor_vm_map: vm=1 va=0x400000 size=0x2000*'
        "$steps" | Should -Not -BeLike '*sched_*'
    }

    It 'of the kernel around it are told with -Debug' {
        $steps = @(Get-Steps { Invoke-VmBind $vm $buffer 0x400000 -Debug })
        @($steps | Where-Object { $_ -isnot [System.Management.Automation.DebugRecord] }).Count | Should -Be 0
        "$steps" | Should -BeLike '*sched_process_fork*sched_process_exit*'
        "$steps" | Should -Not -BeLike '*panthor_vm_map*'
    }

    It 'are told in the order in which they happened, and only those of the command' {
        $null = Read-GpuMemory $vm 0x400000 -ErrorAction SilentlyContinue
        $before = @(Get-GpuEvent).Count
        $steps = @(Get-Steps { Invoke-VmBind $vm $buffer 0x400000 -Verbose -Debug })
        $steps.Count | Should -Be (@(Get-GpuEvent).Count - $before)
        $events = @(Get-GpuEvent -Last $steps.Count)
        for ($i = 0; $i -lt $steps.Count; $i++) {
            $steps[$i].Message.Contains(" $($events[$i].Name):") | Should -BeTrue
        }
    }

    It 'follow the preferences of the session' {
        & {
            $VerbosePreference = 'Continue'
            "$(Invoke-VmBind $vm $buffer 0x400000 4>&1)" | Should -BeLike '*panthor_vm_map*'
            Invoke-VmBind $vm $buffer 0x500000 -Verbose:$false 4>&1 | Should -BeNullOrEmpty
        }
    }
}

Describe 'A long run' {
    BeforeAll {
        # A job that never ends, until the driver gives it up after 5 s.
        function Start-Endless {
            $null = New-GpuDevice -Memory 32MB
            $vm = New-GpuVm
            $stream = New-GpuCommandStream $vm 0x400000 { Label Forever; Branch Forever }
            1..9 | ForEach-Object { Submit-GpuJob (New-GpuGroup $vm) $stream }
        }
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'tells its steps while it goes on' {
        $null = Start-Endless
        $first = Step-GpuDevice 1s -Verbose 4>&1 | Select-Object -First 1
        $first | Should -BeOfType [System.Management.Automation.VerboseRecord]
        (Get-GpuDevice).VirtualTime.Nanoseconds | Should -BeLessThan 900000000
    }

    It 'shows how much virtual and real time it has taken' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($module)
            Import-Module $module
            $null = New-GpuDevice -Memory 32MB
            $vm = New-GpuVm
            $stream = New-GpuCommandStream $vm 0x400000 { Label Forever; Branch Forever }
            $null = Submit-GpuJob (New-GpuGroup $vm) $stream
            $null = Step-GpuDevice 2s
            Get-GpuDevice | Remove-GpuDevice
        }.ToString()).AddArgument((Join-Path $PSScriptRoot '../../PanthorPS.psd1'))
        $null = $shell.Invoke()
        $records = @($shell.Streams.Progress)
        $shell.Dispose()
        $records.Count | Should -BeGreaterThan 1
        $records[0].Activity | Should -Be 'Step-GpuDevice'
        $records[0].StatusDescription | Should -Match '^virtual time \d+\.\d+ s, real time \d+\.\d s$'
        $records[-1].RecordType | Should -Be 'Completed'
    }
}

Describe 'Completion' {
    BeforeAll {
        $null = New-GpuDevice -Memory 16MB -Name lab
        $vm = New-GpuVm
        $mesh = New-GpuBuffer 8KB -Label 'a mesh'
        Invoke-VmBind $vm $mesh 0x400000
        $null = New-GpuClient app
        $null = New-GpuGroup $vm
        $null = New-GpuSyncObject -Timeline
        $null = Add-GpuFault SwapIn
        $null = New-GpuDescriptor -EventCounter
        $null = New-GpuUserMemory 8KB
        $null = Read-GpuMemory $vm 0x400000 -AsTask

        function Get-Offers([string] $Line) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches
        }
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'offers <first> for: <line>' -TestCases @(
        @{ line = 'New-GpuDevice -Model Mali-G6'; first = 'Mali-G610'; tip = '*shader cores*RK3588*' }
        @{ line = 'New-GpuDevice -Without Clear'; first = 'ClearBackingPagesOnError'; tip = '*' }
        @{ line = 'New-GpuDevice -Schedule R'; first = 'Random'; tip = '*' }
        @{ line = 'Add-GpuFault -On Page'; first = 'PageAllocation'; tip = '*ENOMEM*' }
        @{ line = 'Get-GpuRegister GPU_I'; first = 'GPU_ID'; tip = '0x0, 32 bits, *' }
        @{ line = 'Get-GpuEvent panthor_vm_m'; first = 'panthor_vm_map'; tip = '* times' }
        @{ line = 'Remove-GpuBuffer '; first = "'a mesh'"; tip = 'buffer 1 (a mesh): 8 KiB, 1 mapping' }
        @{ line = 'Get-GpuBuffer -Handle '; first = '1'; tip = 'buffer 1*' }
        @{ line = 'Get-GpuBuffer a'; first = "'a mesh'"; tip = 'buffer 1*' }
        @{ line = 'Read-GpuBuffer 1'; first = '1'; tip = 'buffer 1*' }
        @{ line = 'Get-GpuDevice l'; first = 'lab'; tip = 'GPU device * (lab): *' }
        @{ line = 'Get-GpuVm -Client a'; first = 'app'; tip = 'client 2 (app)' }
        @{ line = 'Get-GpuMapping '; first = '1'; tip = 'VM 1: Usable, * mappings' }
        @{ line = 'Resolve-GpuAddress -Vm 1 -Address '; first = '0x400000'; tip = '8 KiB of VM 1' }
        @{ line = 'Get-GpuVm -Client '; first = '1'; tip = 'client 1 (client1)' }
        @{ line = 'Get-GpuClient -Name a'; first = 'app'; tip = 'client 2 (app)' }
        @{ line = 'Get-GpuAddressSpace '; first = '0'; tip = 'address space 0: *' }
        @{ line = 'Wait-GpuSyncObject '; first = '1'; tip = 'sync object 1: timeline at 0' }
        @{ line = 'Remove-GpuFault '; first = '1'; tip = 'fault 1 (SwapIn): fired 0 times' }
        @{ line = 'Copy-GpuDescriptor '; first = '4'; tip = 'descriptor 4 (?eventfd?) of *' }
        @{ line = 'Remove-GpuDescriptor '; first = '4'; tip = 'descriptor 4 *' }
        @{ line = 'Remove-GpuUserMemory -Address '; first = '0x*'; tip = '8 KiB: anonymous' }
        @{ line = 'Get-GpuSlot '; first = '0'; tip = 'slot 0: *' }
        @{ line = 'Get-GpuQueue -Index '; first = '0'; tip = 'queue 0 of *' }
        @{ line = 'Get-GpuGroup '; first = '1'; tip = '*Medium*, 1 queue' }
        @{ line = 'Wait-GpuTask '; first = '*'; tip = 'task * (gpu): Ready' }
        @{ line = 'Get-GpuFinding -Kind GpuP'; first = 'GpuPageFault'; tip = '*' }
        @{ line = 'Select-GpuDevice '; first = '*'; tip = 'GPU device * (lab): Mali-G610' }
    ) {
        $offers = @(Get-Offers $line)
        $offers.Count | Should -BeGreaterThan 0
        $offers[0].CompletionText | Should -BeLike $first
        $offers[0].ToolTip | Should -BeLike $tip
    }
}
