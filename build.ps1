<#
.SYNOPSIS
    Builds, tests and packages PanthorPS.
.DESCRIPTION
    Build    compiles everything; afterwards Import-Module ./PanthorPS.psd1 works.
    Test     runs dotnet test and, in real PowerShell with Pester 5, the scenario files there as well. With
             -RealPowerShell the packages Microsoft.PowerShell.SDK and Pester bring that PowerShell along.
    Package  builds in Release and lays the module out under artifacts/PanthorPS/<version>.

    Runs in PowerShell 7.6 and in PanthorShell:  dotnet run --project src/PanthorShell -- build.ps1 -Task Build
.PARAMETER Task
    What to do.
.PARAMETER RealPowerShell
    With -Task Test: also runs the scenarios in PowerShell's own engine, from its packages.
.PARAMETER Configuration
    Debug or Release; Package always takes Release.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [switch] $RealPowerShell
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$solution = Join-Path $root 'PanthorPS.sln'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE"
    }
}

function Test-RealPester {
    if ($PSVersionTable.ContainsKey('PanthorShell')) {
        return $false
    }
    $pester = Get-Module -ListAvailable -Name Pester | Where-Object { $_.Version.Major -eq 5 }
    return $null -ne $pester
}

switch ($Task) {
    'Build' {
        Invoke-DotNet build $solution -c $Configuration
    }
    'Test' {
        Invoke-DotNet build $solution -c $Configuration
        Invoke-DotNet test $solution -c $Configuration --no-build
        if ($RealPowerShell) {
            Write-Output 'Scenarios in the engine of the package Microsoft.PowerShell.SDK'
            Invoke-DotNet test (Join-Path $root 'tests/PanthorPS.Tests') -c $Configuration '-p:RealPowerShell=true'
        }
        if (Test-RealPester) {
            Write-Output "Scenarios in PowerShell $($PSVersionTable.PSVersion)"
            Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
            $result = Invoke-Pester -Path (Join-Path $root 'tests/Scenarios') -PassThru
            if ($result.FailedCount -gt 0) {
                throw "$($result.FailedCount) scenarios failed in PowerShell"
            }
        }
        elseif (-not $RealPowerShell) {
            Write-Output 'Scenarios ran in PanthorShell only. For the other half take -RealPowerShell (packages), or'
            Write-Output 'PowerShell 7.6 with Install-Module Pester -MinimumVersion 5.7 -MaximumVersion 5.99'
        }
    }
    'Package' {
        Invoke-DotNet build $solution -c Release
        $manifest = Test-ModuleManifest -Path (Join-Path $root 'PanthorPS.psd1')
        $target = Join-Path $root "artifacts/PanthorPS/$($manifest.Version)"
        if (Test-Path -LiteralPath $target) {
            Remove-Item -LiteralPath $target -Recurse -Force
        }
        $null = New-Item -ItemType Directory -Path $target
        Copy-Item -Path (Join-Path $root 'src/PanthorPS/bin/Module/*') -Destination $target -Recurse -Exclude '*.xml'
        Copy-Item -LiteralPath (Join-Path $root 'src/PanthorPS/bin/Module/en-US') -Destination $target -Recurse -Force
        foreach ($file in 'LICENSE', 'README.md', 'CHANGELOG.md') {
            Copy-Item -LiteralPath (Join-Path $root $file) -Destination $target
        }
        # The packaged manifest lies beside the binaries that the source tree's manifest finds in bin/Module.
        $text = Get-Content -LiteralPath (Join-Path $root 'PanthorPS.psd1') -Raw
        $text = $text.Replace('src/PanthorPS/bin/Module/', '')
        Set-Content -LiteralPath (Join-Path $target 'PanthorPS.psd1') -Value $text -NoNewline
        $null = Test-ModuleManifest -Path (Join-Path $target 'PanthorPS.psd1')
        Write-Output "Packaged in $target"
    }
}
