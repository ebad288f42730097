using System;
using Xunit;

namespace PanthorShell.Tests.Engine;

/// <summary>Objects flow one by one, and a pipeline ends in order.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly EngineSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Each_object_runs_through_before_the_next_one_comes() => Assert.Equal(
        "a:begin b:begin a:1 b:1 a:2 b:2 a:end b:end a:dispose b:dispose",
        _session.Run("$l = [Collections.ArrayList]::new(); $null = 1, 2 | Measure-Order -Log $l -Tag a | "
            + "Measure-Order -Log $l -Tag b; \"$l\""));

    [Fact]
    public void A_command_that_has_enough_stops_the_ones_before_it() => Assert.Equal(
        "1 2 / a:begin a:1 a:2 a:dispose",
        _session.Run("$l = [Collections.ArrayList]::new(); $r = 1..9 | Measure-Order -Log $l -Tag a | Select-First "
            + "2; \"$r / $l\""));

    [Fact]
    public void Begin_blocks_run_before_any_object_flows() => Assert.Equal("bb|b:ab|b:1|b:ae|be", _session.Run("""
        function a1 { begin { 'ab' } process { $_ } end { 'ae' } }
        function b1 { begin { 'bb' } process { "b:$_" } end { 'be' } }
        1 | a1 | b1
        """));

    [Fact]
    public void A_failing_command_makes_the_status_false() =>
        Assert.Equal("ERR Bad,PanthorShell.Tests.Engine.TestCommands+WriteFailureCommand|False",
            _session.Run("Write-Failure; $?"));

    [Theory]
    [InlineData("Write-Failure -ErrorAction SilentlyContinue; $Error.Count", "1")]
    [InlineData("Write-Failure -ErrorAction Ignore; $Error.Count", "0")]
    [InlineData("Write-Failure -ErrorAction SilentlyContinue -ErrorVariable e; $e.Count", "1")]
    [InlineData("Write-Failure 2>$null; 'on'", "on")]
    [InlineData("try { Write-Failure -ErrorAction Stop; 'no' } catch { 'caught ' + $_.Exception.Message }",
        "caught bad")]
    public void The_error_action_decides_where_an_error_goes(string script, string expected) =>
        Assert.Equal(expected, _session.Run(script));

    [Fact]
    public void The_error_variable_of_a_function_gets_the_errors_within_it() => Assert.Equal("1 after", _session.Run("""
        function f { [CmdletBinding()] param() Write-Failure; 'after' }
        $r = f -ErrorVariable ev -ErrorAction SilentlyContinue
        "$($ev.Count) $r"
        """));

    [Fact]
    public void A_script_block_of_a_step_runs_in_the_scope_of_the_caller() =>
        Assert.Equal("6", _session.Run("$sum = 0; 1..3 | Step-Each { $sum += $_ }; $sum"));

    [Fact]
    public void The_out_variable_holds_what_was_written() =>
        Assert.Equal("1 2",
            _session.Run("function f { [CmdletBinding()] param() 1; 2 } $null = f -OutVariable o; \"$o\""));

    [Fact]
    public void An_unknown_command_is_named()
    {
        Assert.Equal("ERR CommandNotFoundException", _session.Run("No-SuchCommand"));
        Assert.Equal("No-SuchCommand", _session.Run("try { No-SuchCommand } catch { $_.Exception.CommandName }"));
    }

    [Fact]
    public void A_native_program_gives_lines_and_its_exit_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test runs a Unix shell.");
        Assert.Equal("a b|c|3|False", _session.Run("sh -c 'echo a b; echo c; exit 3'; $s = $?; $LASTEXITCODE; $s"));
        Assert.Equal("x", _session.Run("'x' | cat"));
    }
}
