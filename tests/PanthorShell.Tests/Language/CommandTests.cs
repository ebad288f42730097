using System.Linq;
using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class CommandTests
{
    [Theory]
    [InlineData("foo a b", "foo|a|b")]
    [InlineData("foo a,b c", "foo|[a b]|c")]
    [InlineData("foo -Name value", "foo|-Name|value")]
    [InlineData("foo a>b", "foo|a>b")]
    [InlineData("foo \"y\"z", "foo|\"y\"|z")]
    [InlineData("foo $a[0] @p", "foo|$a[0]|@p")]
    [InlineData("foo $a.x/y", "foo|$a.x|/y")]
    [InlineData("foo $a/b", "foo|$a/b")]
    [InlineData("foo (1+2)x", "foo|(1 Plus 2)|x")]
    [InlineData("foo [int] a[1]", "foo|[int]|a[1]")]
    [InlineData("foo 1..3 7z", "foo|1..3|7z")]
    [InlineData("foo a#b # comment", "foo|a#b")]
    [InlineData("foo `\n a", "foo|a")]
    [InlineData("foo -- -x", "foo|--|-x")]
    [InlineData("foo $x'y z'", "foo|$x'y z'")]
    [InlineData("foo { 1 } @{a=1}", "foo|{ 1 }|@{a=1}")]
    [InlineData("if2 a", "if2|a")]
    [InlineData("foreach-object a", "foreach-object|a")]
    [InlineData("& 'foo bar' a", "'foo bar'|a")]
    [InlineData(". ./x.ps1", "./x.ps1")]
    public void Words_are_split_as_in_PowerShell(string text, string elements)
        => Assert.Equal(elements, string.Join("|", Parsing.Command(text).CommandElements.Select(Parsing.Shape)));

    [Fact]
    public void A_colon_ties_a_value_to_its_parameter()
    {
        var parameter = Assert.IsType<CommandParameterAst>(Parsing.Command("foo -Bar:$false").CommandElements[1]);
        Assert.Equal("Bar", parameter.ParameterName);
        Assert.Equal("$false", parameter.Argument!.Extent.Text);
    }

    [Theory]
    [InlineData("foo 2>&1", RedirectionStream.Error, RedirectionStream.Output)]
    [InlineData("foo 6>&1", RedirectionStream.Information, RedirectionStream.Output)]
    [InlineData("foo *>&1", RedirectionStream.All, RedirectionStream.Output)]
    public void A_stream_is_merged(string text, RedirectionStream from, RedirectionStream to)
    {
        var redirection = Assert.IsType<MergingRedirectionAst>(Assert.Single(Parsing.Command(text).Redirections));
        Assert.Equal((from, to), (redirection.FromStream, redirection.ToStream));
    }

    [Theory]
    [InlineData("foo > a.txt", RedirectionStream.Output, false)]
    [InlineData("foo 2>> a.txt", RedirectionStream.Error, true)]
    [InlineData("foo *> a.txt", RedirectionStream.All, false)]
    public void A_stream_goes_into_a_file(string text, RedirectionStream from, bool append)
    {
        var redirection = Assert.IsType<FileRedirectionAst>(Assert.Single(Parsing.Command(text).Redirections));
        Assert.Equal((from, append), (redirection.FromStream, redirection.Append));
        Assert.Equal("a.txt", redirection.Location.Extent.Text);
    }

    [Theory]
    [InlineData("a | b |\n c")]
    [InlineData("a | b\n | c")]
    public void A_pipeline_goes_on_over_a_line_end(string text)
        => Assert.Equal(3, Assert.IsType<PipelineAst>(Parsing.Statement(text)).PipelineElements.Count);

    [Fact]
    public void Chains_bind_to_the_left()
    {
        var chain = Assert.IsType<PipelineChainAst>(Parsing.Statement("a && b || c"));
        Assert.Equal(TokenKind.OrOr, chain.Operator);
        Assert.Equal("a && b", chain.LhsPipelineChain.Extent.Text);
    }
}
