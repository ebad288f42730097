using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class RwSemaphoreTests
{
    [Fact]
    public void Readers_share_and_writers_do_not()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            RwSemaphore semaphore = new(simulation, Classes.A);
            int readers = 0;
            int writers = 0;
            int most = 0;
            for (int i = 0; i < 3; i++)
            {
                simulation.Spawn($"r{i}", async () =>
                {
                    await semaphore.DownReadAsync();
                    most = Math.Max(most, ++readers);
                    Assert.Equal(0, writers);
                    Assert.True(semaphore.IsHeldByCurrent);
                    await simulation.Sleep(Duration.FromMicroseconds(10));
                    readers--;
                    semaphore.UpRead();
                });
                simulation.Spawn($"w{i}", async () =>
                {
                    await semaphore.DownWriteAsync();
                    Assert.Equal(1, ++writers);
                    Assert.Equal(0, readers);
                    await simulation.Sleep(Duration.FromMicroseconds(10));
                    writers--;
                    semaphore.UpWrite();
                });
            }

            simulation.RunUntilIdle();
            Assert.Empty(simulation.LiveTasks);
            Assert.Empty(simulation.Findings);
            Assert.False(semaphore.IsHeld);
            Assert.InRange(most, 1, 3);
        }
    }

    [Fact]
    public void A_waiting_writer_keeps_new_readers_out()
    {
        using Simulation simulation = new();
        RwSemaphore semaphore = new(simulation, Classes.A);
        List<string> order = [];
        async KTask Read(string name)
        {
            await semaphore.DownReadAsync();
            order.Add(name);
            await simulation.Sleep(Duration.FromMilliseconds(1));
            semaphore.UpRead();
        }

        simulation.Spawn("r1", () => Read("r1"));
        simulation.Spawn("w", async () =>
        {
            await semaphore.DownWriteAsync();
            order.Add("w");
            semaphore.UpWrite();
        });
        simulation.Spawn("r2", () => Read("r2"));
        simulation.Spawn("r3", () => Read("r3"));
        simulation.RunUntilIdle();
        Assert.Equal(["r1", "w", "r2", "r3"], order);
        Assert.Equal(Duration.FromMilliseconds(2), simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void Trying_never_waits_and_wrong_releases_are_reported()
    {
        using Simulation simulation = new();
        RwSemaphore semaphore = new(simulation, Classes.A);
        simulation.RunToCompletion(simulation.Spawn("t", () =>
        {
            Assert.True(semaphore.TryDownRead());
            Assert.Equal(1, semaphore.ReaderCount);
            Assert.False(semaphore.TryDownWrite());
            semaphore.UpRead();
            Assert.True(semaphore.TryDownWrite());
            Assert.False(semaphore.TryDownRead());
            semaphore.UpWrite();
            semaphore.UpRead();
            semaphore.UpWrite();
            return KTask.Completed;
        }));
        Assert.Equal(2, simulation.Findings.Of(FindingKind.LockMisuse).Count);
        Assert.Equal(2, simulation.Findings.Count);
    }
}
