using System.Collections.Generic;
using System.Linq;
using Pester;
using Xunit;

namespace PanthorShell.Tests.Scenarios;

/// <summary>
/// The Pester files of <c>tests/Scenarios</c>, run by PanthorShell: every <c>It</c> is a test of its own here, with its
/// own message.
/// </summary>
public sealed class ScenarioTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Its()
    {
        foreach (string file in ScenarioFiles.Names)
        {
            var seen = new Dictionary<string, int>();
            foreach ((int index, PesterTestCase test) in ScenarioFiles.Discover(file).Index())
            {
                int number = seen[test.FullName] = seen.GetValueOrDefault(test.FullName) + 1;
                string suffix = number == 1 ? string.Empty : $" [{number}]";
                yield return new TheoryDataRow<string, int>(file, index)
                {
                    TestDisplayName = $"{file}: {test.FullName}{suffix}",
                };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Its))]
    public void Scenario(string file, int index)
    {
        PesterTestResult result = ScenarioFiles.Run(file)[index];
        switch (result.Outcome)
        {
            case PesterOutcome.Passed:
                break;
            case PesterOutcome.Skipped or PesterOutcome.Inconclusive:
                Assert.Skip(result.Message.Length == 0 ? "skipped by the scenario" : result.Message);
                break;
            default:
                Assert.Fail($"{result.ExpandedName}: {result.Message}\n{result.Stack}");
                break;
        }
    }

    [Fact]
    public void There_is_at_least_one_scenario_in_every_file()
    {
        Assert.NotEmpty(ScenarioFiles.Names);
        Assert.All(ScenarioFiles.Names, file => Assert.NotEmpty(ScenarioFiles.Discover(file)));
    }
}
