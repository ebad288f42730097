# The story "evict groups before VM termination": a group with a tiler heap is on a slot; it is destroyed, then its VM.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # The steps. What the GPU ran into comes back, one line each.
    function Invoke-Teardown([hashtable] $Device, [switch] $Stop) {
        $gpu = New-GpuDevice -Memory 32MB @Device
        $vm = New-GpuVm
        $heap = New-GpuTilerHeap $vm -ChunkSize 128KB
        $stream = New-GpuCommandStream $vm 0x400000 {
            Mov d0 $heap.ContextAddress
            HeapSet d0
            HeapOperation VtStart
            Label Forever
            Branch Forever
        }
        $group = New-GpuGroup $vm
        $null = Submit-GpuJob $group $stream
        $null = Step-GpuDevice 1ms
        $group.Slot | Should -BeGreaterOrEqual 0

        $quiet = @{ WarningAction = 'SilentlyContinue' }
        if ($Stop) { Stop-GpuGroup $group @quiet } else { Remove-GpuGroup $group }
        Remove-GpuVm $vm @quiet
        $null = Step-GpuDevice 20ms @quiet
        (Get-GpuFinding).Title
        $script:log = (Get-GpuLog -Level Error).Message -join "`n"
        Get-GpuDevice | Remove-GpuDevice @quiet
    }
}

Describe 'A group that is destroyed while it is on a slot, and its VM after it' {
    It 'never meet a page fault: the eviction comes first, whatever the schedule' {
        foreach ($seed in 1..50) {
            Invoke-Teardown @{ Seed = $seed; Schedule = 'Random' } | Should -BeNullOrEmpty -Because "seed $seed"
        }
    }

    It 'meet one without the patch within 100 schedules: the firmware writes the heap context' {
        $seed = 0
        do { $faults = Invoke-Teardown @{ Seed = ++$seed; Schedule = 'Random'; Without = 'EvictGroupsBeforeVmDestroy' } }
        until ($faults -match 'Write' -or $seed -eq 100)
        @($faults -match 'Write').Count | Should -BeGreaterThan 0
        $log | Should -BeLike '*Unhandled Page fault in AS*'
        $again = Invoke-Teardown @{ Seed = $seed; Schedule = 'Random'; Without = 'EvictGroupsBeforeVmDestroy' }
        $again | Should -Be $faults
    }

    It 'never meet one without the patch if the client waits for the group itself' {
        foreach ($seed in 1..50) {
            $device = @{ Seed = $seed; Schedule = 'Random'; Without = 'EvictGroupsBeforeVmDestroy' }
            Invoke-Teardown $device -Stop | Should -BeNullOrEmpty -Because "seed $seed"
        }
    }

    It 'is a patch of the catalogue' {
        (Get-GpuPatch EvictGroupsBeforeVmDestroy).Symptom | Should -Not -BeNullOrEmpty
    }
}
