using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class SpinLockTests
{
    [Fact]
    public void A_spin_lock_makes_its_holder_atomic()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        simulation.RunToCompletion(simulation.Spawn("t", () =>
        {
            Assert.False(simulation.InAtomic);
            spin.Lock();
            Assert.True(simulation.InAtomic);
            Assert.True(spin.IsHeldByCurrent);
            Assert.False(spin.TryLock());
            spin.Unlock();
            Assert.False(simulation.InAtomic);
            Assert.True(spin.TryLock());
            spin.Unlock();
            return KTask.Completed;
        }));
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Sleeping_with_a_spin_lock_is_reported_twice_over_as_the_kernel_does()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        simulation.RunToCompletion(simulation.Spawn("sleeper", async () =>
        {
            spin.Lock();
            await simulation.Sleep(Duration.FromMilliseconds(1));
            spin.Unlock();
        }));
        Assert.Equal(2, simulation.Findings.Count);
        Assert.All(simulation.Findings, finding => Assert.Equal(FindingKind.SleepInAtomic, finding.Kind));
        Assert.Contains("invalid context", simulation.Findings[0].Title, StringComparison.Ordinal);
        Assert.Contains("spinlock a", simulation.Findings[0].Report, StringComparison.Ordinal);
        Assert.Contains("scheduling while atomic", simulation.Findings[1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_a_free_mutex_with_a_spin_lock_held_is_reported_although_it_does_not_wait()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        Mutex mutex = new(simulation, Classes.B);
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            spin.Lock();
            await mutex.LockAsync();
            mutex.Unlock();
            spin.Unlock();
        }));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.SleepInAtomic, finding.Kind);
        Assert.Contains("mutex b", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_primitive_that_may_sleep_says_so_in_atomic_context()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        WaitQueue queue = new(simulation, "q");
        Work work = new(simulation, "w", () => KTask.Completed);
        Workqueue workqueue = new(simulation, "wq", WorkqueueKind.Ordered);
        completion.Complete();
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            simulation.DisablePreemption();
            await completion.WaitAsync();
            await queue.WaitAsync(() => true);
            await queue.WaitInterruptibleAsync(() => true, Duration.Infinite);
            await work.FlushAsync();
            await work.CancelSyncAsync();
            await workqueue.FlushAsync();
            simulation.EnablePreemption();
        }));
        Assert.Equal(6, simulation.Findings.Of(FindingKind.SleepInAtomic).Count);
        Assert.Equal(6, simulation.Findings.Count);
    }

    [Fact]
    public void Taking_a_spin_lock_twice_is_a_recursion_that_kills_the_task()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        SimTask task = simulation.Spawn("t", () =>
        {
            spin.Lock();
            spin.Lock();
            return KTask.Completed;
        });
        simulation.RunUntilIdle();
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.Deadlock, finding.Kind);
        Assert.Contains("recursion", finding.Title, StringComparison.Ordinal);
        Assert.Equal(TaskState.Failed, task.State);
    }

    [Fact]
    public void A_handler_that_takes_the_lock_of_the_task_it_interrupts_would_spin_for_ever()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        Timer timer = new(simulation, "t", () => spin.Lock());
        simulation.Spawn("t", () =>
        {
            timer.Modify(Duration.FromMicroseconds(1));
            spin.Lock();
            simulation.BusyWait(Duration.FromMicroseconds(2));
            spin.Unlock();
            return KTask.Completed;
        });
        simulation.RunUntilIdle();
        Finding finding = simulation.Findings.Of(FindingKind.Deadlock)[0];
        Assert.Contains("its holder t/1 cannot run", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_unlock_is_reported()
    {
        using Simulation simulation = new();
        SpinLock spin = new(simulation, Classes.A);
        spin.Unlock();
        spin.UnlockIrqRestore();
        Assert.Equal(2, simulation.Findings.Of(FindingKind.LockMisuse).Count);
        Assert.False(simulation.InAtomic);
    }

    [Fact]
    public void Ending_with_a_lock_held_is_reported()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        SpinLock spin = new(simulation, Classes.B);
        simulation.Spawn("keeper", async () => await mutex.LockAsync(site: "Keep"));
        simulation.Spawn("spinner", () =>
        {
            spin.Lock();
            return KTask.Completed;
        });
        simulation.Spawn("atomic", () =>
        {
            simulation.DisablePreemption();
            return KTask.Completed;
        });
        simulation.RunUntilIdle();
        Assert.Equal(3, simulation.Findings.Of(FindingKind.LockHeldAtExit).Count);
        Assert.Equal("keeper/1", simulation.Findings[0].Task);
        Assert.Contains("mutex a, taken in Keep", simulation.Findings[0].Report, StringComparison.Ordinal);
        Assert.Contains("spinlock b", simulation.Findings[1].Report, StringComparison.Ordinal);
    }
}
