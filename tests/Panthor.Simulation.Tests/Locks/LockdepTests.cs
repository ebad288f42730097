using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class LockdepTests
{
    private static async KTask Nest(SleepingLock outer, SleepingLock inner, string site)
    {
        await ((Mutex)outer).LockAsync(site: $"{site}Outer");
        await ((Mutex)inner).LockAsync(site: $"{site}Inner");
        ((Mutex)inner).Unlock();
        ((Mutex)outer).Unlock();
    }

    [Fact]
    public void A_lock_inversion_is_reported_with_both_chains_although_nothing_deadlocked()
    {
        using Simulation simulation = new();
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        simulation.RunToCompletion(simulation.Spawn("first", () => Nest(a, b, "First")));
        Assert.Empty(simulation.Findings);
        simulation.RunToCompletion(simulation.Spawn("second", () => Nest(b, a, "Second")));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.LockOrder, finding.Kind);
        Assert.Equal("possible circular locking dependency detected: b -> a", finding.Title);
        Assert.Contains("SecondOuter) -> a (in SecondInner), by second/2", finding.Report, StringComparison.Ordinal);
        Assert.Contains("a (in FirstOuter) -> b (in FirstInner), by first/1", finding.Report, StringComparison.Ordinal);
        simulation.RunToCompletion(simulation.Spawn("third", () => Nest(b, a, "Third")));
        Assert.Single(simulation.Findings);
    }

    [Fact]
    public void A_cycle_over_three_classes_and_any_instances_is_found()
    {
        using Simulation simulation = new();
        async KTask Pair(LockClass outer, LockClass inner) =>
            await Nest(new Mutex(simulation, outer), new Mutex(simulation, inner), "Pair");

        simulation.RunToCompletion(simulation.Spawn("ab", () => Pair(Classes.A, Classes.B)));
        simulation.RunToCompletion(simulation.Spawn("bc", () => Pair(Classes.B, Classes.C)));
        Assert.Empty(simulation.Findings);
        simulation.RunToCompletion(simulation.Spawn("ca", () => Pair(Classes.C, Classes.A)));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Contains("by ab/1", finding.Report, StringComparison.Ordinal);
        Assert.Contains("by bc/2", finding.Report, StringComparison.Ordinal);
        Assert.Contains("by ca/3", finding.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_locks_of_one_class_need_a_nesting_level()
    {
        using Simulation simulation = new();
        Mutex outer = new(simulation, Classes.A);
        Mutex inner = new(simulation, Classes.A);
        simulation.RunToCompletion(simulation.Spawn("nested", async () =>
        {
            await outer.LockAsync();
            await inner.LockNestedAsync(1);
            inner.Unlock();
            outer.Unlock();
        }));
        Assert.Empty(simulation.Findings);
        simulation.RunToCompletion(simulation.Spawn("flat", () => Nest(outer, inner, "Flat")));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.LockOrder, finding.Kind);
        Assert.Contains("recursive", finding.Title, StringComparison.Ordinal);
        Assert.Contains("a lock of the same class", finding.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inversion_between_a_mutex_and_a_spin_lock_is_found_too()
    {
        using Simulation simulation = new();
        SpinLock a = new(simulation, Classes.A);
        SpinLock b = new(simulation, Classes.B);
        a.Lock();
        b.Lock();
        b.Unlock();
        a.Unlock();
        b.Lock();
        a.Lock();
        a.Unlock();
        b.Unlock();
        Assert.Equal(FindingKind.LockOrder, Assert.Single(simulation.Findings).Kind);
    }

    [Fact]
    public void Trying_a_lock_cannot_deadlock_and_teaches_nothing()
    {
        using Simulation simulation = new();
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        simulation.RunToCompletion(simulation.Spawn("ab", () => Nest(a, b, "Ab")));
        simulation.RunToCompletion(simulation.Spawn("try", async () =>
        {
            await b.LockAsync();
            Assert.True(a.TryLock());
            a.Unlock();
            b.Unlock();
        }));
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Hundreds_of_classes_are_told_apart()
    {
        using Simulation simulation = new();
        List<Mutex> locks = [];
        for (int i = 0; i < 300; i++)
        {
            locks.Add(new Mutex(simulation, new LockClass($"class {i}")));
        }

        simulation.RunToCompletion(simulation.Spawn("chain", async () =>
        {
            foreach (Mutex mutex in locks)
            {
                await mutex.LockAsync();
            }

            foreach (Mutex mutex in locks)
            {
                mutex.Unlock();
            }
        }));
        Assert.Empty(simulation.Findings);
        simulation.RunToCompletion(simulation.Spawn("back", () => Nest(locks[299], locks[3], "Back")));
        Assert.Contains("class 299 -> class 3", Assert.Single(simulation.Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Flushing_a_work_item_under_a_lock_that_it_takes_is_an_inversion()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        Workqueue queue = new(simulation, "q", WorkqueueKind.Unbound);
        Work work = new(simulation, "tick", async () =>
        {
            await mutex.LockAsync();
            mutex.Unlock();
        });
        queue.Queue(work);
        simulation.RunUntilIdle();
        Assert.Empty(simulation.Findings);
        simulation.RunToCompletion(simulation.Spawn("flusher", async () =>
        {
            await mutex.LockAsync();
            await work.CancelSyncAsync();
            mutex.Unlock();
        }));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.LockOrder, finding.Kind);
        Assert.Contains("(work)tick", finding.Title, StringComparison.Ordinal);
    }
}
