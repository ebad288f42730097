using System;
using BenchmarkDotNet.Attributes;
using Panthor.Hardware;

namespace Benchmarks.CommandStreams;

/// <summary>An instruction of a command stream, in the loops of <see cref="CommandStreamLoops"/>.</summary>
[MemoryDiagnoser]
public class CommandStreamBenchmark : IDisposable
{
    private const int Turns = 100_000;

    private readonly CommandStreamMachine _machine = new();

    /// <summary>The loop of the kernel's scheduler tests; goal: under 10 ns (5 ns), 0 B.</summary>
    [Benchmark(OperationsPerInvoke = Turns * 5)]
    public uint Counted() => Run(CommandStreamLoops.Counted(Turns));

    /// <summary>Registers only.</summary>
    [Benchmark(OperationsPerInvoke = Turns * 4)]
    public uint Arithmetic() => Run(CommandStreamLoops.Arithmetic(Turns));

    /// <summary>Stores of the load/store unit.</summary>
    [Benchmark(OperationsPerInvoke = Turns * 4)]
    public uint Stores() => Run(CommandStreamLoops.Stores(Turns));

    /// <inheritdoc/>
    public void Dispose()
    {
        _machine.Dispose();
        GC.SuppressFinalize(this);
    }

    private uint Run(string text)
    {
        _machine.Load(text);
        CsStop stop = _machine.Stream.Run(long.MaxValue / 4, out _);
        return stop == CsStop.Empty ? _machine.Counter : throw new InvalidOperationException($"{stop}");
    }
}
