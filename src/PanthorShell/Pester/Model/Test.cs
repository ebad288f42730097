using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Pester;

/// <summary>One It, or one of its cases.</summary>
internal sealed class Test
{
    public required string Name { get; init; }

    public required string[] Path { get; init; }

    public object? Data { get; init; }

    public string? ExpandedName { get; set; }

    public string? ExpandedPath { get; set; }

    /// <summary>Passed, Failed, Skipped, Inconclusive or NotRun.</summary>
    public string Result { get; set; } = "NotRun";

    public List<object> ErrorRecord { get; } = [];

    public object? StandardOutput { get; set; }

    public TimeSpan Duration { get; set; }

    public string ItemType { get; } = "Test";

    public string? Id { get; init; }

    public required ScriptBlock ScriptBlock { get; init; }

    public string[] Tag { get; init; } = [];

    public bool Skip { get; set; }

    public required Block Block { get; init; }

    public bool First { get; set; }

    public bool Last { get; set; }

    public bool ShouldRun { get; set; }

    public int StartLine { get; init; }

    public bool Executed { get; set; }

    public DateTime? ExecutedAt { get; set; }

    public bool Passed => Result == "Passed";

    public bool Skipped => Result == "Skipped";

    public bool Inconclusive => Result == "Inconclusive";

    public TimeSpan UserDuration { get; set; }

    public TimeSpan FrameworkDuration { get; set; }

    public override string ToString() => BlockMarks.Of(Result) + " " + (ExpandedName ?? Name);
}
