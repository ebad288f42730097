# What the documents say is so: their code runs, their lists are complete, their output is what one sees.
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'

    # The code of a topic stands eight columns in; what is further in belongs to it, or to a table.
    $topics = foreach ($file in Get-ChildItem (Join-Path $root 'en-US') -Filter 'about_*.help.txt') {
        $inCode = $false
        $code = @(foreach ($line in Get-Content -LiteralPath $file.FullName) {
            $inCode = $line -match '^ {8}\S' -or ($inCode -and $line -match '^ {8}')
            if ($inCode) { $line.Substring(8) }
        })
        @{ name = $file.Name.Replace('.help.txt', ''); path = $file.FullName; code = $code -join "`n" }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')
}

Describe 'The topic <name>' -ForEach $topics {
    BeforeEach {
        # What a topic that begins in the middle takes for granted.
        $null = New-GpuDevice -Memory 64MB
        $vm = New-GpuVm
        Invoke-VmBind $vm (New-GpuBuffer 64KB) 0x400000
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'is found by Get-Help' {
        (Get-Help $name | Out-String) | Should -BeLike "*$name*SHORT DESCRIPTION*"
    }

    It 'has code that runs and gives what its comments say' {
        $code | Should -Not -BeNullOrEmpty
        $ErrorActionPreference = 'Stop'
        $statement = ''
        foreach ($line in $code -split "`n") {
            $said = if ($line -match '^(?<code>.*\S)\s+# (?<text>\S.*)$') { $Matches.text }
            $statement += "$line`n"
            $block = try { [scriptblock]::Create($statement) } catch { continue }
            $output = . $block 4>$null 6>$null
            if ($said) {
                "$output" | Should -Be $said -Because $statement
            }
            $statement = ''
        }
        $statement | Should -BeNullOrEmpty
    }

    It 'names commands that exist, in lines of at most 120 columns' {
        $lines = Get-Content -LiteralPath $path
        $lines | Where-Object { $_.Length -gt 120 } | Should -BeNullOrEmpty
        $names = [regex]::Matches($lines -join "`n", '\b[A-Z][a-z]+-(Gpu|Vm|Backing)\w+').Value | Sort-Object -Unique
        $names | ForEach-Object { (Get-Command $_ -Module PanthorPS).Name | Should -Be $_ }
    }
}

Describe 'The README' {
    BeforeAll {
        $text = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../README.md') -Raw
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'

        # Lines without what moves whenever the boot takes a microsecond or a page more: times, physical addresses.
        function Get-Gist([string] $Text) {
            $Text -split '\r?\n' | ForEach-Object {
                ($_ -replace '\b\d\.\d{6}\b', '*' -replace '0x00[0-9a-f]{10,14}', '*').TrimEnd()
            } | Where-Object { $_ }
        }
    }

    AfterAll {
        $PSStyle.OutputRendering = $rendering
        Get-GpuDevice | Remove-GpuDevice -WarningAction SilentlyContinue
    }

    It 'shows what its tour prints' {
        $pattern = '(?ms)^```powershell\r?\n(?<code>.*?)^```\r?\n\r?\n```text\r?\n(?<out>.*?)^```'
        $blocks = @([regex]::Matches($text, $pattern))
        $blocks.Count | Should -Be 2
        foreach ($block in $blocks) {
            $printed = ''
            $statement = ''
            foreach ($line in $block.Groups['code'].Value -split '\r?\n') {
                $statement += "$line`n"
                $script = try { [scriptblock]::Create($statement) } catch { continue }
                $statement = ''
                $printed += . $script 2>&1 | Out-String -Width 120
            }
            Get-Gist $printed | Should -Be (Get-Gist $block.Groups['out'].Value)
        }
    }

    It 'names every command of the module' {
        $named = foreach ($cell in [regex]::Matches($text, '(?m)^\| [^|]+ \| (?<list>.*) \|$')) {
            $verbs = @()
            foreach ($word in [regex]::Matches($cell.Groups['list'].Value, '`(?<verb>[A-Z]\w+)-(?<noun>\w*)`')) {
                $verbs += $word.Groups['verb'].Value
                if ($word.Groups['noun'].Value) {
                    $verbs | ForEach-Object { "$_-$($word.Groups['noun'].Value)" }
                    $verbs = @()
                }
            }
        }
        $named | Sort-Object | Should -Be ((Get-Command -Module PanthorPS).Name | Sort-Object)
    }

    It 'quotes the file that is to be copied' {
        $copied = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../examples/GpuScenario.Tests.ps1') -Raw
        $quote = [regex]::Match($text, '(?ms)^```powershell\r?\n(?<code>Describe.*?)^```').Groups['code'].Value
        ($copied -replace '\s+', ' ').Contains(($quote -replace '\s+', ' ').Trim()) | Should -BeTrue
    }

    It 'names files that exist, in lines of at most 128 columns outside of tables' {
        foreach ($match in [regex]::Matches($text, '`(?<path>(examples|src|tests)/[\w./-]+)`')) {
            Test-Path (Join-Path $PSScriptRoot "../../$($match.Groups['path'].Value)") | Should -BeTrue
        }
        $text -split '\r?\n' | Where-Object { $_.Length -gt 128 -and $_ -notmatch '^\|' } | Should -BeNullOrEmpty
    }
}

Describe 'about_GpuStories' {
    It 'tells of every patch that has an example' {
        $text = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../en-US/about_GpuStories.help.txt') -Raw
        foreach ($name in [regex]::Matches($text, 'examples/[\w-]+\.ps1').Value) {
            Test-Path (Join-Path $PSScriptRoot "../../$name") | Should -BeTrue
        }
        foreach ($name in [regex]::Matches($text, '(?m)^    Patch (\w+);') | ForEach-Object { $_.Groups[1].Value }) {
            (Get-GpuPatch $name).Name | Should -Be $name
        }
    }
}

Describe 'about_GpuFaults' {
    BeforeAll {
        $text = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../en-US/about_GpuFaults.help.txt')
        $null = New-GpuDevice -Memory 16MB
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'lists every place with its error, and no other' {
        $listed = $text | Where-Object { $_ -cmatch '^    [A-Z][a-z][A-Za-z]+ +E[A-Z]+ +[A-Z]' } |
            ForEach-Object { $null = $_ -cmatch '^    (\w+) +(\w+)'; "$($Matches[1]) $($Matches[2])" }
        $places = (TabExpansion2 'Add-GpuFault ' 13).CompletionMatches.CompletionText
        $known = $places | ForEach-Object { $fault = Add-GpuFault $_ -Probability 0; "$_ $($fault.Errno)" }
        $listed | Should -Be $known
    }

    It 'lists every kind of finding' {
        $all = $text -join ' '
        (TabExpansion2 'Get-GpuFinding -Kind ' 21).CompletionMatches.CompletionText | ForEach-Object {
            $all | Should -BeLike "*$_*"
        }
    }
}
