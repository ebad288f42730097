using System;
using BenchmarkDotNet.Attributes;
using Panthor.Kernel;

namespace Panthor.Benchmarks;

/// <summary>An uncontended lock taken and released inside one async frame; goal: under 10 ns, 0 B.</summary>
[MemoryDiagnoser]
public class LockBenchmark : IDisposable
{
    /// <summary>How many locks one measured run takes.</summary>
    public const int Locks = 100_000;

    private static readonly LockClass s_class = new("benchmark");
    private static readonly LockClass s_outerClass = new("benchmark outer");

    private readonly Simulation _simulation = new();
    private readonly Mutex _mutex;
    private readonly Mutex _outer;
    private readonly SpinLock _spin;
    private int _value;

    /// <summary>Makes the locks.</summary>
    public LockBenchmark()
    {
        _mutex = new Mutex(_simulation, s_class);
        _outer = new Mutex(_simulation, s_outerClass);
        _spin = new SpinLock(_simulation, s_class);
    }

    /// <summary>One lock per call of an async function, nothing else held.</summary>
    [Benchmark(OperationsPerInvoke = Locks)]
    public int Mutex() => Run(async () =>
    {
        for (int i = 0; i < Locks; i++)
        {
            await OneLockAsync();
        }
    });

    /// <summary>The same with another lock held, so that lockdep has to look.</summary>
    [Benchmark(OperationsPerInvoke = Locks)]
    public int NestedMutex() => Run(async () =>
    {
        await _outer.LockAsync();
        for (int i = 0; i < Locks; i++)
        {
            await OneLockAsync();
        }

        _outer.Unlock();
    });

    /// <summary>A spin lock.</summary>
    [Benchmark(OperationsPerInvoke = Locks)]
    public int SpinLock() => Run(() =>
    {
        for (int i = 0; i < Locks; i++)
        {
            _spin.Lock();
            _value++;
            _spin.Unlock();
        }

        return KTask.Completed;
    });

    private int Run(Func<KTask> body)
    {
        _simulation.RunToCompletion(_simulation.Spawn("benchmark", body));
        return _value;
    }

    private async KTask OneLockAsync()
    {
        await _mutex.LockAsync();
        _value++;
        _mutex.Unlock();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _simulation.Dispose();
        GC.SuppressFinalize(this);
    }
}
