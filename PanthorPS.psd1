@{
    # The binary is a nested module so that PowerShell finds the help beside it.
    NestedModules        = @('src/PanthorPS/bin/Module/PanthorPS.dll')
    FormatsToProcess     = @(
        'src/PanthorPS/bin/Module/Views/Buffer.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Client.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Device.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Fault.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Mapping.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Memory.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Observe.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/PageTable.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Sync.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Task.format.ps1xml'
        'src/PanthorPS/bin/Module/Views/Vm.format.ps1xml'
    )
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0b7d0c-3f3e-4c0f-8f0a-5a1d2c9e7b46'
    Author               = 'The PanthorPS developers'
    CompanyName          = 'The PanthorPS developers'
    Copyright            = '(c) The PanthorPS developers. MIT license.'
    Description          = 'A laboratory for the Linux panthor driver: a simulated Mali GPU and its driver, scriptable and deterministic.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Add-GpuFault'
        'Export-GpuBuffer'
        'Format-GpuVm'
        'Get-BackingPages'
        'Get-GpuAddressSpace'
        'Get-GpuBuffer'
        'Get-GpuClient'
        'Get-GpuDevice'
        'Get-GpuEvent'
        'Get-GpuFault'
        'Get-GpuFinding'
        'Get-GpuLog'
        'Get-GpuMapping'
        'Get-GpuMemory'
        'Get-GpuModel'
        'Get-GpuPageTable'
        'Get-GpuPatch'
        'Get-GpuRegister'
        'Get-GpuSyncObject'
        'Get-GpuTask'
        'Get-GpuVm'
        'Import-GpuBuffer'
        'Invoke-GpuReclaim'
        'Invoke-VmBind'
        'Lock-GpuRegion'
        'New-GpuBuffer'
        'New-GpuClient'
        'New-GpuDevice'
        'New-GpuSyncObject'
        'New-GpuVm'
        'New-VmBindOperation'
        'Read-GpuBuffer'
        'Read-GpuMemory'
        'Remove-GpuBuffer'
        'Remove-GpuClient'
        'Remove-GpuDevice'
        'Remove-GpuFault'
        'Remove-GpuSyncObject'
        'Remove-GpuVm'
        'Reset-GpuSyncObject'
        'Resolve-GpuAddress'
        'Select-GpuDevice'
        'Set-GpuBufferLabel'
        'Set-GpuRegister'
        'Set-GpuSyncObject'
        'Step-GpuDevice'
        'Sync-GpuBuffer'
        'Unlock-GpuRegion'
        'Wait-GpuSyncObject'
        'Wait-GpuTask'
        'Write-GpuBuffer'
        'Write-GpuMemory'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('GPU', 'Mali', 'panthor', 'driver', 'simulation', 'Linux', 'kernel', 'testing')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
