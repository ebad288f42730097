# The help: every command has it, and every example in it runs.
BeforeDiscovery {
    $file = Join-Path $PSScriptRoot '../../src/PanthorPS/bin/Module/en-US/PanthorPS.dll-Help.xml'
    [xml] $help = Get-Content -LiteralPath $file -Raw
    $topics = foreach ($command in $help.helpItems.command) {
        @{
            name     = $command.details.name
            topic    = $command
            examples = @($command.examples.example | ForEach-Object { $_.code })
        }
    }
    $examples = foreach ($topic in $topics) {
        $number = 0
        foreach ($code in $topic.examples) {
            $number++
            @{ name = $topic.name; number = $number; code = $code }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'The help of <name>' -ForEach $topics {
    It 'tells what it does, with a description and an example' {
        $topic.details.description.para | Should -Not -BeNullOrEmpty
        $topic.description.para | Should -Not -BeNullOrEmpty
        $examples.Count | Should -BeGreaterThan 0
    }

    It 'is the help of a command that exists' {
        (Get-Command $name).Name | Should -Be $name
    }
}

Describe 'The examples' {
    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'run: <name>, example <number>' -TestCases $examples {
        $ErrorActionPreference = 'Stop'
        { & ([scriptblock]::Create($code)) } | Should -Not -Throw
    }
}
