using Xunit;

namespace PanthorShell.Tests.Commands;

/// <summary>The cmdlets for objects give what PowerShell gives.</summary>
public sealed class ObjectCommandTests
{
    [Fact]
    public void ForEach_Object_has_three_blocks()
    {
        Shell.Prints(
            """
            1..2 | ForEach-Object -Begin { 'b' } -Process { $_ } -End { 'e' }
            """,
            """
            b
            1
            2
            e
            """);
    }

    [Fact]
    public void ForEach_Object_takes_blocks_by_position()
    {
        Shell.Prints(
            """
            1..2 | ForEach-Object { 'b' } { $_ } { 'e' }
            """,
            """
            b
            1
            2
            e
            """);
    }

    [Fact]
    public void ForEach_Object_runs_in_the_scope_of_the_caller()
    {
        Shell.Prints(
            """
            $s = 0
            1..3 | ForEach-Object { $s += $_ }
            $s
            """,
            """
            6
            """);
    }

    [Fact]
    public void ForEach_Object_gets_members()
    {
        Shell.Prints(
            """
            'abc' | ForEach-Object Length
            'abc' | ForEach-Object Substring 1
            @{k=5} | ForEach-Object k
            """,
            """
            3
            bc
            5
            """);
    }

    [Fact]
    public void Where_Object_compares()
    {
        Shell.Prints(
            """
            1..5 | Where-Object { $_ -gt 3 }
            @{n=1}, @{n=5} | Where-Object n -gt 2 | ForEach-Object n
            'a','B','b' | Where-Object Length -eq 1
            'x1','y' | Where-Object { $_ -match '\d' }
            """,
            """
            4
            5
            5
            a
            B
            b
            x1
            """);
    }

    [Fact]
    public void Where_Object_has_all_operators()
    {
        Shell.Prints(
            """
            $i = [pscustomobject]@{a='Abc';l=1,2}
            ($i | Where-Object a -like 'a*').a
            ($i | Where-Object a -clike 'a*').a
            ($i | Where-Object a -match 'B').a
            ($i | Where-Object l -contains 2).a
            ($i | Where-Object a -in 'abc','d').a
            ($i | Where-Object a -notin 'abc').a
            ($i | Where-Object a -is string).a
            ($i | Where-Object -Not zz).a
            """,
            """
            Abc
            Abc
            Abc
            Abc
            Abc
            Abc
            """);
    }

    [Fact]
    public void Select_Object_picks()
    {
        Shell.Prints(
            """
            1..10 | Select-Object -First 2 -Last 1
            'skip'
            1..5 | Select-Object -Skip 3
            'last'
            1..5 | Select-Object -SkipLast 3
            'index'
            1..5 | Select-Object -Index 0,3
            'unique'
            1,2,1 | Select-Object -Unique
            """,
            """
            1
            2
            10
            skip
            4
            5
            last
            1
            2
            index
            1
            4
            unique
            1
            2
            """);
    }

    [Fact]
    public void Select_Object_stops_what_is_before_it()
    {
        Shell.Prints(
            """
            1..10 | ForEach-Object { "made $_"; } | Select-Object -First 2
            """,
            """
            made 1
            made 2
            """);
    }

