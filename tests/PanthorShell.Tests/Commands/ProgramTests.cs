using Xunit;

namespace PanthorShell.Tests.Commands;

/// <summary>Exit codes and arguments of scripts, errors on the console.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Item /no/such", 1)]
    [InlineData("Get-Item /no/such; 1", 0)]
    [InlineData("if (", 1)]
    public void A_command_has_an_exit_code(string script, int expected) =>
        Assert.Equal(expected, Shell.Run(script).ExitCode);

    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Item /no/such", 0)]
    public void A_script_has_an_exit_code(string script, int expected) =>
        Assert.Equal(expected, Shell.RunFile(script).ExitCode);

    [Fact]
    public void Arguments_are_bound_to_the_parameters_of_a_script()
    {
        (int _, string text) = Shell.RunFile("param($A, [switch] $S, [int] $N = 1) \"$A $S $N\"", "x", "-S", "-N:7");

        Assert.Equal("x True 7\n", text);
    }

    [Fact]
    public void An_error_shows_its_line_and_a_mark_below_it()
    {
        (int _, string text) = Shell.RunFile("'first'\nGet-Item /no/such\n");

        Assert.Equal(
            """
            first
            Get-Item: script.ps1:2
            Line |
               2 |  Get-Item /no/such
                 |  ~~~~~~~~~~~~~~~~~
                 | Cannot find path '/no/such' because it does not exist.

            """.ReplaceLineEndings("\n"),
            text.TrimEnd('\n') + "\n");
    }

    [Fact]
    public void An_error_of_Write_Error_names_the_function_and_where_it_was_called()
    {
        (int _, string text) = Shell.RunFile("function Get-It { Write-Error 'no luck' }\nGet-It\n");

        Assert.StartsWith("Get-It: script.ps1:2\n", text, System.StringComparison.Ordinal);
        Assert.Contains("| no luck", text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_supported_is_refused_by_name()
    {
        (int code, string text) = Shell.Run("1..3 | ForEach-Object -Parallel { $_ } -AsJob");

        Assert.Equal(1, code);
        Assert.Contains("'ForEach-Object -Parallel -AsJob' is not supported by PanthorShell", text,
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void Help_comes_from_comments()
    {
        string text = Shell.Output(
            """
            function Get-It {
            <#
            .SYNOPSIS
            Gets it.
            .PARAMETER Name
            Which one.
            .EXAMPLE
            Get-It -Name x
            #>
            param([string] $Name) }
            (Get-Help Get-It).Synopsis
            (Get-Help Get-It).parameters.parameter[0].description.Text
            (Get-Help Get-It).examples.example.code
            """);

        Assert.Equal("Gets it.\nWhich one.\nGet-It -Name x\n", text);
    }
}
