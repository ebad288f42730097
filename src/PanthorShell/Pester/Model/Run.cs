using System;
using System.Collections.Generic;
using System.Linq;

namespace Pester;

/// <summary>What Invoke-Pester -PassThru returns.</summary>
internal sealed class Run
{
    public List<Container> Containers { get; } = [];

    public string Result { get; set; } = "NotRun";

    public int FailedCount => Failed.Count;

    public int FailedBlocksCount => FailedBlocks.Count;

    public int FailedContainersCount => FailedContainers.Count;

    public int PassedCount => Passed.Count;

    public int SkippedCount => Skipped.Count;

    public int InconclusiveCount => Inconclusive.Count;

    public int NotRunCount => NotRun.Count;

    public int TotalCount => Tests.Count;

    public TimeSpan Duration { get; set; }

    public bool Executed { get; set; }

    public DateTime ExecutedAt { get; set; }

    public string Version { get; } = "5.7.1";

    public string PSVersion { get; } = "7.6.0";

    public PesterConfiguration? Configuration { get; set; }

    public TimeSpan DiscoveryDuration { get; set; }

    public TimeSpan UserDuration { get; set; }

    public TimeSpan FrameworkDuration { get; set; }

    public List<Test> Failed => With("Failed");

    public List<Block> FailedBlocks =>
        [.. Containers.SelectMany(container => Blocks(container.Root)).Where(block => block.ErrorRecord.Count > 0)];

    public List<Container> FailedContainers => [.. Containers.Where(container => container.ErrorRecord.Count > 0)];

    public List<Test> Passed => With("Passed");

    public List<Test> Skipped => With("Skipped");

    public List<Test> Inconclusive => With("Inconclusive");

    public List<Test> NotRun => With("NotRun");

    public List<Test> Tests => [.. Containers.SelectMany(container => container.Root?.AllTests() ?? [])];

    private List<Test> With(string result) => [.. Tests.Where(test => test.Result == result)];

    private static IEnumerable<Block> Blocks(Block? block)
    {
        if (block is null) yield break;

        yield return block;
        foreach (Block inner in block.Blocks.SelectMany(Blocks)) yield return inner;
    }
}
