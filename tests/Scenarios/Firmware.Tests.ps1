# The firmware: what it is, where it lies, and what happens when it does not come up.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

AfterAll {
    Get-GpuDevice | Remove-GpuDevice
}

Describe 'Get-GpuFirmware' {
    BeforeAll {
        $device = New-GpuDevice -Memory 64MB
        $firmware = Get-GpuFirmware
    }

    It 'shows version, origin and sizes' {
        $firmware.Version | Should -Be '1.5.0'
        $firmware.GitHash | Should -Be '70616e74686f7270730000000000000000000000'
        $firmware.State | Should -Be 'Running'
        $firmware.GroupSlots | Should -Be 8
        $firmware.Streams | Should -Be 8
        $firmware.SuspendSize % 4KB | Should -Be 0
        $firmware.ImageVersion | Should -Be '0.3'
        $firmware.Device | Should -Be $device
        "$firmware" | Should -BeLike 'firmware 1.5.0 of GPU device *'
    }

    It 'lists the sections with address, size and flags' {
        $firmware.Sections.Count | Should -Be 4
        $code = $firmware.Sections | Where-Object { $_.Flags -match 'Execute' }
        $code.Address | Should -Be 0x800000
        $code.End | Should -Be 0x801000
        $code.Size | Should -Be 4KB
        $code.Flags | Should -Be 'Read, Execute, Cached'
        $shared = $firmware.Sections | Where-Object { $_.Flags -match 'Shared' }
        $shared.Address | Should -Be 0x4000000
        $shared.DataSize | Should -BeGreaterThan 0
        $shared.Offset % 4 | Should -Be 0
    }

    It 'is readable without a cmdlet more' {
        $text = Get-GpuFirmware | Out-String
        $text | Should -BeLike '*GitHash*70616e74686f*'
        $text | Should -BeLike '*0x00800000*4 KiB*R-XC*'
        $text | Should -BeLike '*0x04000000*RW-C coherent shared zero*'
        ($firmware.Sections | Out-String) | Should -BeLike '*Address*End*Size*Data*Flags*'
        "$($firmware.Sections[1])" | Should -BeLike '0x00800000 * R-XC'
    }

    It 'shows a firmware without power as disabled' {
        $null = Step-GpuDevice -UntilIdle
        $firmware.State | Should -Be 'Disabled'
        $null = Read-GpuMemory (New-GpuVm) 0x1000 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $firmware.State | Should -Be 'Running'
    }

    It 'takes the device from the pipeline' {
        (Get-GpuDevice | Get-GpuFirmware).Device | Should -Be $device
    }
}

Describe 'New-GpuDevice -Firmware' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'has as many group slots as it is asked for' {
        (New-GpuDevice -CsgSlots 3 | Get-GpuFirmware).GroupSlots | Should -Be 3
        (New-GpuDevice -CsgSlots 31 | Get-GpuFirmware).GroupSlots | Should -Be 31
        { New-GpuDevice -CsgSlots 2 } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,PanthorPS.NewGpuDeviceCommand'
    }

    It 'boots the image that it is given' {
        $path = Join-Path $TestDrive 'mali_csffw.bin'
        [System.IO.File]::WriteAllBytes($path, [Panthor.Hardware.BuiltInFirmware]::Build(0x01050000, 5, 8))
        $device = New-GpuDevice -Firmware $path
        $firmware = $device | Get-GpuFirmware
        $firmware.GroupSlots | Should -Be 5
        $firmware.VersionHash | Should -Be 0x01050000
        $firmware.ImageSize | Should -Be (Get-Item $path).Length
        (Get-GpuFirmware -Device $device).State | Should -Be 'Running'
    }

    It 'refuses a file that is no image, with the offset and the reason' {
        $path = Join-Path $TestDrive 'broken.bin'
        Set-Content $path 'This is no firmware image at all.'
        { New-GpuDevice -Firmware $path } | Should -Throw -ErrorId 'EINVAL,PanthorPS.NewGpuDeviceCommand'
        try { New-GpuDevice -Firmware $path } catch { $message = $_.Exception.Message }
        $message | Should -BeLike '*offset 0x0*magic word is 0x73696854, not 0xc3f13a6e*'
        Get-GpuDevice | Should -BeNullOrEmpty
    }

    It 'refuses a file that cannot be read' {
        { New-GpuDevice -Firmware (Join-Path $TestDrive 'nothing.bin') } |
            Should -Throw -ErrorId 'GpuFirmwareNotRead,PanthorPS.NewGpuDeviceCommand'
    }
}

Describe 'A firmware that fails' {
    BeforeEach {
        $device = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is an error of the access that needs it, and of no other' {
        $null = Step-GpuDevice -UntilIdle
        $null = Add-GpuFault FirmwareBoot
        { Read-GpuMemory $vm 0x400000 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ETIMEDOUT,PanthorPS.ReadGpuMemoryCommand'
        Read-GpuMemory $vm 0x400000 | Should -Be 0
        (Get-GpuLog).Message -match 'Failed to boot MCU' | Should -Not -BeNullOrEmpty
    }

    It 'that hangs is noticed by the watchdog as long as the GPU is in use, and reset' {
        $null = Add-GpuFault FirmwarePing
        1..400 | ForEach-Object {
            $null = Read-GpuMemory $vm 0x400000
            $null = Step-GpuDevice -Duration 40ms
        }
        (Get-GpuLog).Message -match 'FW ping timeout' | Should -Not -BeNullOrEmpty
        @(Get-GpuEvent panthor_reset_end).Count | Should -Be 1
        Read-GpuMemory $vm 0x400000 | Should -Be 0
    }

    It 'loses an interrupt and is there nevertheless' {
        $null = Step-GpuDevice -UntilIdle
        $null = Add-GpuFault Interrupt -Match { "$_" -eq 'Job' }
        $before = $device.VirtualTime.Nanoseconds
        Read-GpuMemory $vm 0x400000 | Should -Be 0
        $device.VirtualTime.Nanoseconds - $before | Should -BeGreaterThan 1000000000
    }
}
