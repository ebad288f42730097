using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Pester;

/// <summary>Prints a run as Pester does: failures only, or everything.</summary>
internal sealed partial class PesterOutput(Action<string> write, string verbosity)
{
    private readonly bool _any = !verbosity.Equals("None", StringComparison.OrdinalIgnoreCase);
    private readonly bool _detailed = verbosity.Equals("Detailed", StringComparison.OrdinalIgnoreCase)
        || verbosity.Equals("Diagnostic", StringComparison.OrdinalIgnoreCase);

    public void StartDiscovery(int containers)
    {
        if (_detailed) Write("Pester v5.7.1");
        Write("");
        Write(string.Create(CultureInfo.InvariantCulture, $"Starting discovery in {containers} files."));
    }

    public void DiscoveryFailed(Container container)
    {
        Write($"[-] Discovery in {container.Name} failed with:");
        foreach (ErrorRecord error in container.ErrorRecord.OfType<ErrorRecord>()) WriteError(error, "");
    }

    public void EndDiscovery(int tests, TimeSpan duration)
    {
        Write(string.Create(CultureInfo.InvariantCulture, $"Discovery found {tests} tests in {Human(duration)}."));
    }

    /// <summary>Which filters hold, and how many tests they leave.</summary>
    public void Filters(FilterConfiguration filter, int selected)
    {
        if (!_detailed) return;

        bool any = Filter("FullName", filter.FullName) | Filter("Line", filter.Line) | Filter("Tag", filter.Tag)
            | Filter("ExcludeTag", filter.ExcludeTag);
        if (any) Write(string.Create(CultureInfo.InvariantCulture, $"Filters selected {selected} tests to run."));
    }

    public void StartRun() => Write("Running tests.");

    public void StartContainer(Container container)
    {
        if (!_detailed) return;

        Write("");
        Write($"Running tests from '{container.Name}'");
    }

    public void StartBlock(Block block)
    {
        if (!_detailed) return;

        if (block.Path.Length == 1 && !block.First) Write("");
        string margin = new(' ', block.Path.Length - 1);
        Write(margin + (block.Kind == "Context" ? "Context " : "Describing ") + block.ExpandedName);
    }

    public void BlockFailed(Block block, ErrorRecord error)
    {
        string margin = _detailed && !block.IsRoot ? new string(' ', block.Path.Length - 1) : "";
        string what = block.IsRoot ? block.BlockContainer.Name : $"{block.Kind} {string.Join('.', block.Path)}";
        Write($"{margin}[-] {what} failed");
        WriteError(error, margin + (_detailed ? " " : ""), extra: true);
    }

    public void EndTest(Test test)
    {
        if (!_detailed && test.Result is not "Failed") return;

        string margin = _detailed ? new string(' ', test.Path.Length) : "";
        string name = _detailed ? test.ExpandedName! : test.ExpandedPath!;
        string reason = "";
        if (test.Result is "Skipped" or "Inconclusive"
            && test.ErrorRecord.OfType<ErrorRecord>().FirstOrDefault() is { } because)
            reason = " " + because.Exception.Message;
        string times = $"{Human(test.Duration)} ({Human(test.UserDuration)}|{Human(test.FrameworkDuration)})";
        Write($"{margin}{BlockMarks.Of(test.Result)} {name}{reason} {times}");
        if (test.Result != "Failed") return;
        foreach (ErrorRecord error in test.ErrorRecord.OfType<ErrorRecord>()) WriteError(error, margin, extra: true);
    }

    public void EndContainer(Container container)
    {
        if (_detailed || container.FailedCount > 0 || container.Result != "Passed") return;

        TimeSpan user = new(container.Root!.AllTests().Sum(test => test.UserDuration.Ticks));
        Write($"[+] {container.Name} {Human(container.Duration)} ({Human(user)}|{Human(container.Duration - user)})");
    }

    public void EndRun(Run run)
    {
        Write($"Tests completed in {Human(run.Duration)}");
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"Tests Passed: {run.PassedCount}, Failed: {run.FailedCount}, Skipped: {run.SkippedCount}, ")
            + string.Create(CultureInfo.InvariantCulture,
                $"Inconclusive: {run.InconclusiveCount}, NotRun: {run.NotRunCount}"));
        List<Block> blocks = run.FailedBlocks;
        if (blocks.Count > 0)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"BeforeAll \\ AfterAll failed: {blocks.Count}"));
            foreach (Block block in blocks) Write("  - "
                + (block.IsRoot ? block.BlockContainer.Name : string.Join('.', block.Path)));
        }

        List<Container> containers = run.FailedContainers;
        if (containers.Count == 0) return;

        Write(string.Create(CultureInfo.InvariantCulture, $"Container failed: {containers.Count}"));
        foreach (Container container in containers) Write("  - " + container.Name);
    }

    public static string Human(TimeSpan duration)
    {
        return duration.TotalSeconds < 1
            ? Math.Round(duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms"
            : Math.Round(duration.TotalSeconds, 2).ToString(CultureInfo.InvariantCulture) + "s";
    }

    /// <summary>The lines that describe an error: message and where it comes from.</summary>
    public static List<string> ErrorLines(ErrorRecord error)
    {
        var lines = new List<string>();
        string message = error.ErrorDetails?.Message is { Length: > 0 } details ? details : error.Exception.Message;
        bool assertion = error.FullyQualifiedErrorId.Split(',')[0] == "PesterAssertionFailed";
        if (!assertion) message = error.Exception.GetType().Name + ": " + message;
        lines.AddRange(message.Replace("\r", "", StringComparison.Ordinal).Split('\n'));
        if (assertion && error.TargetObject is System.Collections.IDictionary target
            && target["LineText"] is string text)
            lines.Add($"at {text.Trim()}, {target["File"]}:{target["Line"]}");
        foreach (string frame in (error.ScriptStackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (frame.Contains("<No file>", StringComparison.Ordinal)) break;
            lines.Add(FramePlace().Replace(frame.Trim('\r'), ":$1"));
        }

        return lines;
    }

    private void WriteError(ErrorRecord error, string margin, bool extra = false)
    {
        foreach (string line in ErrorLines(error)) Write(margin + (extra ? " " : "") + line);
    }

    private bool Filter(string name, StringArrayOption option)
    {
        if (option.Value.Length == 0) return false;

        Write($"Filter '{name}' set to ({string.Join(", ", option.Value.Select(value => "'" + value + "'"))}).");
        return true;
    }

    private void Write(string line)
    {
        if (_any) write(line);
    }

    [GeneratedRegex(@": line (\d+)$")]
    private static partial Regex FramePlace();
}
