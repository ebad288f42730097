using Xunit;

namespace PanthorShell.Tests.Commands;

/// <summary>JSON, CSV and text as PowerShell reads and writes them.</summary>
public sealed class DataCommandTests
{
    [Fact]
    public void Json_is_written()
    {
        Shell.Prints(
            """
            [ordered]@{a=1;b='x"y';c=@(1,2);d=@{e=1};n=$null;t=$true;f=1.5;w=2.0
                dt=[datetime]'2020-01-02T03:04:05Z';em=[DayOfWeek]::Monday;emp=@()
                emo=@{}} | ConvertTo-Json
            """,
            """
            {
              "a": 1,
              "b": "x\"y",
              "c": [
                1,
                2
              ],
              "d": {
                "e": 1
              },
              "n": null,
              "t": true,
              "f": 1.5,
              "w": 2.0,
              "dt": "2020-01-02T03:04:05+00:00",
              "em": 1,
              "emp": [],
              "emo": {}
            }
            """);
    }

    [Fact]
    public void Json_can_be_compressed()
    {
        Shell.Prints(
            """
            [ordered]@{a=1;b=@('x',[ordered]@{c=2})} | ConvertTo-Json -Compress
            1,2 | ConvertTo-Json -Compress
            'x' | ConvertTo-Json -AsArray -Compress
            """,
            """
            {"a":1,"b":["x",{"c":2}]}
            [1,2]
            ["x"]
            """);
    }

    [Fact]
    public void Json_deeper_than_its_limit_is_cut()
    {
        Shell.Prints(
            """
            @{a=@{b=@{c=@{d=1}}}} | ConvertTo-Json -Compress -WarningAction SilentlyContinue
            @{a=@{b=@{c=@{d=1}}}} | ConvertTo-Json -Compress -Depth 5
            """,
            """
            {"a":{"b":{"c":"System.Collections.Hashtable"}}}
            {"a":{"b":{"c":{"d":1}}}}
            """);
    }

    [Fact]
    public void Json_is_read()
    {
        Shell.Prints(
            """
            $j = '{"a":1,"b":[1,2.5,"x"],"c":{"d":null},"t":"2020-01-02T03:04:05Z"}' | ConvertFrom-Json
            $j.a.GetType().Name
            $j.b[1].GetType().Name
            $j.t.GetType().Name
            $j.c.d -eq $null
            ('{"a":1}' | ConvertFrom-Json -AsHashtable).a
            try { '{bad' | ConvertFrom-Json } catch { $_.FullyQualifiedErrorId }
            """,
            """
            Int64
            Double
            DateTime
            True
            1
            System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand
            """);
    }

    [Fact]
    public void Csv_is_written()
    {
        Shell.Prints(
            """
            1..2 | ForEach-Object { [pscustomobject]@{Id=$_;Name="n,$_";N=$null} } | ConvertTo-Csv
            [pscustomobject]@{a='x y';b='q"r'} | ConvertTo-Csv -UseQuotes AsNeeded -Delimiter ';'
            """,
            """
            "Id","Name","N"
            "1","n,1",
            "2","n,2",
            a;b
            x y;"q""r"
            """);
    }

    [Fact]
    public void Csv_is_read()
    {
        Shell.Prints(
            """
            "a,b`n1,`"x,y`"`n2,`"l1`nl2`"" | ConvertFrom-Csv | ForEach-Object { "$($_.a)|$($_.b)" }
            """,
            """
            1|x,y
            2|l1
            l2
            """);
    }

    [Fact]
    public void Paths_are_taken_apart()
    {
        Shell.Prints(
            """
            Join-Path /a b c
            Split-Path /a/b/c.txt
            Split-Path /a/b/c.txt -Leaf
            Split-Path /a/b.txt -Extension
            Split-Path /a/b.txt -LeafBase
            Test-Path /no/such
            """,
            """
            /a/b/c
            /a/b
            c.txt
            .txt
            b
            False
            """);
    }

    [Fact]
    public void Dates_are_formatted()
    {
        Shell.Prints(
            """
            Get-Date '2020-01-02 03:04:05' -Format 'yyyy-MM-dd HH:mm'
            Get-Date '2020-01-02' -UFormat '%Y/%m/%d'
            (Get-Date -Year 2020 -Month 2 -Day 3).Day
            (New-TimeSpan -Hours 1 -Minutes 30).TotalMinutes
            """,
            """
            2020-01-02 03:04
            2020/01/02
            3
            90
            """);
    }

    [Fact]
    public void Text_is_found()
    {
        Shell.Prints(
            """
            'abc','def' | Select-String e
            ('a1b2' | Select-String '\d' -AllMatches).Matches.Value
            'x' | Select-String y -Quiet
            'xyz' | Select-String y -Quiet
            'A','b' | Select-String a -CaseSensitive -NotMatch
            """,
            """

            def
            1
            2
            True
            A
            b
            """);
    }

    [Fact]
    public void Blocks_and_texts_are_run()
    {
        Shell.Prints(
            """
            Invoke-Command { param($x) "got $x" } -ArgumentList 5
            Invoke-Expression '1 + 1'
            (Measure-Command { 1 }).GetType().Name
            $x = 1
            & { Set-StrictMode -Version Latest; try { $undefinedName } catch { $_.FullyQualifiedErrorId } }
            """,
            """
            got 5
            2
            TimeSpan
            VariableIsUndefined
            """);
    }

    [Fact]
    public void Commands_are_found()
    {
        Shell.Prints(
            """
            (Get-Command Get-Item).CommandType
            (Get-Command gci).Definition
            function Get-Zed { }
            (Get-Command Get-Zed).CommandType
            try { Get-Command No-Such -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            (Get-Alias select).Definition
            """,
            """
            Cmdlet
            Get-ChildItem
            Function
            CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand
            Select-Object
            """);
    }

    [Fact]
    public void Errors_have_their_ids()
    {
        Shell.Prints(
            """
            try { Get-Item /no/such -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            try { Get-Content /no/such -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            try { Import-Module NoSuchModule -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            Write-Error m -ErrorId Mine -Category InvalidData -TargetObject 5 -ErrorAction SilentlyContinue
            $Error[0].FullyQualifiedErrorId
            "$($Error[0].CategoryInfo.Category)"
            """,
            """
            PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
            PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand
            Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand
            Mine
            InvalidData
            """);
    }

    [Fact]
    public void Get_Random_keeps_to_its_bounds()
    {
        Shell.Prints(
            """
            $n = 1..20 | ForEach-Object { Get-Random -Minimum 3 -Maximum 6 }
            ($n | Where-Object { $_ -lt 3 -or $_ -ge 6 }).Count
            (1..5 | Get-Random -Count 5 | Measure-Object -Sum).Sum
            try { Get-Random -Minimum 5 -Maximum 2 } catch { $_.FullyQualifiedErrorId }
            """,
            """
            0
            15
            MinGreaterThanOrEqualMax,Microsoft.PowerShell.Commands.GetRandomCommand
            """);
    }
}
