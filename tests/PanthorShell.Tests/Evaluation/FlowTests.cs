using System.Collections.Generic;
using Xunit;

namespace PanthorShell.Tests.Evaluation;

public sealed class FlowTests
{
    [Theory]
    [InlineData("foreach ($i in 1..3) { if ($i -eq 2) { continue }; $i }", "1 3")]
    [InlineData(
        ":o for ($i = 0; $i -lt 3; $i++) { foreach ($j in 1..3) { if ($j -eq 2) { continue o }; \"$i$j\" } }",
        "01 11 21")]
    [InlineData(":o while (1) { foreach ($j in 1..3) { if ($j -eq 2) { break o }; $j } }; 'end'", "1 end")]
    [InlineData("$i = 5; do { $i-- } while ($i -gt 0); $i", "0")]
    [InlineData("do { $i++ } until ($i -ge 4); $i", "4")]
    [InlineData("function f { 1; return 2; 3 }; f", "1 2")]
    [InlineData("$x = foreach ($k in 1..3) { $k * $k }; \"$x\"", "1 4 9")]
    [InlineData("switch (1, 2, 'a') { 1 { 'one' } 2 { 'two'; break } default { 'def' } }", "one two")]
    [InlineData("switch -Wildcard ('abc') { 'a*' { 'wa' } '*c' { 'wc' } default { 'd' } }", "wa wc")]
    [InlineData("switch -Regex ('abc123') { '(\\d+)' { $Matches[1] } }", "123")]
    [InlineData("switch -CaseSensitive ('x') { X { 'no' } default { 'cs' } }", "cs")]
    [InlineData("$a, $b, $c = 1, 2, 3, 4; \"$a $b $c\"", "1 2 3 4")]
    [InlineData("$x = 1; & { $x = 3 }; $x; . { $x = 4 }; $x", "1 4")]
    [InlineData("function p { begin { 'b' } process { \"p$_\" } end { 'e' } }; 1..2 | p", "b p1 p2 e")]
    [InlineData("$c = 1; function f { $c += 5; $c }; f; function g { $c++; $c }; g; $c", "5 2 1")]
    [InlineData("$a = 1; . { $a += 2 }; $a", "3")]
    [InlineData("filter d { $_ * 2 }; 1..3 | d", "2 4 6")]
    [InlineData("function f($a, $b = 5) { $a + $b }; f 1; f -b 2 -a 3; $h = @{ a = 1; b = 1 }; f @h", "6 5 2")]
    public void Control_flow_writes_what_PowerShell_writes(string script, string output)
        => Assert.Equal(output, string.Join(" ", Running.Lines(script)));

    [Theory]
    [InlineData("try { throw 'boom' } catch { \"c $_\" } finally { 'f' }", "c boom f")]
    [InlineData(
        "try { [int]::Parse('x') } catch [FormatException] { $_.Exception.GetType().Name } catch { 'other' }",
        "FormatException")]
    [InlineData("try { 1/0 } catch [DivideByZeroException] { 'dz' }", "dz")]
    [InlineData("try { try { throw 'in' } catch { throw } } catch { \"outer $_\" }", "outer in")]
    [InlineData("try { try { throw 'in' } finally { 'f' } } catch { \"o $_\" }", "f o in")]
    [InlineData("function g { 1; throw 'gg'; 2 }; $r = try { g } catch { 'c' }; \"$r\"", "1 c")]
    [InlineData("try { throw 'a' } catch { try { throw 'b' } catch { \"$_\" }; \"$_\" }", "b a")]
    [InlineData("try { throw @{ a = 5 } } catch { $_.TargetObject.a }", "5")]
    public void Errors_are_caught_by_the_clause_that_names_them(string script, string output)
        => Assert.Equal(output, string.Join(" ", Running.Lines(script)));

    [Fact]
    public void An_error_ends_its_statement_and_the_next_one_runs()
    {
        (List<string> output, List<string> errors) = Running.WithErrors("$x = 1/0; \"next $?\"; [int]'q'; 'end'");
        Assert.Equal(["next False", "end"], output);
        Assert.Equal(["RuntimeException", "InvalidCastFromStringToInteger"], errors);
    }

    [Fact]
    public void The_preference_silences_errors()
    {
        (List<string> output, List<string> errors) = Running.WithErrors(
            "$ErrorActionPreference = 'SilentlyContinue'; 1/0; $Error[0].Exception.Message");
        Assert.Equal("Attempted to divide by zero.", Assert.Single(output));
        Assert.Empty(errors);
    }

    [Fact]
    public void A_long_loop_is_quick_enough_to_be_a_test()
        => Assert.Equal(
            ["4999950000"], Running.Lines("$i = 0; $s = 0; while ($i -lt 100000) { $s += $i; $i++ }; $s"));
}
