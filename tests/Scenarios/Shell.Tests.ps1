# What PanthorShell supports of the PowerShell language, construct by construct. PowerShell itself passes every test
# here too: where the two could differ, PowerShell is right.

Describe 'Literals' {
    It 'reads numbers with suffixes and multipliers' {
        0xFF | Should -Be 255
        0b101 | Should -Be 5
        10KB | Should -Be 10240
        1.5MB | Should -Be 1572864
        5l | Should -BeOfType [long]
        1.5d | Should -BeOfType [decimal]
        1e3 | Should -BeOfType [double]
        255uy | Should -BeOfType [byte]
        1n | Should -BeOfType [bigint]
    }

    It 'widens an integer that does not fit' {
        2147483648 | Should -BeOfType [long]
        [int]::MaxValue + 1 | Should -BeOfType [double]
    }

    It 'expands variables and subexpressions in double quotes only' {
        $name = 'world'
        $box = @{ Size = 3 }
        "hello $name" | Should -BeExactly 'hello world'
        'hello $name' | Should -BeExactly ('hello ' + '$' + 'name')
        "size $($box.Size), ${name}!" | Should -BeExactly 'size 3, world!'
        "$(1, 2)" | Should -BeExactly '1 2'
        "tab`tend" | Should -BeExactly ('tab' + [char]9 + 'end')
    }

    It 'keeps the lines of here-strings' {
        $x = 5
        $text = @"
one $x
two "quoted"
"@
        $lines = $text -split "`n"
        $lines.Count | Should -Be 2
        $lines[0].TrimEnd() | Should -BeExactly 'one 5'
        (@'
raw $x
'@) | Should -BeExactly ('raw ' + '$x')
    }

    It 'makes hashtables, ordered dictionaries and objects' {
        $table = @{ a = 1; 'b c' = 2; 3 = 'three' }
        $table.a | Should -Be 1
        $table['b c'] | Should -Be 2
        $table[3] | Should -Be 'three'
        ([ordered]@{ z = 1; a = 2 }).Keys -join ',' | Should -Be 'z,a'
        $object = [pscustomobject]@{ Name = 'n'; Value = 7 }
        $object.Value | Should -Be 7
        $object.psobject.Properties.Name -join ',' | Should -Be 'Name,Value'
    }
}

Describe 'Operators' {
    It 'computes with the usual precedence' {
        1 + 2 * 3 | Should -Be 7
        (1 + 2) * 3 | Should -Be 9
        7 / 2 | Should -Be 3.5
        7 % 3 | Should -Be 1
        -2 + 5 | Should -Be 3
        'ab' * 2 | Should -Be 'abab'
        1 -shl 4 | Should -Be 16
        0xF0 -bor 0x0F | Should -Be 255
        5 -band 4 | Should -Be 4
        7 -bxor 2 | Should -Be 5
        -bnot 5 | Should -Be -6
    }

    It 'converts to the type on the left' {
        1 + '2' | Should -Be 3
        '1' + 2 | Should -BeExactly '12'
        5 -eq '5' | Should -BeTrue
        '10' -gt 9 | Should -BeFalse
        10 -gt '9' | Should -BeTrue
    }

    It 'compares texts with and without case' {
        'A' -eq 'a' | Should -BeTrue
        'A' -ceq 'a' | Should -BeFalse
        'abc' -like 'A*' | Should -BeTrue
        'abc' -clike 'A*' | Should -BeFalse
        'abc' -notlike 'x*' | Should -BeTrue
    }

    It 'filters a collection on the left' {
        @(1, 2, 3, 2) -eq 2 | Should -HaveCount 2
        (1, 2, 3) -gt 1 | Should -Be @(2, 3)
        'b' -in 'a', 'b' | Should -BeTrue
        1, 2 -contains 3 | Should -BeFalse
    }

    It 'matches and sets $Matches' {
        'gpu-42' -match '(?<name>\w+)-(\d+)' | Should -BeTrue
        $Matches['name'] | Should -Be 'gpu'
        $Matches[1] | Should -Be '42'
    }

    It 'replaces, splits, joins and formats' {
        'a.b.c' -replace '\.', '-' | Should -Be 'a-b-c'
        'abc' -replace 'b', { $_.Value.ToUpper() } | Should -BeExactly 'aBc'
        ('a,b;c' -split '[,;]').Count | Should -Be 3
        ('a,b,c' -split ',', 2)[1] | Should -Be 'b,c'
        1, 2, 3 -join '+' | Should -Be '1+2+3'
        '{0:d3}|{1,4}|{2:x2}' -f 5, 'ab', 255 | Should -Be '005|  ab|ff'
    }

    It 'tests and converts types' {
        1 -is [int] | Should -BeTrue
        'a' -isnot [int] | Should -BeTrue
        '5' -as [int] | Should -Be 5
        'x' -as [int] | Should -BeNullOrEmpty
        [int]'7' | Should -Be 7
        [string[]](1, 2) | Should -BeOfType [string]
        [bool]'false' | Should -BeTrue
    }

    It 'combines conditions and stops early' {
        $script:calls = 0
        function Get-True { $script:calls++; $true }
        ($false -and (Get-True)) | Should -BeFalse
        ($true -or (Get-True)) | Should -BeTrue
        $script:calls | Should -Be 0
        (1 -xor 1) | Should -BeFalse
        (-not 0) | Should -BeTrue
    }

    It 'has ranges, ternaries and null operators' {
        1..4 | Should -Be @(1, 2, 3, 4)
        (3..1) -join '' | Should -Be '321'
        (5 -gt 3 ? 'yes' : 'no') | Should -Be 'yes'
        ($null ?? 'default') | Should -Be 'default'
        $value = $null
        $value ??= 9
        $value | Should -Be 9
        $nothing = $null
        ${nothing}?.Length | Should -BeNullOrEmpty
        ${nothing}?[0] | Should -BeNullOrEmpty
    }

    It 'increments and assigns in one step' {
        $i = 5
        $i++
        $i += 4
        $i -= 1
        $i *= 2
        $i /= 3
        $i %= 4
        $i | Should -Be 2
        $first, $rest = 1, 2, 3
        $rest | Should -Be @(2, 3)
        $a, $b = 1, 2
        $a, $b = $b, $a
        "$a$b" | Should -Be '21'
    }
}

Describe 'Collections' {
    It 'indexes from both ends and by several indexes' {
        $list = 10, 20, 30, 40
        $list[0] | Should -Be 10
        $list[-1] | Should -Be 40
        $list[1, 2] | Should -Be @(20, 30)
        $list[1..2] | Should -Be @(20, 30)
        $list[9] | Should -BeNullOrEmpty
        'abc'[1] | Should -Be 'b'
    }

    It 'adds to arrays and keeps nested ones' {
        $list = @()
        $list += 1
        $list += 2, 3
        $list.Count | Should -Be 3
        $nested = @(, @(1, 2))
        $nested.Count | Should -Be 1
        @($null).Count | Should -Be 1
        @().Count | Should -Be 0
    }

    It 'reads a property of every item' {
        $items = @{ n = 1 }, @{ n = 2 }
        $items.n | Should -Be @(1, 2)
        ('a', 'b').ToUpper() -join '' | Should -BeExactly 'AB'
    }

    It 'has ForEach and Where' {
        (1..3).ForEach({ $_ * 2 }) | Should -Be @(2, 4, 6)
        (1..5).Where({ $_ -gt 3 }) | Should -Be @(4, 5)
    }

    It 'works with .NET collections' {
        $list = [System.Collections.Generic.List[int]]::new()
        $list.Add(3)
        $list.Add(4)
        $list.Count | Should -Be 2
        $list[1] | Should -Be 4
        $map = [System.Collections.Generic.Dictionary[string, int]]::new()
        $map['x'] = 5
        $map.x | Should -Be 5
    }
}

Describe 'Statements' {
    It 'branches' {
        $result = if ($false) { 1 } elseif (0) { 2 } else { 3 }
        $result | Should -Be 3
    }

    It 'loops' {
        $sum = 0
        for ($i = 0; $i -lt 4; $i++) { $sum += $i }
        foreach ($n in 1..3) { $sum += $n }
        while ($sum -lt 20) { $sum++ }
        do { $sum-- } until ($sum -le 15)
        do { $sum++ } while ($sum -lt 17)
        $sum | Should -Be 17
    }

    It 'leaves loops by break and continue, also by label' {
        $seen = @()
        :outer foreach ($i in 1..3) {
            foreach ($j in 1..3) {
                if ($j -eq 2) { continue outer }
                if ($i -eq 3) { break outer }
                $seen += "$i$j"
            }
        }
        $seen -join ',' | Should -Be '11,21'
    }

    It 'switches over values, patterns and conditions' {
        $result = switch (1, 'two', 30) {
            1 { 'one' }
            'TWO' { 'two' }
            { $_ -is [int] -and $_ -gt 20 } { 'many' }
            default { 'none' }
        }
        $result | Should -Be @('one', 'two', 'many')
        $kind = switch -Wildcard ('mmu.cs') { '*.cs' { 'source' } default { 'other' } }
        $kind | Should -Be 'source'
        $digits = switch -Regex ('as7') { '\d' { $Matches[0] } }
        $digits | Should -Be '7'
    }

    It 'catches errors by type and always runs finally' {
        $log = @()
        try {
            [int]::Parse('x')
        }
        catch [System.FormatException] {
            $log += $_.Exception.GetType().Name
        }
        catch {
            $log += 'other'
        }
        finally {
            $log += 'finally'
        }
        $log -join ',' | Should -Be 'FormatException,finally'
    }

    It 'throws texts and exceptions' {
        { throw 'broken' } | Should -Throw 'broken' -ErrorId 'broken'
        { throw [System.ArgumentException]::new('bad') } | Should -Throw -ExceptionType ([System.ArgumentException])
        try { try { throw 'inner' } catch { throw } } catch { "$_" | Should -Be 'inner' }
    }

    It 'reports the ids of its own errors' {
        { 1 / 0 } | Should -Throw -ErrorId 'RuntimeException'
        { [int]'x' } | Should -Throw -ErrorId 'InvalidCastFromStringToInteger'
        { $null.Method() } | Should -Throw -ErrorId 'InvokeMethodOnNull'
        { 'a'.NoSuchMethod() } | Should -Throw -ErrorId 'MethodNotFound'
        { $null[0] } | Should -Throw -ErrorId 'NullArray'
        { [NoSuchType]::new() } | Should -Throw -ErrorId 'TypeNotFound'
        { NoSuch-Command } | Should -Throw -ErrorId 'CommandNotFoundException'
    }

    It 'chains pipelines by success' {
        $ok = { $true | Out-Null }
        $result = @(& $ok && 'then' || 'else')
        $result | Should -Be @('then')
    }
}

Describe 'Functions' {
    It 'binds by position, by name, by prefix and by splatting' {
        function Join-Pair { param($First, $Second = 'b') "$First-$Second" }
        Join-Pair 1 2 | Should -Be '1-2'
        Join-Pair -Second 2 -First 1 | Should -Be '1-2'
        Join-Pair -F 1 | Should -Be '1-b'
        $named = @{ First = 'x'; Second = 'y' }
        Join-Pair @named | Should -Be 'x-y'
        $list = 'p', 'q'
        Join-Pair @list | Should -Be 'p-q'
    }

    It 'converts and validates parameters' {
        function Set-Level {
            param(
                [Parameter(Mandatory)] [ValidateRange(1, 5)] [int] $Level,
                [ValidateSet('low', 'high')] [string] $Kind = 'low',
                [switch] $Force
            )
            "$($Level.GetType().Name) $Level $Kind $Force"
        }
        Set-Level -Level '3' | Should -Be 'Int32 3 low False'
        Set-Level 5 high -Force | Should -Be 'Int32 5 high True'
        { Set-Level 9 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,Set-Level'
        { Set-Level 'x' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,Set-Level'
        { Set-Level 1 -NoSuch } | Should -Throw -ErrorId 'NamedParameterNotFound,Set-Level'
    }

    It 'takes pipeline input in begin, process and end' {
        function Measure-Input {
            param([Parameter(ValueFromPipeline)] $Item)
            begin { $count = 0 }
            process { $count++; "item $Item" }
            end { "count $count" }
        }
        1, 2 | Measure-Input | Should -Be @('item 1', 'item 2', 'count 2')
        filter Add-One { $_ + 1 }
        1..3 | Add-One | Should -Be @(2, 3, 4)
    }

    It 'returns everything it writes' {
        function Get-Several { 1; return 2; 3 }
        Get-Several | Should -Be @(1, 2)
        function Get-Pair { return , (1, 2) }
        (Get-Pair).Count | Should -Be 2
    }

    It 'has scopes' {
        $local = 'outer'
        function Set-Local { $local = 'inner'; $local }
        Set-Local | Should -Be 'inner'
        $local | Should -Be 'outer'
        . { $local = 'dotted' }
        $local | Should -Be 'dotted'
    }

    It 'calls script blocks with arguments' {
        $double = { param($n) $n * 2 }
        & $double 4 | Should -Be 8
        & { $args.Count } 1 2 3 | Should -Be 3
        $double.Invoke(5) | Should -Be 10
    }

    It 'asks ShouldProcess' {
        function Remove-It {
            [CmdletBinding(SupportsShouldProcess)]
            param()
            if ($PSCmdlet.ShouldProcess('it')) { 'done' }
        }
        Remove-It | Should -Be 'done'
        Remove-It -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'Pipelines' {
    It 'passes objects one by one' {
        1..5 | Where-Object { $_ % 2 } | ForEach-Object { $_ * 10 } | Should -Be @(10, 30, 50)
    }

    It 'merges the error stream' {
        function Write-Both { 'out'; Write-Error 'err' }
        $all = Write-Both 2>&1
        $all.Count | Should -Be 2
        $all[1] | Should -BeOfType [System.Management.Automation.ErrorRecord]
        Write-Both 2>$null | Should -Be 'out'
    }

    It 'collects errors and output in variables' {
        function Write-Both { [CmdletBinding()] param() 'out'; Write-Error 'err' }
        $null = Write-Both -ErrorAction SilentlyContinue -ErrorVariable failures -OutVariable written
        $failures.Count | Should -Be 1
        $written | Should -Be 'out'
    }

    It 'turns errors into exceptions on request' {
        { Write-Error 'err' -ErrorAction Stop } | Should -Throw 'err'
    }
}

Describe 'Blocks behind a call in a pipeline' {
    It 'see and set the variables where they are written' {
        function Get-Seen([scriptblock] $Action) {
            $seen = @()
            & $Action 2>&1 | ForEach-Object { $seen += "$_" }
            $seen
        }
        Get-Seen { $seen = 'inner'; Write-Error 'err'; 'out' } | Should -Be @('err', 'out')
        $count = 0
        & { $count = 50; 1..3 } | Where-Object { $count++; $true } | Should -Be @(1, 2, 3)
        $count | Should -Be 3
    }

    It 'write errors to streams of their own' {
        $all = & { & { 1; Write-Error 'first' } 2>$null | ForEach-Object { Write-Error 'second' } } 2>&1
        "$all" | Should -Be 'second'
    }
}

Describe 'Parallel' {
    It 'runs a block for each object in runspaces of their own' {
        $factor = 5
        1..6 | ForEach-Object -Parallel { $_ * $using:factor } -ThrottleLimit 3 | Sort-Object |
            Should -Be @(5, 10, 15, 20, 25, 30)
        $local = 'caller'
        1 | ForEach-Object -Parallel { "[$local]" } | Should -Be '[]'
        $local | Should -Be 'caller'
    }

    It 'hands values over by name, also in text, and to blocks within' {
        $table = @{ a = 1 }
        1 | ForEach-Object -Parallel { ($using:table).a; "$($using:table.a)" } | Should -Be @(1, '1')
        $sum = 1 | ForEach-Object -Parallel { $y = 10; 1..2 | ForEach-Object -Parallel { $using:y + $_ } }
        $sum | Sort-Object | Should -Be @(11, 12)
    }

    It 'forgets variables between objects' {
        1..3 | ForEach-Object -Parallel { $z++; $global:g++; "$z$global:g" } -ThrottleLimit 1 |
            Should -Be @('11', '11', '11')
    }

    It 'brings all streams back' {
        $all = 1 | ForEach-Object -Parallel { 'out'; Write-Error 'err'; Write-Warning 'warn'; throw 'bad' } *>&1
        @($all | Where-Object { $_ -is [string] }) | Should -Be 'out'
        @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Count | Should -Be 1
        $errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        "$($errors[0])" | Should -Be 'err'
        $errors[1].FullyQualifiedErrorId | Should -Be 'PSTaskException'
    }

    It 'refuses what cannot be handed over' {
        $block = { 1 }
        { 1 | ForEach-Object -Parallel { $using:nothing } } |
            Should -Throw -ErrorId 'UsingVariableIsUndefined,Microsoft.PowerShell.Commands.ForEachObjectCommand'
        { 1 | ForEach-Object -Parallel { $using:block } } | Should -Throw -ErrorId (
            'ParallelUsingVariableCannotBeScriptBlock,Microsoft.PowerShell.Commands.ForEachObjectCommand')
        { 1 | ForEach-Object -Parallel { 1 } -ErrorAction Stop } | Should -Throw -ErrorId (
            'ParallelCommonParametersNotSupported,Microsoft.PowerShell.Commands.ForEachObjectCommand')
        { & { $using:block } } | Should -Throw -ErrorId 'UsingWithoutInvokeCommand'
    }

    It 'stops when nobody wants more' {
        1..9 | ForEach-Object -Parallel { $_ } -ThrottleLimit 1 | Select-Object -First 2 | Should -Be @(1, 2)
    }
}

Describe 'Runspaces' {
    It 'run scripts with streams of their own' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($n) $n * 2; Write-Warning careful; Write-Progress -Activity work').AddArgument(4)
        $shell.Invoke() | Should -Be 8
        "$($shell.Streams.Warning)" | Should -Be 'careful'
        $shell.Streams.Progress[0].Activity | Should -Be 'work'
        $shell.HadErrors | Should -BeFalse
        $shell.Dispose()
    }
}

Describe 'Colours' {
    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    BeforeEach {
        $rendering = $PSStyle.OutputRendering
        $object = [pscustomobject]@{ Name = "$($PSStyle.Foreground.Red)hot$($PSStyle.Reset)"; N = 1 }
        $escape = [string][char]27
    }

    It 'are escape sequences in $PSStyle' {
        $PSStyle.Foreground.Red | Should -Be "$escape[31m"
        $PSStyle.Background.BrightBlue | Should -Be "$escape[104m"
        $PSStyle.Foreground.FromRgb(1, 2, 3) | Should -Be "$escape[38;2;1;2;3m"
        $PSStyle.Bold + $PSStyle.Reset | Should -Be "$escape[1m$escape[0m"
        $PSStyle.Formatting.Error | Should -Be "$escape[31;1m"
    }

    It 'stay in text or go, as OutputRendering says' {
        $PSStyle.OutputRendering = 'Ansi'
        ($object | Out-String).Contains("$escape[31mhot") | Should -BeTrue
        $PSStyle.OutputRendering = 'PlainText'
        ($object | Out-String).Contains($escape) | Should -BeFalse
        $PSStyle.OutputRendering = 'Host'
        ($object | Out-String).Contains($escape) | Should -BeFalse
    }

    It 'take no room in a table' {
        $PSStyle.OutputRendering = 'PlainText'
        $lines = @($object | Format-Table | Out-String -Stream | Where-Object { $_ })
        $lines[2].TrimEnd() | Should -Be 'hot  1'
    }
}

Describe 'Strict mode' {
    BeforeAll {
        Set-StrictMode -Version 3.0
    }

    It 'refuses unknown variables, properties and indexes' {
        { $noSuchVariable } | Should -Throw -ErrorId 'VariableIsUndefined'
        { 'a'.NoSuchProperty } | Should -Throw -ErrorId 'PropertyNotFoundStrict'
        { (1, 2)[5] } | Should -Throw -ErrorId 'System.IndexOutOfRangeException'
    }
}
