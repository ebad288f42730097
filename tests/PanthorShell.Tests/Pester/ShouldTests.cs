using System;
using Xunit;

namespace PanthorShell.Tests.PesterFiles;

/// <summary>The operators of Should: what holds, what does not, and what is said then.</summary>
public sealed class ShouldTests
{
    [Theory]
    [InlineData("1, 2 | Should -Be 1, 2")]
    [InlineData("'A' | Should -Be 'a'")]
    [InlineData("'5' | Should -Be 5")]
    [InlineData("1, @(2, 3) | Should -Be 1, @(2, 3)")]
    [InlineData("'a' | Should -BeExactly 'a'; 'a' | Should -Not -BeExactly 'A'")]
    [InlineData("2 | Should -BeGreaterThan 1; 2 | Should -BeGreaterOrEqual 2; 2 | Should -Not -BeGreaterThan 2")]
    [InlineData("1 | Should -BeLessThan 2; 2 | Should -BeLessOrEqual 2; 2 | Should -Not -BeLessThan 2")]
    [InlineData("'abc' | Should -BeLike 'A*'; 'abc' | Should -Not -BeLikeExactly 'A*'")]
    [InlineData("'abc' | Should -Match 'B'; 'abc' | Should -Not -MatchExactly 'B'")]
    [InlineData("$true | Should -BeTrue; 1 | Should -BeTrue; '' | Should -BeFalse; $null | Should -BeFalse")]
    [InlineData(
        "$null | Should -BeNullOrEmpty; @() | Should -BeNullOrEmpty; '' | Should -BeNullOrEmpty; 0 | Should -Not "
        + "-BeNullOrEmpty")]
    [InlineData("1 | Should -BeOfType int; 1 | Should -BeOfType [int]; 1 | Should -Not -BeOfType ([string])")]
    [InlineData("1, 2 | Should -HaveCount 2; @() | Should -HaveCount 0; 'a' | Should -HaveCount 1")]
    [InlineData("1, 2 | Should -Contain 2; 1, 2 | Should -Not -Contain 3; 'a' | Should -BeIn 'A', 'b'")]
    [InlineData("'/' | Should -Exist; '/no/such' | Should -Not -Exist")]
    [InlineData("{ throw 'abc' } | Should -Throw; { throw 'abc' } | Should -Throw 'a*'; { 1 } | Should -Not -Throw")]
    [InlineData("{ Get-Item /no/such -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'")]
    [InlineData("({ throw 'abc' } | Should -Throw -PassThru).Exception.Message | Should -Be abc")]
    [InlineData("Get-Command Get-Item | Should -HaveParameter Path -Type ([string[]]) -Mandatory")]
    public void What_holds_says_nothing(string script) => Assert.Equal((0, ""), Shell.Run(script));

    [Theory]
    [InlineData("1 | Should -Be 2", "Expected 2, but got 1.")]
    [InlineData("$null | Should -Be 1 -Because 'I said so'", "Expected 1, because I said so, but got $null.")]
    [InlineData("1 | Should -Not -Be 1", "Expected 1 to be different from the actual value, but got the same value.")]
    [InlineData("1, 2, 3 | Should -Be 1, 2, 4", "Expected @(1, 2, 4), but got @(1, 2, 3).")]
    [InlineData("1 | Should -BeGreaterThan 2", "Expected the actual value to be greater than 2, but got 1.")]
    [InlineData("3 | Should -Not -BeGreaterThan 2",
        "Expected the actual value to be less than or equal to 2, but got 3.")]
    [InlineData("'a' | Should -BeLike 'x*'", "Expected like wildcard 'x*' to match 'a', but it did not match.")]
    [InlineData("'a' | Should -Match 'x'", "Expected regular expression 'x' to match 'a', but it did not match.")]
    [InlineData("$false | Should -BeTrue", "Expected $true, but got $false.")]
    [InlineData("'a' | Should -BeNullOrEmpty", "Expected $null or empty, but got 'a'.")]
    [InlineData("$null | Should -Not -BeNullOrEmpty", "Expected a value, but got $null or empty.")]
    [InlineData(
        "1 | Should -BeOfType [string]",
            "Expected the value to have type [string] or any of its subtypes, but got 1 with type [int].")]
    [InlineData("1, 2 | Should -HaveCount 3",
        "Expected a collection with size 3, but got collection with size 2 @(1, 2).")]
    [InlineData("1, 2 | Should -Contain 3", "Expected 3 to be found in collection @(1, 2), but it was not found.")]
    [InlineData("5 | Should -BeIn 1, 2", "Expected collection @(1, 2) to contain 5, but it was not found.")]
    [InlineData("'/no' | Should -Exist", "Expected path '/no' to exist, but it did not exist.")]
    [InlineData("{ 1 } | Should -Throw", "Expected an exception to be thrown, but no exception was thrown.")]
    [InlineData(
        "Get-Command Get-Item | Should -HaveParameter Foo",
        "Expected command Get-Item to have a parameter Foo, but the parameter is missing.")]
    public void What_does_not_hold_is_said(string script, string expected) => Assert.Equal(expected, Failure(script));

    [Fact]
    public void Strings_tell_where_they_differ()
    {
        Assert.Equal(
            """
            Expected strings to be the same, but they were different.
            String lengths are both 3.
            Strings differ at index 2.
            Expected: 'a\nc'
            But was:  'a\nb'
                       ---^
            """.ReplaceLineEndings("\n"),
            Failure("\"a`nb\" | Should -Be \"a`nc\""));
    }

    [Fact]
    public void A_failure_has_the_id_of_Pester()
    {
        string text = Shell.Output(
            "try { 1 | Should -Be 2 } catch { $_.FullyQualifiedErrorId; \"$($_.CategoryInfo.Category)\" }");

        Assert.StartsWith("PesterAssertionFailed", text, StringComparison.Ordinal);
        Assert.EndsWith("InvalidResult\n", text, StringComparison.Ordinal);
    }

    private static string Failure(string script) =>
        Shell.Output("try { " + script + " } catch { $_.Exception.Message }").TrimEnd('\n');
}
