# The story of the error pointer in backing.pages, and the pages behind buffers.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'Get-BackingPages' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'shows pages that are not there, in memory, and in swap' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        (Get-BackingPages $buffer).State | Should -Be @('Absent', 'Absent', 'Absent', 'Absent')
        $pages = Get-BackingPages $buffer -Populate
        $pages.State | Should -Be @('Resident', 'Resident', 'Resident', 'Resident')
        $pages.Offset | Should -Be @(0, 0x1000, 0x2000, 0x3000)
        @($pages.PhysicalAddress | Sort-Object -Unique).Count | Should -Be 4
        $null = Invoke-GpuReclaim
        (Get-BackingPages $buffer -First 2).State | Should -Be @('Swapped', 'Swapped')
    }

    It 'tells which pages CPU and GPU see, and which are large' {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4MB
        Invoke-VmBind $vm $buffer 0x40000000 -Size 2MB
        $pages = Get-BackingPages $buffer
        $pages[0].Order | Should -Be 9
        $pages[511].IsGpuMapped | Should -BeTrue
        $pages[512].IsGpuMapped | Should -BeFalse
        $pages[0].IsCpuMapped | Should -BeFalse
    }
}

Describe 'A failed allocation of pages' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'is an error, leaves nothing behind, and a later access succeeds' {
        $null = New-GpuDevice -Memory 32MB
        $buffer = New-GpuBuffer 16KB
        $free = (Get-GpuMemory).FreePages
        $fault = Add-GpuFault -On PageAllocation -After 2
        { Get-BackingPages $buffer -Populate -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOMEM,PanthorPS.GetBackingPagesCommand'
        $fault.Fired | Should -Be 1
        (Get-GpuMemory).FreePages | Should -Be $free
        $buffer.IsResident | Should -BeFalse
        (Get-BackingPages $buffer).State | Should -Not -Contain 'Resident'

        Write-GpuBuffer $buffer -Value 42
        Read-GpuBuffer $buffer -Count 1 | Should -Be 42
        Get-GpuFinding | Should -BeNullOrEmpty
    }

    It 'without the patch leaves the error behind: the retried fault dereferences it' {
        $null = New-GpuDevice -Memory 32MB -Without ClearBackingPagesOnError
        (Get-GpuDevice).Without | Should -Be 'ClearBackingPagesOnError'
        $buffer = New-GpuBuffer 16KB
        $null = Add-GpuFault -On PageAllocation
        { Write-GpuBuffer $buffer -Value 42 } | Should -Throw -ErrorId 'KernelOops,PanthorPS.WriteGpuBufferCommand'
        $oops = Get-GpuFinding -Kind Oops
        $oops.Title | Should -BeLike '*0xfffffffffffffff4*nonblocking_page_setup*'
        $oops.Report | Should -BeLike '*panthor_gem_any_fault*panthor_gem_fault*'
    }

    It 'without the patch makes the next caller believe in success' {
        $null = New-GpuDevice -Memory 32MB -Without ClearBackingPagesOnError
        $buffer = New-GpuBuffer 16KB
        $null = Add-GpuFault -On PageAllocation
        { Get-BackingPages $buffer -Populate -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOMEM,PanthorPS.GetBackingPagesCommand'
        { Get-BackingPages $buffer -Populate -ErrorAction Stop } | Should -Not -Throw
        $buffer.IsResident | Should -BeFalse

        # Whoever frees the buffer gives back a list of pages that is none.
        { Remove-GpuBuffer $buffer } | Should -Throw -ErrorId 'KernelOops,PanthorPS.RemoveGpuBufferCommand'
        (Get-GpuFinding -Kind Oops).Title | Should -BeLike '*0xfffffffffffffff4*drm_gem_put_pages*'
    }
}

Describe 'Add-GpuFault' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
    }

    It 'counts' {
        $fault = Add-GpuFault PageAllocation -After 1 -Times 2
        $fault.Point | Should -Be 'PageAllocation'
        $fault.Remaining | Should -Be 2
        $null = 1..3 | ForEach-Object { Get-BackingPages (New-GpuBuffer 4KB) -Populate -ErrorAction SilentlyContinue }
        $fault.Fired | Should -Be 2
        $fault.Remaining | Should -Be 0
        (Get-GpuFault).Id | Should -Be $fault.Id
        $fault | Remove-GpuFault
        Get-GpuFault | Should -BeNullOrEmpty
    }

    It 'asks the script' {
        $null = Add-GpuFault PageAllocation -Match { $_ -eq 'PageTable' } -Times 0
        $buffer = New-GpuBuffer 4KB
        (Get-BackingPages $buffer -Populate).State | Should -Be 'Resident'
        { New-GpuVm -ErrorAction Stop } | Should -Throw
    }

    It 'never fires with a probability of 0' {
        $fault = Add-GpuFault PageAllocation -Probability 0
        $null = Get-BackingPages (New-GpuBuffer 16KB) -Populate
        $fault.Fired | Should -Be 0
    }

    It 'refuses a place, and a device, that does not exist' {
        { Get-GpuFault -Device nowhere } | Should -Throw -ErrorId 'GpuDeviceNotFound,PanthorPS.GetGpuFaultCommand'
        { Add-GpuFault Nowhere } | Should -Throw -ErrorId 'GpuFaultPointNotFound,PanthorPS.AddGpuFaultCommand'
    }
}

Describe 'Get-GpuPatch' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'tells what Linux 7.2 has, and a device can be made that is 7.2 to the letter' {
        $ours = Get-GpuPatch | Where-Object IsUpstream -eq $false
        $ours.Name | Should -Contain 'RefuseMapsAfterVmDestroy'
        $ours.Name | Should -Not -Contain 'ClearBackingPagesOnError'
        $gpu = New-GpuDevice -Memory 32MB -Without $ours.Name
        $gpu.Without | Should -Be ($ours.Name | Sort-Object)
        $vm = New-GpuVm
        $buffer = New-GpuBuffer 4KB
        Invoke-VmBind $vm $buffer 0x400000
        Write-GpuMemory $vm 0x400000 7
        Read-GpuBuffer $buffer -Count 1 | Should -Be 7
        $gpu | Remove-GpuDevice
    }

    It 'lists what a device can be made without' {
        (Get-GpuPatch).Name | Should -Contain 'ClearBackingPagesOnError'
        (Get-GpuPatch *Backing*).Symptom | Should -BeLike '*ERR_PTR*'
        (Get-GpuPatch FreezeWorkqueues).Symptom | Should -BeLike '*panthor_vm_idle*'
        Get-GpuPatch Nothing -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -Be 'GpuPatchNotFound,PanthorPS.GetGpuPatchCommand'
        { New-GpuDevice -Without Nothing } | Should -Throw -ErrorId 'GpuPatchNotFound,PanthorPS.NewGpuDeviceCommand'
    }
}
