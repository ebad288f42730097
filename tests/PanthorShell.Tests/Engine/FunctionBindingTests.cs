using System;
using Xunit;

namespace PanthorShell.Tests.Engine;

/// <summary>Arguments of functions; the expectations are what PowerShell 7.6 answers.</summary>
public sealed class FunctionBindingTests : IDisposable
{
    private const string Functions = """
        function f1 { param([int]$a = 5, [string]$b, [switch]$s, $c) "a=$a b=$b s=$s c=$c args=$args" }
        function f2 { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name,
            [Parameter(ValueFromPipelineByPropertyName)][int]$Size = 3, [Parameter(ValueFromPipeline)]$In)
            process { "$Name $Size $In $($PSBoundParameters.Keys -join ',')" } }
        function f3 { [CmdletBinding(DefaultParameterSetName = 'A')] param(
            [Parameter(ParameterSetName = 'A', Position = 0)]$a,
            [Parameter(ParameterSetName = 'B', Mandatory)]$b,
            [Parameter(ParameterSetName = 'C', Mandatory, ValueFromPipeline)][int]$c)
            process { "$($PSCmdlet.ParameterSetName) a=$a b=$b c=$c" } }
        function f4 { param([ValidateSet('a', 'b')]$x, [ValidateRange(1, 5)][int]$y, [ValidateScript({ $_ -gt 3 })]$z)
            "x=$x y=$y z=$z" }
        function f5 { [CmdletBinding()] param([Parameter(Mandatory)]$M, [Parameter(ValueFromRemainingArguments)]$Rest)
            "M=$M Rest=$($Rest -join '/') $($Rest.Count)" }
        function f6 { param([string]$Path, [string]$Pattern) "$Path $Pattern" }

        """;

    private readonly EngineSession _session = new(withModule: false);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("f1", "a=5 b= s=False c= args=")]
    [InlineData("f1 1 2 3 4", "a=1 b=2 s=False c=3 args=4")]
    [InlineData("f1 -s 1", "a=1 b= s=True c= args=")]
    [InlineData("f1 -s:$false -b x", "a=5 b=x s=False c= args=")]
    [InlineData("f1 -zz 5", "a=5 b= s=False c= args=-zz 5")]
    [InlineData("f1 -b @(1, 2)", "a=5 b=1 2 s=False c= args=")]
    [InlineData("f1 -a x", "ERR ParameterArgumentTransformationError,f1")]
    [InlineData("f1 -a", "ERR MissingArgument,f1")]
    [InlineData("$h = @{ a = 7; b = 's' }; f1 @h", "a=7 b=s s=False c= args=")]
    [InlineData("$l = 1, 'two'; f1 @l", "a=1 b=two s=False c= args=")]
    public void A_simple_function_takes_what_it_can_and_keeps_the_rest(string script, string expected) =>
        Check(script, expected);

    [Theory]
    [InlineData("f2", "ERR MissingMandatoryParameter,f2")]
    [InlineData("f2 x", "x 3  Name")]
    [InlineData("f2 -Na x -Size 4", "x 4  Name,Size")]
    [InlineData("1, 2 | f2 x", "x 3 1 Name,In|x 3 2 Name,In")]
    [InlineData("[pscustomobject]@{ Size = 9 } | f2 x", "x 9 @{Size=9} Name,In,Size")]
    [InlineData("[pscustomobject]@{ Size = 'zz' } | f2 x", "ERR ParameterArgumentTransformationError,f2")]
    [InlineData("f2 x y", "ERR PositionalParameterNotFound,f2")]
    [InlineData("f2 ''", "ERR ParameterArgumentValidationErrorEmptyStringNotAllowed,f2")]
    [InlineData("f2 x -Bogus", "ERR NamedParameterNotFound,f2")]
    [InlineData("f2 x -V", "x 3  Verbose,Name")]
    [InlineData("$PSDefaultParameterValues['f2:Size'] = 77; f2 x; $PSDefaultParameterValues.Clear()",
        "x 77  Name,Size")]
    public void An_advanced_function_is_strict(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("f3", "A a= b= c=0")]
    [InlineData("f3 1", "A a=1 b= c=0")]
    [InlineData("f3 -b 2", "B a= b=2 c=0")]
    [InlineData("f3 -a 1 -b 2", "ERR AmbiguousParameterSet,f3")]
    [InlineData("5 | f3", "C a= b= c=5")]
    [InlineData("'x' | f3", "ERR InputObjectNotBound,f3")]
    public void The_arguments_choose_the_parameter_set(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("f4 -x c", "ERR ParameterArgumentValidationError,f4")]
    [InlineData("f4 -y 9", "ERR ParameterArgumentValidationError,f4")]
    [InlineData("f4 -z 2", "ERR ParameterArgumentValidationError,f4")]
    [InlineData("f4 a 2 4", "x=a y=2 z=4")]
    [InlineData("f5 1 2 3", "M=1 Rest=2/3 2")]
    [InlineData("f5 -M 1 -x 2", "M=1 Rest=-x/2 2")]
    [InlineData("f6 -P 1", "ERR AmbiguousParameter,f6")]
    [InlineData("f6 -Patt 1", " 1")]
    public void Values_are_checked_and_names_may_be_shortened(string script, string expected) =>
        Check(script, expected);

    private void Check(string script, string expected) => Assert.Equal(expected, _session.Run(Functions + script));
}
