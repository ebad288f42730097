using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Pester;
using Xunit;

namespace PanthorShell.Tests.PesterFiles;

/// <summary>Pester files run as Pester 5 runs them.</summary>
public sealed class PesterRunnerTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("pester_").FullName, "A.Tests.ps1");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Discovery_finds_each_case_with_its_line_and_runs_nothing()
    {
        IReadOnlyList<PesterTestCase> tests = Discover(
            """
            BeforeAll { throw 'not in discovery' }
            Describe 'outer' -Tag Slow {
                Context 'inner <n>' -ForEach @{n = 1}, @{n = 2} {
                    It 'is <n>' -Tag Fast { throw 'not in discovery' }
                }
            }
            """);

        Assert.Equal(["outer.inner <n>.is <n>", "outer.inner <n>.is <n>"], tests.Select(test => test.FullName));
        Assert.All(tests, test => Assert.Equal(4, test.Line));
        Assert.All(tests, test => Assert.Equal(["Fast"], test.Tags));
    }

    [Fact]
    public void Variables_of_setups_are_seen_by_the_tests_below_them()
    {
        AllPass(
            """
            BeforeAll { $a = 1; function Get-Sum($x, $y) { $x + $y } }
            Describe 'outer' {
                BeforeAll { $b = 2; $script:shared = 10 }
                BeforeEach { $c = Get-Sum $a $b }
                It 'sees them' { $c | Should -Be 3; $c = 99 }
                It 'has a scope of its own' { $c | Should -Be 3; $shared | Should -Be 10 }
                Context 'inner' {
                    BeforeAll { $b = 20 }
                    It 'may hide one' { $c | Should -Be 21; $b | Should -Be 20 }
                }
                It 'is not changed by that' { $b | Should -Be 2 }
                It 'knows its file' { $PSScriptRoot | Should -Exist; $PSCommandPath | Should -BeLike '*.Tests.ps1' }
                It 'has a drive' { 'x' | Set-Content $TestDrive/f.txt; "$TestDrive/f.txt" | Should -Exist }
            }
            """);
    }

    [Theory]
    [InlineData("BeforeEach")]
    [InlineData("AfterEach")]
    public void What_surrounds_each_test_is_refused_outside_of_every_block(string command)
    {
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Discover(
            $$"""
            {{command}} { }
            Describe 'block' { It 'test' { } }
            """));
        Assert.Contains($"{command} stands outside of every block.", refused.Message);
    }

    [Fact]
    public void Setups_and_teardowns_run_in_order()
    {
        AllPass(
            """
            BeforeAll { $script:log = @('file') }
            Describe 'd' {
                BeforeAll { $script:log += 'all' }
                BeforeEach { $script:log += 'each' }
                AfterEach { $script:log += 'after' }
                It 'one' { $script:log += '1' }
                It 'two' { $script:log -join ' ' | Should -Be 'file all each 1 after each' }
                Context 'c' {
                    BeforeEach { $script:log += 'inner' }
                    It 'three' { $script:log[-2..-1] -join ' ' | Should -Be 'each inner' }
                }
            }
            """);
    }

    [Fact]
    public void Data_fill_the_names_of_tests()
    {
        IReadOnlyList<PesterTestResult> results = Run(
            """
            Describe 'of <name>' -ForEach @{name = 'x'; item = @{deep = 5}} {
                It 'takes <item.deep> and <_>' -ForEach 1, 2 { $_ | Should -BeGreaterThan 0 }
                It 'counts <_.n>' -TestCases @(@{n = 3}) { $n | Should -Be 3 }
            }
            """);

        Assert.Equal(
            ["of x.takes 5 and 1", "of x.takes 5 and 2", "of x.counts 3"],
                results.Select(result => result.ExpandedName));
        Assert.All(results, result => Assert.Equal(PesterOutcome.Passed, result.Outcome));
    }

    [Fact]
    public void Outcomes_messages_and_places_are_told()
    {
        IReadOnlyList<PesterTestResult> results = Run(
            """
            Describe 'd' {
                It 'passes' { 1 | Should -Be 1 }
                It 'fails' { 1 | Should -Be 2 -Because 'it must' }
                It 'throws' { throw 'boom' }
                It 'skips' -Skip { throw 'never' }
                It 'skips itself' { Set-ItResult -Skipped -Because 'of rain' }
                It 'does not know' { Set-ItResult -Inconclusive }
            }
            Describe 'broken' { BeforeAll { throw 'setup' }; It 'suffers' { } }
            """);

        Assert.Equal(
            [
                PesterOutcome.Passed, PesterOutcome.Failed, PesterOutcome.Failed, PesterOutcome.Skipped,
                    PesterOutcome.Skipped,
                PesterOutcome.Inconclusive, PesterOutcome.Failed,
            ],
            results.Select(result => result.Outcome));
        Assert.Equal("Expected 2, because it must, but got 1.", results[1].Message);
        Assert.Contains("A.Tests.ps1:3", results[1].Stack, StringComparison.Ordinal);
        Assert.Equal("RuntimeException: boom", results[2].Message);
        Assert.Contains("because of rain", results[4].Message, StringComparison.Ordinal);
        Assert.Contains("setup", results[6].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_leaves_tests_out()
    {
        File.WriteAllText(_path, "Describe 'd' { It 'one' { }; It 'two' { throw 'x' } }");

        IReadOnlyList<PesterTestResult> results = PesterRunner.RunFile(_path, "*one");

        Assert.Equal([PesterOutcome.Passed, PesterOutcome.NotRun], results.Select(result => result.Outcome));
    }

    [Fact]
    public void A_file_that_cannot_be_discovered_is_an_error()
    {
        File.WriteAllText(_path, "Describe 'd' { throw 'in discovery' }");

        var exception = Assert.Throws<InvalidOperationException>(() => PesterRunner.Discover(_path));

        Assert.Contains("in discovery", exception.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<PesterTestCase> Discover(string script)
    {
        File.WriteAllText(_path, script);
        return PesterRunner.Discover(_path);
    }

    private IReadOnlyList<PesterTestResult> Run(string script)
    {
        File.WriteAllText(_path, script);
        return PesterRunner.RunFile(_path);
    }

    private void AllPass(string script)
    {
        IReadOnlyList<PesterTestResult> results = Run(script);
        Assert.NotEmpty(results);
        Assert.All(results, result =>
            Assert.True(result.Outcome == PesterOutcome.Passed, result.Test.FullName + ": " + result.Message));
    }
}
