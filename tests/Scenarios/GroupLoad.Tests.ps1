# Load: more busy groups than slots, priorities, and neighbours that hang, fault, or lose their firmware.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $counters = 0x600000

    # Counts to so many in memory, with a store each time.
    function New-CountingStream($Vm, [int] $Index, [int] $Times) {
        New-GpuCommandStream $Vm (0x400000 + 0x100 * $Index) {
            Mov d0 ($counters + 16 * $Index)
            Mov r2 0
            Mov r4 $Times
            Mov r10 0
            Label Loop
            Add r2 1
            Store [d0] r2
            Add r4 -1
            Branch Done r4 -eq 0
            Branch Loop r10 -eq 0
            Label Done
            Wait
        }
    }
}

Describe 'Twice as many busy groups as slots' {
    BeforeAll {
        # A tick of 10 ms is, in whole jiffies of 4 ms, at most 16 ms from the last one; and slots change hands.
        $slice = 16e6 + 1e6
        $gpu = New-GpuDevice -Memory 64MB
        $root = New-GpuClient root -Privileged
        $vm = New-GpuVm -Client $root
        Invoke-VmBind $vm (New-GpuBuffer 4KB -Client $root) $counters
        $slots = @(Get-GpuSlot).Count
        $priorities = @('Low') * 3 + @('Medium') * 8 + @('High') * 3 + @('RealTime') * 2
        $rank = @{ Low = 0; Medium = 1; High = 2; RealTime = 3 }

        # How long one group takes that has a slot for itself.
        $alone = New-GpuGroup $vm
        $stream = New-CountingStream $vm 20 100000
        $began = $gpu.VirtualTime.Nanoseconds
        $null = 1..8 | ForEach-Object { Submit-GpuJob $alone $stream } | Wait-GpuJob
        $work = $gpu.VirtualTime.Nanoseconds - $began
        Remove-GpuGroup $alone

        $groups = foreach ($priority in $priorities) { New-GpuGroup $vm -Priority $priority }
        $streams = foreach ($i in 0..(2 * $slots - 1)) { New-CountingStream $vm $i 100000 }
        $start = $gpu.VirtualTime.Nanoseconds
        $jobs = foreach ($i in 0..(2 * $slots - 1)) {
            foreach ($job in 1..8) { Submit-GpuJob $groups[$i] $streams[$i] }
        }
        $null = $jobs | Wait-GpuJob -Timeout 10s

        # From when to when each group was on a slot.
        $turns = @{}
        foreach ($group in $groups) { $turns[$group.Id] = [System.Collections.Generic.List[object]]::new() }
        foreach ($record in Get-GpuEvent panthor_group_bind, panthor_group_unbind) {
            $at = $record.Time.Nanoseconds
            $list = $turns[[int]$record.Data.group]
            if ($null -eq $list -or $at -lt $start) { continue }
            if ($record.Name -eq 'panthor_group_bind') {
                $list.Add(@{ From = $at; To = $gpu.VirtualTime.Nanoseconds })
            } elseif ($list.Count) {
                $list[-1].To = $at
            }
        }
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'all finish, and their counters are right' {
        $priorities.Count | Should -Be (2 * $slots)
        $jobs.State | Select-Object -Unique | Should -Be 'Done'
        foreach ($i in 0..(2 * $slots - 1)) {
            Read-GpuMemory $vm ($counters + 16 * $i) -As UInt32 | Should -Be 100000 -Because "group $i counts"
        }
    }

    It 'wait for a bounded time: for the work of higher priorities, then for their turn' {
        foreach ($i in 0..(2 * $slots - 1)) {
            $priority = $priorities[$i]
            $higher = @($priorities | Where-Object { $rank[$_] -gt $rank[$priority] }).Count
            $equal = @($priorities | Where-Object { $_ -eq $priority }).Count
            $free = $slots - $higher
            $bound = if ($free -gt 0) {
                ([Math]::Max($equal - $free, 0) + 1) * $slice
            } else {
                $higher * $work / $slots + ($equal + 1) * $slice
            }
            $since = $start
            $end = ($jobs | Where-Object Group -EQ $groups[$i]).EndTime.Nanoseconds | Measure-Object -Maximum
            foreach ($turn in $turns[$groups[$i].Id] | Where-Object From -LT $end.Maximum) {
                $turn.From - $since | Should -BeLessOrEqual $bound -Because "group $i of priority $priority waits"
                $since = $turn.To
            }
        }
    }

    It 'rotate: those that share slots leave them with work left, and come back' {
        foreach ($i in 0..(2 * $slots - 1)) {
            $count = $turns[$groups[$i].Id].Count
            $count | Should -BeGreaterThan 0
        }
        $medium = $groups | Where-Object Priority -EQ 'Medium' | ForEach-Object { $turns[$_.Id].Count }
        ($medium | Measure-Object -Maximum).Maximum | Should -BeGreaterThan 1
        ($medium | Measure-Object -Sum).Sum | Should -BeGreaterThan 10
    }

    It 'are done by priority' {
        $end = $jobs | Group-Object { $_.Group.Priority } -AsHashTable -AsString
        $last = @{}
        foreach ($priority in $rank.Keys) {
            $last[$priority] = ($end[$priority].EndTime.Nanoseconds | Measure-Object -Maximum).Maximum
        }
        $last.RealTime | Should -BeLessOrEqual $last.Medium
        $last.High | Should -BeLessThan $last.Medium
        $last.Medium | Should -BeLessThan $last.Low
    }

    It 'meet nothing that a checker finds' {
        Get-GpuFinding | Should -BeNullOrEmpty
    }
}

Describe 'Busy groups of one priority' {
    BeforeAll {
        $gpu = New-GpuDevice -Memory 64MB -CsgSlots 3
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $counters
        $stream = New-GpuCommandStream $vm 0x400000 { Label Forever; Branch Forever }
        $groups = foreach ($i in 1..6) { New-GpuGroup $vm }
        $null = $groups | ForEach-Object { Submit-GpuJob $_ $stream }
        $null = Step-GpuDevice 400ms
        $binds = Get-GpuEvent -Name panthor_group_bind
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'take turns on the slots: each of them many times' {
        $turns = $binds | Group-Object { $_.Data.group }
        @($turns).Count | Should -Be 6
        ($turns.Count | Measure-Object -Minimum).Minimum | Should -BeGreaterThan 5
    }

    It 'wait for a bounded time: each gets a slot again within as many time slices as there are groups' {
        foreach ($group in $groups) {
            $times = ($binds | Where-Object { $_.Data.group -eq $group.Id }).Time.Nanoseconds
            for ($i = 1; $i -lt $times.Count; $i++) {
                $times[$i] - $times[$i - 1] | Should -BeLessThan 120e6 -Because "group $($group.Id) waits for its turn"
            }
        }
    }

    It 'give way to real time in the middle of a slice' {
        $root = New-GpuClient root -Privileged
        $own = New-GpuVm -Client $root
        $urgent = New-GpuGroup $own -Priority RealTime
        $short = New-GpuCommandStream $own 0x400000 { Repeat r4 1000 { Nop } }
        $start = $gpu.VirtualTime.Nanoseconds
        $job = Submit-GpuJob $urgent $short | Wait-GpuJob
        $job.State | Should -Be 'Done'
        $job.EndTime.Nanoseconds - $start | Should -BeLessThan 5e6
    }
}

Describe 'A group that hangs among healthy ones' {
    It 'ends alone' {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $counters
        $hung = New-GpuGroup $vm
        $hang = Submit-GpuJob $hung (New-GpuCommandStream $vm 0x500000 { Label Forever; Branch Forever })
        $healthy = foreach ($i in 0..3) { New-GpuGroup $vm }
        $null = Step-GpuDevice 1s
        $jobs = foreach ($i in 0..3) { Submit-GpuJob $healthy[$i] (New-CountingStream $vm $i 1000) }
        ($jobs | Wait-GpuJob).State | Select-Object -Unique | Should -Be 'Done'
        ($hang | Wait-GpuJob).State | Should -Be 'Failed'
        $hung.IsTimedOut | Should -BeTrue
        $healthy.CanRun | Select-Object -Unique | Should -BeTrue
        $more = foreach ($i in 0..3) { Submit-GpuJob $healthy[$i] (New-CountingStream $vm $i 10) }
        ($more | Wait-GpuJob).State | Select-Object -Unique | Should -Be 'Done'
        Get-GpuDevice | Remove-GpuDevice
    }
}

Describe 'A firmware that stops answering' {
    It 'is restarted by a reset; groups that were on slots are lost, the others go on' {
        $gpu = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) $counters
        $onSlot = New-GpuGroup $vm
        $idle = New-GpuGroup $vm
        $lost = Submit-GpuJob $onSlot (New-GpuCommandStream $vm 0x500000 { Label Forever; Branch Forever })
        $null = Step-GpuDevice 1ms
        $null = Add-GpuFault -On CsgAck -Times 1
        Stop-GpuGroup $onSlot -Timeout 5s
        $null = Step-GpuDevice 1s -WarningAction SilentlyContinue
        $gpu.State | Should -Be 'Suspended' -Because 'nothing was left to do after the reset'
        ($lost | Wait-GpuJob).State | Should -Be 'Failed'
        @(Get-GpuEvent -Name panthor_reset_end).Count | Should -Be 1
        (Get-GpuLog -Level Error).Message -join "`n" | Should -BeLike '*CSG 0 update request timedout*'
        (Submit-GpuJob $idle (New-CountingStream $vm 1 100) | Wait-GpuJob).State | Should -Be 'Done'
        Read-GpuMemory $vm ($counters + 16) -As UInt32 | Should -Be 100
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }
}
