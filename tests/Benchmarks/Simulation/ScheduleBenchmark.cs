using BenchmarkDotNet.Attributes;
using Panthor.Kernel;

namespace Panthor.Benchmarks;

/// <summary>
/// Whole short runs, as exploration makes them: create a machine, run four contending tasks, drop it.
/// </summary>
[MemoryDiagnoser]
public class ScheduleBenchmark
{
    private static readonly LockClass s_class = new("benchmark");

    private ulong _seed;

    /// <summary>Creating a machine and nothing else.</summary>
    [Benchmark]
    public string Create()
    {
        using Simulation simulation = new();
        return simulation.Name;
    }

    /// <summary>Four tasks, each with 25 critical sections, and about 300 random decisions.</summary>
    [Benchmark]
    public long FourTasks()
    {
        using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(_seed++) });
        Mutex mutex = new(simulation, s_class);
        int shared = 0;
        for (int i = 0; i < 4; i++)
        {
            simulation.Spawn("t", async () =>
            {
                for (int k = 0; k < 25; k++)
                {
                    await mutex.LockAsync();
                    shared++;
                    await simulation.PreemptionPoint(ChoiceKind.Register);
                    mutex.Unlock();
                }
            });
        }

        simulation.RunUntilIdle();
        return simulation.Choices.Count + shared;
    }
}
