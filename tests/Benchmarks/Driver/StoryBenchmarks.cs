using System;
using BenchmarkDotNet.Attributes;
using Panthor.Driver.Tests.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Benchmarks.Driver;

/// <summary>
/// The story "evict groups before VM termination" as exploration runs it, under schedules drawn at random: a group that
/// uses a tiler heap is on a slot; it is destroyed, then its VM.
/// </summary>
[MemoryDiagnoser]
public class StoryBenchmarks : IDisposable
{
    private readonly MemoryArena _arena = new();
    private EvictStory.Branches? _branches;
    private ulong _seed;

    [GlobalSetup]
    public void Begin() => _branches = EvictStory.Branch(new RandomChooser(1), true, _arena);

    /// <summary>From the checkpoint on which the group is on its slot: what exploration pays for a schedule.</summary>
    [Benchmark]
    public ulong FromTheCheckpoint() => _branches!.Run(new RandomChooser(++_seed)).Hash;

    /// <summary>With the machine built and booted, and the client prepared, for the one schedule.</summary>
    [Benchmark]
    public ulong FromTheStart() => EvictStory.Run(new RandomChooser(++_seed), true, _arena).Hash;

    /// <summary>As <see cref="FromTheStart"/> without any preemption.</summary>
    [Benchmark]
    public ulong FromTheStartFirstInFirstOut() => EvictStory.Run(new FifoChooser(1), true, _arena).Hash;

    public void Dispose()
    {
        _branches?.Dispose();
        _arena.Dispose();
        GC.SuppressFinalize(this);
    }
}
