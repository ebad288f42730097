using BenchmarkDotNet.Attributes;
using Panthor.Kernel;

namespace Panthor.Benchmarks;

/// <summary>Task switches; goal: under 30 ns, 0 B.</summary>
[MemoryDiagnoser]
public class SwitchBenchmark
{
    /// <summary>How many switches one measured run makes.</summary>
    public const int Switches = 80_000;

    private const int Tasks = 8;

    /// <summary>Whether the next task is drawn at random instead of in turn.</summary>
    [Params(false, true)]
    public bool Random { get; set; }

    /// <summary>Eight tasks that give way to each other.</summary>
    [Benchmark(OperationsPerInvoke = Switches)]
    public long Yield()
    {
        using Simulation simulation = Create();
        for (int i = 0; i < Tasks; i++)
        {
            simulation.Spawn("t", async () =>
            {
                for (int k = 0; k < Switches / Tasks; k++)
                {
                    await simulation.Yield();
                }
            });
        }

        simulation.RunUntilIdle();
        return simulation.Steps;
    }

    /// <summary>Eight tasks that sleep for a microsecond at a time: a switch and an event.</summary>
    [Benchmark(OperationsPerInvoke = Switches)]
    public long Sleep()
    {
        using Simulation simulation = Create();
        for (int i = 0; i < Tasks; i++)
        {
            simulation.Spawn("t", async () =>
            {
                for (int k = 0; k < Switches / Tasks; k++)
                {
                    await simulation.Sleep(Duration.FromMicroseconds(1));
                }
            });
        }

        simulation.RunUntilIdle();
        return simulation.Steps;
    }

    private Simulation Create() =>
        new(new SimulationOptions { Chooser = Random ? new RandomChooser(1) : null });
}
