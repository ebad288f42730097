using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>A test file or script block with the data that it is run with.</summary>
internal sealed class Container
{
    public string Name => Item is FileInfo file ? file.FullName : "<ScriptBlock>";

    /// <summary>File or ScriptBlock.</summary>
    public string Type => Item is FileInfo ? "File" : "ScriptBlock";

    public required object Item { get; init; }

    public IDictionary? Data { get; init; }

    public List<Block> Blocks => Root?.Blocks ?? [];

    public string Result { get; set; } = "NotRun";

    public TimeSpan Duration { get; set; }

    public int FailedCount => Root?.FailedCount ?? 0;

    public int PassedCount => Root?.PassedCount ?? 0;

    public int SkippedCount => Root?.SkippedCount ?? 0;

    public int InconclusiveCount => Root?.InconclusiveCount ?? 0;

    public int NotRunCount => Root?.NotRunCount ?? 0;

    public int TotalCount => Root?.TotalCount ?? 0;

    public List<object> ErrorRecord { get; } = [];

    public bool Passed => Result == "Passed";

    public bool ShouldRun => Root?.AllTests().Any(test => test.ShouldRun) ?? false;

    public bool Executed { get; set; }

    public DateTime? ExecutedAt { get; set; }

    public TimeSpan DiscoveryDuration { get; set; }

    internal Block? Root { get; set; }

    internal ScriptBlock? ScriptBlock => Item as ScriptBlock;

    public override string ToString() => BlockMarks.Of(Result) + " " + Name;
}
