using System;
using BenchmarkDotNet.Attributes;
using Panthor.Kernel;

namespace Panthor.Benchmarks;

/// <summary>Calls eight frames deep: all at once, and with a switch at the bottom.</summary>
[MemoryDiagnoser]
public class DeepCallBenchmark : IDisposable
{
    /// <summary>How many calls one measured run makes.</summary>
    public const int Calls = 20_000;

    private const int Depth = 8;

    private readonly Simulation _simulation = new();

    /// <summary>Nothing waits: eight plain returns.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Synchronous() => Run(false);

    /// <summary>The innermost call gives way: eight frames are parked and resumed.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Suspended() => Run(true);

    private int Run(bool suspend) => _simulation.RunToCompletion(_simulation.Spawn("benchmark", async () =>
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum += await CallAsync(Depth - 1, suspend);
        }

        return sum;
    }));

    private async KTask<int> CallAsync(int depth, bool suspend)
    {
        if (depth > 0)
        {
            return 1 + await CallAsync(depth - 1, suspend);
        }

        if (suspend)
        {
            await _simulation.Yield();
        }

        return 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _simulation.Dispose();
        GC.SuppressFinalize(this);
    }
}
