using System;
using Xunit;

namespace Panthor.Kernel.Tests;

/// <summary>Hot paths allocate nothing per step once they are warm.</summary>
public sealed class AllocationTests
{
    private static long BytesOfSecondRun(Simulation simulation, Func<Simulation, int, KTask> body)
    {
        // The first runs fill pools and grow rings; later ones differ only in their number of steps. A collection for
        // another thread upsets the count now and then, not again and again.
        long BytesOf(int steps)
        {
            SimTask task = simulation.Spawn("t", () => body(simulation, steps));
            long before = GC.GetAllocatedBytesForCurrentThread();
            simulation.RunToCompletion(task);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        BytesOf(1000);
        BytesOf(1000);
        long difference = 1;
        for (int attempt = 0; attempt < 3 && difference != 0; attempt++)
        {
            difference = -BytesOf(1000) + BytesOf(11_000);
        }

        return difference;
    }

    private static void AssertFree(Func<Simulation, int, KTask> body)
    {
        using Simulation simulation = new(new SimulationOptions { EventCapacity = 64 });
        Assert.Equal(0, BytesOfSecondRun(simulation, body));
    }

    [Fact]
    public void Switching_allocates_nothing() => AssertFree(async (simulation, steps) =>
    {
        for (int i = 0; i < steps; i++)
        {
            await simulation.Yield();
        }
    });

    [Fact]
    public void Sleeping_allocates_nothing() => AssertFree(async (simulation, steps) =>
    {
        for (int i = 0; i < steps; i++)
        {
            await simulation.Sleep(Duration.FromMicroseconds(1));
        }
    });

    [Fact]
    public void Calls_that_sleep_at_depth_allocate_nothing()
    {
        static async KTask<int> Call(Simulation simulation, int depth)
        {
            if (depth == 0)
            {
                await simulation.Yield();
                return 1;
            }

            return 1 + await Call(simulation, depth - 1);
        }

        AssertFree(async (simulation, steps) =>
        {
            int sum = 0;
            for (int i = 0; i < steps; i++)
            {
                sum += await Call(simulation, 4);
            }

            Assert.Equal(steps * 5, sum);
        });
    }

    [Fact]
    public void Locks_contended_or_not_allocate_nothing()
    {
        using Simulation simulation = new(new SimulationOptions { EventCapacity = 64 });
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        SpinLock spin = new(simulation, Classes.C);
        simulation.Spawn("other", async () =>
        {
            while (true)
            {
                await a.LockAsync();
                await simulation.Sleep(Duration.FromMicroseconds(1));
                a.Unlock();
                await simulation.Sleep(Duration.FromMicroseconds(1));
            }
        });
        long bytes = BytesOfSecondRun(simulation, async (_, steps) =>
        {
            for (int i = 0; i < steps; i++)
            {
                await a.LockAsync();
                await b.LockAsync();
                spin.Lock();
                spin.Unlock();
                b.Unlock();
                a.Unlock();
                await simulation.Sleep(Duration.FromNanoseconds(700));
            }
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Events_completions_and_work_allocate_nothing()
    {
        using Simulation simulation = new(new SimulationOptions { EventCapacity = 64 });
        EventId id = new("e", "a");
        Completion completion = new(simulation, "c");
        WaitQueue queue = new(simulation, "q");
        Workqueue workqueue = new(simulation, "wq", WorkqueueKind.Ordered);
        Work work = new(simulation, "w", async () =>
        {
            await simulation.Yield();
            completion.Complete();
            queue.WakeUp();
        });
        long bytes = BytesOfSecondRun(simulation, async (_, steps) =>
        {
            for (int i = 0; i < steps; i++)
            {
                simulation.Events.Record(id, (ulong)i);
                workqueue.Queue(work);
                await completion.WaitAsync(Duration.FromMilliseconds(1));
                workqueue.Queue(work);
                await work.FlushAsync();
                await queue.WaitAsync(completion, static c => c.TryWait(), Duration.FromMilliseconds(1));
            }
        });
        Assert.Equal(0, bytes);
    }
}
