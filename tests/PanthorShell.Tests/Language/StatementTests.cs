using System.Linq;
using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class StatementTests
{
    [Theory]
    [InlineData("if ($a) { 1 } elseif ($b) { 2 } else { 3 }", typeof(IfStatementAst))]
    [InlineData("while ($a) { }", typeof(WhileStatementAst))]
    [InlineData("do { } while ($a)", typeof(DoWhileStatementAst))]
    [InlineData("do { }\nuntil ($a)", typeof(DoUntilStatementAst))]
    [InlineData("for ($i = 0; $i -lt 3; $i++) { }", typeof(ForStatementAst))]
    [InlineData("for (;;) { break }", typeof(ForStatementAst))]
    [InlineData("foreach ($a in 1..3) { }", typeof(ForEachStatementAst))]
    [InlineData("switch -Regex -CaseSensitive ($a) { 'x' { 1 } default { 2 } }", typeof(SwitchStatementAst))]
    [InlineData("try { } catch [int], [string] { } catch { } finally { }", typeof(TryStatementAst))]
    [InlineData("function Get-It($a, [int]$b = 1) { }", typeof(FunctionDefinitionAst))]
    [InlineData("filter f { $_ }", typeof(FunctionDefinitionAst))]
    [InlineData("return 1", typeof(ReturnStatementAst))]
    [InlineData("throw", typeof(ThrowStatementAst))]
    [InlineData("exit 3", typeof(ExitStatementAst))]
    [InlineData("break outer", typeof(BreakStatementAst))]
    [InlineData("$a = if (1) { 2 }", typeof(AssignmentStatementAst))]
    [InlineData("$a, $b.c, $d[0] = 1, 2, 3", typeof(AssignmentStatementAst))]
    public void A_statement_becomes_its_node(string text, System.Type type)
    {
        StatementAst statement = Parsing.Statement(text);
        Assert.IsType(type, statement);
        Assert.Equal(text, statement.Extent.Text);
    }

    [Fact]
    public void A_label_belongs_to_its_loop()
        => Assert.Equal("outer", Assert.IsType<WhileStatementAst>(Parsing.Statement(":outer while (1) { }")).Label);

    [Fact]
    public void A_function_has_its_blocks_parameters_and_attributes()
    {
        var function = Assert.IsType<FunctionDefinitionAst>(Parsing.Statement(
            """
            function Test-It {
                [CmdletBinding(SupportsShouldProcess)]
                param(
                    [Parameter(Mandatory, Position = 0)] [ValidateSet('a', 'b')] [string] $Name,
                    [switch] $Force
                )
                begin { 1 }
                process { 2 }
                end { 3 }
                clean { 4 }
            }
            """));
        ScriptBlockAst body = function.Body;
        Assert.Equal("Test-It", function.Name);
        Assert.Equal("CmdletBinding", Assert.Single(body.ParamBlock!.Attributes).TypeName.FullName);
        Assert.Equal(["Name", "Force"], body.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath));
        Assert.Equal(
            ["Parameter", "ValidateSet", "string"],
            body.ParamBlock.Parameters[0].Attributes.Select(a => a.TypeName.FullName));
        Assert.NotNull(body.BeginBlock);
        Assert.NotNull(body.ProcessBlock);
        Assert.NotNull(body.EndBlock);
        Assert.NotNull(body.CleanBlock);
    }

    [Fact]
    public void An_expression_that_starts_with_a_type_is_not_a_param_block()
        => Assert.Null(Parsing.Script("[int]'5'").ParamBlock);

    [Fact]
    public void Using_and_requires_are_read_at_the_top()
    {
        ScriptBlockAst script = Parsing.Script(
            "#Requires -Version 7.2\n"
            + "#Requires -Modules Pester, @{ ModuleName = 'X'; ModuleVersion = '1.2' }\n"
            + "using namespace System.IO\n1");
        Assert.Equal("System.IO", Assert.Single(script.UsingStatements).Name.Value);
        Assert.Equal(new System.Version(7, 2), script.ScriptRequirements!.RequiredPSVersion);
    }

    [Fact]
    public void Positions_count_lines_and_columns_from_one()
    {
        var pipeline = Assert.IsType<PipelineAst>(Parsing.Script("1\r\n  foo bar").EndBlock!.Statements[1]);
        IScriptExtent extent = pipeline.Extent;
        Assert.Equal((2, 3), (extent.StartLineNumber, extent.StartColumnNumber));
        Assert.Equal((2, 10), (extent.EndLineNumber, extent.EndColumnNumber));
        Assert.Equal("  foo bar", extent.StartScriptPosition.Line);
    }
}
