using System;
using BenchmarkDotNet.Attributes;
using Panthor.Driver.Tests.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Benchmarks.Driver;

/// <summary>
/// The story "evict groups before VM termination" as exploration runs it: a machine is built, driver and firmware boot,
/// a group runs and is destroyed with its VM, everything under a schedule drawn at random.
/// </summary>
[MemoryDiagnoser]
public class StoryBenchmarks : IDisposable
{
    private readonly MemoryArena _arena = new();
    private ulong _seed;

    [Benchmark]
    public ulong EvictBeforeDestroy() => EvictStory.Run(new RandomChooser(++_seed), true, _arena).Hash;

    [Benchmark]
    public ulong EvictBeforeDestroyFirstInFirstOut() => EvictStory.Run(new FifoChooser(1), true, _arena).Hash;

    public void Dispose()
    {
        _arena.Dispose();
        GC.SuppressFinalize(this);
    }
}
