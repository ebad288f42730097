using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using PanthorShell.Hosting;

namespace Pester;

/// <summary>
/// Runs Pester files from C#: one call discovers the tests of a file, another one runs them and tells the outcome of
/// each. Each call has a session of its own; calls may run side by side on threads.
/// </summary>
public static class PesterRunner
{
    /// <summary>Discovers the tests of a file without running any.</summary>
    /// <param name="path">The path of a *.Tests.ps1 file.</param>
    /// <returns>The tests in the order in which they are written, one for each case of -ForEach.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be discovered; the message says why.</exception>
    public static IReadOnlyList<PesterTestCase> Discover(string path)
    {
        Run run = Invoke(path, configuration => configuration.Run.SkipRun = true, out string output);
        RequireDiscovery(run, output);
        return [.. run.Tests.Select(Describe)];
    }

    /// <summary>Runs all tests of a file.</summary>
    /// <param name="path">The path of a *.Tests.ps1 file.</param>
    /// <param name="fullNameFilter">Wildcard patterns for the names of the tests that run; none for all.</param>
    /// <returns>A result for each test, in the order of <see cref="Discover"/>.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be discovered; the message says why.</exception>
    public static IReadOnlyList<PesterTestResult> RunFile(string path, params string[] fullNameFilter)
    {
        Run run = Invoke(path, configuration => configuration.Filter.FullName = fullNameFilter, out string output);
        RequireDiscovery(run, output);
        return [.. run.Tests.Select(Result)];
    }

    private static void RequireDiscovery(Run run, string output)
    {
        if (run.FailedContainersCount > 0 || run.Containers.Count == 0)
            throw new InvalidOperationException("The file cannot be discovered." + Environment.NewLine + output);
    }

    private static Run Invoke(string path, Action<PesterConfiguration> configure, out string output)
    {
        var configuration = new PesterConfiguration();
        configuration.Run.Path = Path.GetFullPath(path);
        configuration.Run.PassThru = true;
        configuration.Output.Verbosity = "Normal";
        configure(configuration);
        var host = new CapturingHost();
        using var session = new ShellSession(host);
        IReadOnlyList<object?> result = session.Collect(
            "param($configuration) Invoke-Pester -Configuration $configuration", configuration);
        output = host.Text;
        return result.Select(item => item is PSObject wrapped ? wrapped.BaseObject : item).OfType<Run>()
            .FirstOrDefault()
            ?? throw new InvalidOperationException("The run gave no result." + Environment.NewLine + output);
    }

    private static PesterTestCase Describe(Test test) => new(
        string.Join('.', test.Path), test.Block.BlockContainer.Name, test.StartLine, [.. test.Tag]);

    private static PesterTestResult Result(Test test)
    {
        List<ErrorRecord> errors = [.. test.ErrorRecord.OfType<ErrorRecord>()];
        if (errors.Count == 0 && test.Result == "Failed")
        {
            // The setup of a block around the test has failed.
            for (Block? block = test.Block; block is not null; block = block.Parent) errors.AddRange(
                block.ErrorRecord.OfType<ErrorRecord>());
        }

        var message = new StringBuilder();
        var stack = new StringBuilder();
        foreach (ErrorRecord error in errors)
        {
            if (message.Length > 0) message.AppendLine();
            foreach (string line in PesterOutput.ErrorLines(error))
            {
                StringBuilder target = line.StartsWith("at ", StringComparison.Ordinal) ? stack : message;
                target.AppendLine(line);
            }
        }

        return new PesterTestResult(
            Describe(test),
            test.ExpandedPath ?? string.Join('.', test.Path),
            Enum.Parse<PesterOutcome>(test.Result),
            message.ToString().TrimEnd(),
            stack.ToString().TrimEnd(),
            test.Duration);
    }
}
