# What a person sees: tables that fit, lists with everything, colours where they are wanted.
BeforeDiscovery {
    $outputs = @(
        @{ type = 'GpuDevice'; columns = 'Id Name Model State'; make = { Get-GpuDevice } }
        @{ type = 'GpuCheckpoint'; columns = 'Device Time (s) Objects Size'; make = { Checkpoint-GpuDevice } }
        @{ type = 'GpuRace'; columns = 'Schedule Seed Tried Findings Title'; make = {
            $lab = Get-GpuDevice -Current
            $null = New-GpuDevice -Memory 16MB -Schedule Random
            $race = Find-GpuRace { } -Until { $true }
            Select-GpuDevice $lab
            $race } }
        @{ type = 'GpuModelInfo'; columns = 'Name GpuId Arch Cores'; make = { Get-GpuModel } }
        @{ type = 'DriverPatch'; columns = 'Name Upstream Fixes'; make = { Get-GpuPatch } }
        @{ type = 'GpuRegister'; columns = 'Offset Name Value Access'; make = { Get-GpuRegister GPU* } }
        @{ type = 'GpuLogLine'; columns = 'Time (s) Level Message'; make = { Get-GpuLog } }
        @{ type = 'GpuEventRecord'; columns = 'Time (s) Task Name Data'; make = { Get-GpuEvent } }
        @{ type = 'GpuFinding'; columns = 'Time (s) Kind Task Title'; make = { Get-GpuFinding } }
        @{ type = 'GpuClient'; columns = 'Id Name File'; make = { Get-GpuClient } }
        @{ type = 'GpuBuffer'; columns = 'Handle Label Size Resident'; make = { Get-GpuBuffer } }
        @{ type = 'BackingPage'; columns = 'Index Offset State Physical'; make = { Get-BackingPages data } }
        @{ type = 'GpuDmaBuf'; columns = 'Exporter Size References'; make = { Export-GpuBuffer data } }
        @{ type = 'GpuDmaBufAttachment'; columns = 'Name Size Segments'; make = { $displays[0] } }
        @{ type = 'GpuMemory'; columns = 'Total Free Watermark'; make = { Get-GpuMemory } }
        @{ type = 'GpuReclaimResult'; columns = 'Reclaimed SwappedOut'; make = { Invoke-GpuReclaim -NoBlock } }
        @{ type = 'GpuReclaimEntry'; columns = 'List Vm Position Buffer Size'; make = { Get-GpuReclaimList } }
        @{ type = 'GpuVm'; columns = 'Id State AS Active Mappings'; make = { Get-GpuVm } }
        @{ type = 'GpuMapping'; columns = 'Address End Size Flags'; make = { Get-GpuMapping 1 } }
        @{ type = 'GpuVmRange'; columns = 'Address Size Kind Flags Pages Picture'; make = { Format-GpuVm 1 } }
        # A list by default: the sections are what a person looks for.
        @{ type = 'GpuFirmware'; columns = 'Version :'; make = { Get-GpuFirmware } }
        @{ type = 'GpuPageTableEntry'; columns = 'L0 L1 L2 L3 Address Size'; make = { Get-GpuPageTable 1 -Tables } }
        @{ type = 'GpuTranslation'; columns = 'Address Physical Page Level'; make = { Resolve-GpuAddress 1 0x400000 } }
        @{ type = 'GpuAddressSpace'; columns = 'Index State Vm TransTab'; make = { Get-GpuAddressSpace } }
        @{ type = 'GpuRegionLock'; columns = 'Vm Address Size'; make = {
            Unlock-GpuRegion 1 -ErrorAction SilentlyContinue; Lock-GpuRegion 1 0x400000 4KB } }
        @{ type = 'VmBindOperation'; columns = 'Type Address Size'; make = { New-VmBindOperation data 0x1000 } }
        @{ type = 'GpuSyncObject'; columns = 'Handle Kind State'; make = { Get-GpuSyncObject } }
        @{ type = 'GpuFaultInjection'; columns = 'Id Point After Remaining'; make = { Get-GpuFault } }
        @{ type = 'GpuCommandStream'; columns = 'Vm Address Size'; make = { New-GpuCommandStream 1 0x400000 { Nop } } }
        @{ type = 'GpuInstruction'; columns = 'Index Word'; make = { ConvertFrom-GpuCommandStream 0 } }
        @{ type = 'GpuGroup'; columns = 'Handle Priority State Slot'; make = { Get-GpuGroup } }
        @{ type = 'GpuQueue'; columns = 'Group Queue Priority State'; make = { Get-GpuQueue } }
        @{ type = 'GpuJob'; columns = 'Group Queue Number State'; make = { Submit-GpuJob 1 -Empty } }
        @{ type = 'GpuSlot'; columns = 'Slot Prio State Group'; make = { Get-GpuSlot } }
        @{ type = 'GpuFirmwareSection'; columns = 'Address End Size'; make = { (Get-GpuFirmware).Sections } }
        @{ type = 'GpuTilerHeap'; columns = 'Handle Vm'; make = {
            Get-GpuTilerHeap | Remove-GpuTilerHeap; New-GpuTilerHeap 1 } }
        @{ type = 'GpuTask'; columns = 'Id Name State'; make = { Get-GpuTask } }
        @{ type = 'GpuIoctlRequest'; columns = 'Name Number Direction Size'; make = { Get-GpuIoctl } }
        @{ type = 'GpuIoctlResult'; columns = 'Request Result Error'; make = { Invoke-GpuIoctl GEM_CLOSE ([byte[]]::new(8)) } }
        @{ type = 'GpuUserMemory'; columns = 'Address End Size Protection'; make = { New-GpuUserMemory 4KB } }
        @{ type = 'GpuDescriptor'; columns = 'Descriptor Kind Client'; make = { New-GpuDescriptor -EventCounter } }
        @{ type = 'GpuHardwareInfo'; columns = 'GpuId Architecture Cores'; make = { Get-GpuDeviceInfo Gpu } }
        @{ type = 'GpuCsifInfo'; columns = 'CsgSlots CsSlots CsRegisters'; make = { Get-GpuDeviceInfo Csif } }
        @{ type = 'GpuTimestampInfo'; columns = 'Frequency GpuTimestamp'; make = { Get-GpuDeviceInfo Timestamp } }
        @{ type = 'GpuGroupPriorities'; columns = 'Mask Allowed'; make = { Get-GpuDeviceInfo GroupPriorities } }
        @{ type = 'GpuStatistic'; columns = 'Client Engine ns Cycles Total'; make = { Get-GpuStatistic } }
        @{ type = 'GpuDebugGem'; columns = 'CreatedBy Refs Evictions Size'; make = { Get-GpuDebugView Gems } }
        @{ type = 'GpuDebugVa'; columns = 'Vm Address End Size'; make = { Get-GpuDebugView Gpuvas } }
        @{ type = 'GpuDebugClient'; columns = 'Id Command ProcessId'; make = { Get-GpuDebugView Clients } }
        @{ type = 'GpuDebugGemName'; columns = 'Name Size Handles References'; make = {
            $card = New-GpuClient -Node Primary
            $null = New-GpuBuffer 4KB -Client $card
            $null = Invoke-GpuIoctl GEM_FLINK -Client $card -Value @{ handle = 1 }
            Get-GpuDebugView GemNames } }
        @{ type = 'GpuDebugGroup'; columns = 'Id Creator Priority State'; make = { Get-GpuDebugView Sched } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
    $rendering = $PSStyle.OutputRendering
    $escape = [string][char]27

    # A device on which there is something of everything.
    function New-Lab {
        $null = New-GpuDevice -Memory 32MB -Name lab
        $vm = New-GpuVm
        $data = New-GpuBuffer 3MB -Label data
        Invoke-VmBind $vm $data 0x400000 -Size 64KB
        Invoke-VmBind $vm $data 0x40000000
        Invoke-VmBind $vm -Sparse -Address 0x80000000 -Size 4MB
        $null = New-GpuSyncObject
        $null = New-GpuSyncObject -Timeline
        $null = Add-GpuFault SwapIn -Times 0 -Probability 0.5
        $null = Read-GpuMemory $vm 0x400000 -AsTask | Wait-GpuTask
        $null = Read-GpuMemory $vm 0x999000 -ErrorAction SilentlyContinue
    }

    # The lines of a view, without colour, at most so wide.
    function Get-Lines($Objects, [int] $Width = 120) {
        $PSStyle.OutputRendering = 'PlainText'
        @($Objects | Out-String -Stream -Width $Width | ForEach-Object { "$_".TrimEnd() } | Where-Object { $_ })
    }
}

Describe 'The default view' {
    BeforeAll {
        New-Lab
        $null = New-GpuGroup 1
        $displays = @(New-GpuDmaBuf 64KB | Connect-GpuDmaBuf)
    }

    AfterAll {
        Disconnect-GpuDmaBuf $displays
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    It 'of <type> is a table within 120 columns that loses nothing' -TestCases $outputs {
        $lines = Get-Lines (& $make)
        $lines.Count | Should -BeGreaterThan 2
        ($lines -join "`n").Contains([string][char]0x2026) | Should -BeFalse
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $header = @($lines | Where-Object { $_ -notlike '   VM: *' })[0]
        ($header -replace '\s+', ' ').Trim() | Should -BeLike "$columns*"
        (Get-Lines (& $make) 200)[0] | Should -Be $lines[0]
    }

    It 'of <type> is complete as a list' -TestCases $outputs {
        $object = & $make | Select-Object -First 1
        $object.GetType().Name | Should -Be $type
        $lines = Get-Lines ($object | Format-List)
        $object.psobject.Properties.Name | ForEach-Object {
            $name = $_
            @($lines | Where-Object { $_ -match "^$name +:" }).Count | Should -Be 1
        }
    }

    It 'of <type> comes from an object whose lists can be indexed' -TestCases $outputs {
        $object = & $make | Select-Object -First 1
        foreach ($property in $object.psobject.Properties) {
            $list = $property.Value
            if ($list -is [System.Collections.IEnumerable] -and $list -isnot [string] -and
                $list -isnot [System.Collections.IDictionary]) {
                "$($property.Name): $($list.GetType().IsArray)" | Should -Be "$($property.Name): True"
            }
        }
    }

    It 'is looked at here for everything that commands return' -TestCases @{ known = $outputs.type } {
        $types = (Get-Command -Module PanthorPS).OutputType.Type | Where-Object { $_.Namespace -like 'Pan*' } |
            ForEach-Object Name | Sort-Object -Unique
        $types.Count | Should -BeGreaterThan 30
        $types | Where-Object { $known -notcontains $_ } | Should -BeNullOrEmpty
    }
}

Describe 'Addresses, sizes and states' {
    BeforeAll {
        New-Lab
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    It 'are hexadecimal, in units, and words' {
        (Get-Lines (Get-GpuMapping 1))[2] | Should -Be (
            '0x000000400000 0x000000410000     64 KiB RWXC           0x0 1 (data)')
        (Get-Lines (Get-GpuVm))[2] | Should -Be (
            '   1 Usable      1      0        3    128 TiB client 1 (client1)   fault')
        (Get-Lines (Get-BackingPages data -First 1))[2] | Should -BeLike (
            '      0          0x0 Resident  0x0001????????   2 MiB GPU')
    }

    It 'read like the walk of the hardware in a page table' {
        $lines = Get-Lines (Get-GpuPageTable 1 -Tables)
        $lines[0] | Should -Be 'L0  L1  L2  L3  Address            Size Flags Physical       Descriptor'
        $lines[2] | Should -BeLike '0               0x000000000000  512 GiB table 0x0001???????? 0x0080000100*03'
        $lines[5] | Should -BeLike '0   0   2   0   0x000000400000    4 KiB RWXC  0x0001???????? 0x00000001*f47'
        $lines[-1] | Should -BeLike '0   2   1       0x000080200000    2 MiB RW-C  0x0001???????? 0x*'
    }

    It 'are an address space in a picture' {
        $block = [string][char]0x2588
        $page = [string][char]0x2592
        $lines = Get-Lines (Format-GpuVm 1 -Size 4GB)
        $lines[0] | Should -Be '   VM: 1 of client 1 (client1) on address space 1: 3 mappings, 7232 KiB'
        $lines[3] | Should -Be '0x000000000000      4 MiB hole'
        $lines[4] | Should -Be ('0x000000400000     64 KiB buffer RWXC  16 x 4K            ' +
            ($page * 12) + '                 1 (data)')
        $lines[6] | Should -Be ('0x000040000000      3 MiB buffer RWXC  1 x 2M, 256 x 4K   ' +
            ($block * 11) + ($page * 6) + '            1 (data)')
        $lines[8] | Should -Be ('0x000080000000      4 MiB sparse RW-C  2 x 2M             ' +
            ($block * 18) + '           (dummy object)')
        $lines.Count | Should -Be 10
    }

    It 'name the dummy object, and what the kernel has mapped' {
        $vm = New-GpuVm
        Invoke-VmBind $vm -Sparse -Address 0x400000 -Size 64KB
        $null = New-GpuTilerHeap $vm -ChunkSize 128KB
        $lines = Get-Lines (Get-GpuMapping $vm)
        $lines[2] | Should -BeLike '*(dummy object)*'
        $lines[3] | Should -BeLike '*Heap pool*kernel*'
        $lines[4] | Should -BeLike '*Tiler heap chunk*kernel*'
        $ranges = Format-GpuVm $vm | Where-Object Kind -eq Buffer | Where-Object IsKernel
        (Get-Lines $ranges)[-1] | Should -BeLike '*Tiler heap chunk'
        Remove-GpuVm $vm
    }

    It 'show what was evicted, and the kernel''s part' {
        $null = Invoke-GpuReclaim
        $ranges = Format-GpuVm 1
        $ranges.IsEvicted | Should -Be @($false, $true, $false, $true, $false, $true, $false, $false)
        $ranges[1].Picture | Should -Be ([string][char]0xb7 * 12)
        $ranges[-1].IsKernel | Should -BeTrue
        $ranges[-1].Kind | Should -Be 'Hole'
        $ranges[-1].Address | Should -Be (Get-GpuVm).UserVaRange
        for ($i = 1; $i -lt $ranges.Count; $i++) {
            $ranges[$i].Address | Should -Be $ranges[$i - 1].End
        }
    }
}

Describe 'Colours' {
    BeforeAll {
        New-Lab
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    It 'are those of $PSStyle' {
        $PSStyle.OutputRendering = 'Ansi'
        $text = Get-GpuDevice | Out-String
        $text.Contains("$($PSStyle.Foreground.Green)Active$($PSStyle.Reset)") | Should -BeTrue
        $text = Get-GpuFinding | Out-String
        $text.Contains("$($PSStyle.Foreground.Red)GpuPageFault$($PSStyle.Reset)") | Should -BeTrue
        $text = Format-GpuVm 1 | Out-String
        $text.Contains("$($PSStyle.Dim)hole$($PSStyle.Reset)") | Should -BeTrue
    }

    It 'go where nobody can see them' {
        $PSStyle.OutputRendering = 'PlainText'
        (Get-GpuDevice | Out-String).Contains($escape) | Should -BeFalse
        (Get-GpuDevice).State.ToString().Contains($escape) | Should -BeFalse
    }
}
