using Xunit;

namespace PanthorShell.Tests.Evaluation;

public sealed class CastTests
{
    [Theory]
    [InlineData("[char]\"a\" + 1", "a1", "String")]
    [InlineData("[char]\"a\" + \"b\"", "ab", "String")]
    [InlineData("[float]1+[float]1", "2", "Double")]
    [InlineData("[byte]1+[byte]1", "2", "Int32")]
    [InlineData("[uint32]1 + 1", "2", "UInt32")]
    [InlineData("[uint64]1 + 1", "2", "UInt64")]
    [InlineData("[int]\"1.6\"", "2", "Int32")]
    [InlineData("[int]$null", "0", "Int32")]
    [InlineData("[bool]\"false\"", "True", "Boolean")]
    [InlineData("[datetime]\"2020-01-02\" - [datetime]\"2020-01-01\"", "1.00:00:00", "TimeSpan")]
    [InlineData("[void]5", "", "null")]
    [InlineData("[ArgumentException]\"m\"", "System.ArgumentException: m", "ArgumentException")]
    [InlineData("[pscustomobject]@{a=1;b=2}", "@{a=1; b=2}", "PSCustomObject")]
    [InlineData("[int[]](\"1\",\"2\")", "1 2", "Object[]")]
    [InlineData("[string[]]1", "1", "String")]
    [InlineData("[int]\"5kb\"", "5120", "Int32")]
    [InlineData("[int]\"0x1f\"", "31", "Int32")]
    [InlineData("[char]65", "A", "Char")]
    [InlineData("[switch]$true", "True", "SwitchParameter")]
    [InlineData("[DayOfWeek]\"mon\"", "Monday", "DayOfWeek")]
    [InlineData("[uint64]5 - 6", "-1", "Double")]
    [InlineData("[string]$true", "True", "String")]
    [InlineData("[string](1.5,2)", "1.5 2", "String")]
    [InlineData("[bigint]5 + 3", "8", "BigInteger")]
    [InlineData("[bool](0,0)", "True", "Boolean")]
    [InlineData("[bool]@(0)", "False", "Boolean")]
    [InlineData("[bool]@()", "False", "Boolean")]
    [InlineData("[bool]\"0\"", "True", "Boolean")]
    [InlineData("[int]'5' + 5", "10", "Int32")]
    [InlineData("[bool]\"x\"", "True", "Boolean")]
    [InlineData("[int]$true", "1", "Int32")]
    [InlineData("[string]('a','b')", "a b", "String")]
    [InlineData("[object[]]@(1)", "1", "Int32")]
    public void A_cast_gives_the_value_and_the_type(string script, string text, string type)
        => Assert.Equal((text, type), Running.Value(script));
}
