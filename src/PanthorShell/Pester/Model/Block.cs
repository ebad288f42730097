using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>A Describe or Context, or the file itself as the root.</summary>
internal sealed class Block
{
    public required string Name { get; init; }

    public required string[] Path { get; init; }

    public object? Data { get; init; }

    public string? ExpandedName { get; set; }

    public string? ExpandedPath { get; set; }

    public List<Block> Blocks { get; } = [];

    public List<Test> Tests { get; } = [];

    /// <summary>Blocks and tests as they are written.</summary>
    public List<object> Order { get; } = [];

    public string Result { get; set; } = "NotRun";

    public int FailedCount => Count("Failed");

    public int PassedCount => Count("Passed");

    public int SkippedCount => Count("Skipped");

    public int InconclusiveCount => Count("Inconclusive");

    public int NotRunCount => Count("NotRun");

    public int TotalCount => AllTests().Count();

    public List<object> ErrorRecord { get; } = [];

    public TimeSpan Duration { get; set; }

    public string[] Tag { get; init; } = [];

    public bool Skip { get; set; }

    public string ItemType { get; } = "Block";

    public required Container BlockContainer { get; init; }

    public Block? Parent { get; init; }

    public bool IsRoot => Parent is null;

    public ScriptBlock? OneTimeTestSetup { get; set; }

    public ScriptBlock? EachTestSetup { get; set; }

    public ScriptBlock? EachTestTeardown { get; set; }

    public ScriptBlock? OneTimeTestTeardown { get; set; }

    public bool Passed => Result == "Passed";

    public bool First { get; set; }

    public bool Last { get; set; }

    public bool ShouldRun { get; set; }

    public bool Executed { get; set; }

    public DateTime? ExecutedAt { get; set; }

    public ScriptBlock? ScriptBlock { get; init; }

    public int StartLine { get; init; }

    /// <summary>Describe or Context.</summary>
    public string Kind { get; init; } = "Describe";

    /// <summary>The tests of this block and of those inside it.</summary>
    public IEnumerable<Test> AllTests()
    {
        foreach (object item in Order)
        {
            if (item is Test test)
            {
                yield return test;
            }
            else
            {
                foreach (Test inner in ((Block)item).AllTests()) yield return inner;
            }
        }
    }

    public override string ToString() => BlockMarks.Of(Result) + " " + (ExpandedName ?? Name);

    private int Count(string result) => AllTests().Count(test => test.Result == result);
}