    [Fact]
    public void Select_Object_makes_objects()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1;b=2} | Select-Object a, @{n='s';e={$_.a + $_.b}}, zz
            [pscustomobject]@{a=1;b=2;ab=3} |
                Select-Object a* -ExcludeProperty ab |
                ForEach-Object { $_.PSObject.Properties.Name }
            """,
            """

            a s zz
            - - --
            1 3 ¶
            a
            """);
    }

    [Fact]
    public void Select_Object_expands()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1,2} | Select-Object -ExpandProperty a
            try { [pscustomobject]@{a=1} |
                Select-Object -ExpandProperty nope -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            """,
            """
            1
            2
            ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand
            """);
    }

    [Fact]
    public void Sort_Object_sorts()
    {
        Shell.Prints(
            """
            3,1,2 | Sort-Object
            'b','A','a' | Sort-Object -CaseSensitive
            3,1,2 | Sort-Object -Descending -Top 2
            'bb','a','cc' | Sort-Object Length, @{e={$_};Descending=$true}
            1,1,2 | Sort-Object -Unique
            10,'9',1 | Sort-Object
            """,
            """
            1
            2
            3
            a
            A
            b
            3
            2
            a
            cc
            bb
            1
            2
            1
            9
            10
            """);
    }

    [Fact]
    public void Group_Object_groups()
    {
        Shell.Prints(
            """
            1..5 | Group-Object { $_ % 2 } | ForEach-Object { "$($_.Name): $($_.Group)" }
            ('a','b','a' | Group-Object -AsHashTable)['a'].Count
            'a','b','a' | Group-Object -NoElement | ForEach-Object Count
            """,
            """
            0: 2 4
            1: 1 3 5
            2
            2
            1
            """);
    }

    [Fact]
    public void Measure_Object_measures()
    {
        Shell.Prints(
            """
            (1..4 |
                Measure-Object -Sum -Average -Maximum -Minimum |
                ForEach-Object { $_.Sum, $_.Average, $_.Maximum, $_.Minimum, $_.Count })
            'a b','c' |
                Measure-Object -Line -Word -Character |
                ForEach-Object { $_.Lines, $_.Words, $_.Characters }
            """,
            """
            10
            2.5
            4
            1
            4
            2
            3
            4
            """);
    }

    [Fact]
    public void Compare_Object_compares()
    {
        Shell.Prints(
            """
            Compare-Object 1,2,3 2,3,4 | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" }
            Compare-Object 1,2 2,1 -IncludeEqual | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" }
            """,
            """
            4=>
            1<=
            1==
            2==
            """);
    }

    [Fact]
    public void Members_are_added()
    {
        Shell.Prints(
            """
            $o = [pscustomobject]@{a=1} | Add-Member b 2 -PassThru
            $o.b
            $o | Add-Member ScriptMethod Twice { $this.a * 2 }
            $o.Twice()
            try { $o | Add-Member b 3 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            """,
            """
            2
            2
            MemberAlreadyExists,Microsoft.PowerShell.Commands.AddMemberCommand
            """);
    }

    [Fact]
    public void New_Object_constructs()
    {
        Shell.Prints(
            """
            New-Object System.Text.StringBuilder 'abc' | ForEach-Object ToString
            (New-Object PSObject -Property @{z=1}).z
            try { New-Object No.Such } catch { $_.FullyQualifiedErrorId }
            """,
            """
            abc
            1
            TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand
            """);
    }

    [Fact]
    public void Tee_Object_keeps_a_copy()
    {
        Shell.Prints(
            """
            1..3 | Tee-Object -Variable t | Out-Null
            "$t"
            """,
            """
            1 2 3
            """);
    }

    [Fact]
    public void Get_Unique_drops_repetitions()
    {
        Shell.Prints(
            """
            1,1,2,1 | Get-Unique
            """,
            """
            1
            2
            1
            """);
    }

    [Fact]
    public void Get_Member_lists_members()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1} |
                Get-Member -MemberType NoteProperty |
                ForEach-Object { "$($_.TypeName) $($_.Name) $($_.MemberType) $($_.Definition)" }
            """,
            """
            System.Management.Automation.PSCustomObject a NoteProperty int a=1
            """);
    }

    [Fact]
    public void Write_Output_unrolls()
    {
        Shell.Prints(
            """
            Write-Output 1 2
            (Write-Output (1,2) -NoEnumerate | Measure-Object).Count
            """,
            """
            1
            2
            1
            """);
    }

    [Fact]
    public void Variables_come_and_go()
    {
        Shell.Prints(
            """
            Set-Variable q 5
            $q
            Get-Variable q -ValueOnly
            New-Variable r 6
            try { New-Variable r 7 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            Remove-Variable q
            try { Get-Variable q -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            """,
            """
            5
            5
            VariableAlreadyExists,Microsoft.PowerShell.Commands.NewVariableCommand
            VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand
            """);
    }

    [Theory]
    [InlineData("& $s", "a b / c")]
    [InlineData("1 | ForEach-Object $s", "a b / c")]
    [InlineData("$null = $s.Invoke()", " / ")]
    [InlineData("$null = $s.InvokeReturnAsIs()", " / ")]
    [InlineData("$null = $s.InvokeWithContext($null, [System.Management.Automation.PSVariable[]]@())", " / ")]
    public void What_a_block_writes_belongs_to_the_command_that_runs_it_but_not_to_one_that_invokes_it(
        string call, string expected) => Assert.Equal(expected, Shell.Output(
        $$"""
        function f { [CmdletBinding()] param($s) {{call}} }
        f { Write-Warning a; Write-Warning b; Write-Error c } -WarningVariable w -ErrorVariable e 3>$null 2>$null
        "$w / $e"
        """).TrimEnd('\r', '\n'));
}
