using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class DrmExecTests
{
    private static readonly Duration s_millisecond = Duration.FromMilliseconds(1);

    [Fact]
    public void Several_objects_are_locked_and_referenced_until_the_end()
    {
        using FenceLab lab = new();
        Thing[] things = [new(lab), new(lab), new(lab)];
        lab.Run(async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            Assert.True((await LockAllAsync(exec, things)).IsOk);
            Assert.Equal(things, exec.Objects);
            Assert.All(things, thing => Assert.True(thing.Resv.IsHeldByCurrent));
            Assert.All(things, thing => Assert.Equal(1, thing.References));
            exec.UnlockObject(things[1]);
            Assert.False(things[1].Resv.IsHeld);
            exec.Fini();
            Assert.All(things, thing => Assert.False(thing.Resv.IsHeld));
            Assert.All(things, thing => Assert.Equal(0, thing.References));
        });
    }

    [Fact]
    public void The_same_object_twice_is_EALREADY_unless_duplicates_are_ignored()
    {
        using FenceLab lab = new();
        Thing thing = new(lab);
        Thing sharing = new(lab, thing.Resv);
        lab.Run(async () =>
        {
            DrmExec strict = new(lab.Fences, DrmExecOptions.None);
            Assert.Equal(Errno.EALREADY, (await LockAllAsync(strict, thing, thing)).Errno);
            strict.Fini();
            DrmExec lax = new(lab.Fences, DrmExecOptions.IgnoreDuplicates);
            Assert.True((await LockAllAsync(lax, thing, thing, sharing)).IsOk);
            Assert.Equal([thing], lax.Objects);
            lax.Fini();
        });
    }

    [Fact]
    public void The_younger_transaction_gives_way_and_begins_with_the_contended_lock()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        Thing b = new(lab);
        List<string> order = [];
        int retries = 0;
        lab.Spawn("older", async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            Assert.True(exec.Cleanup());
            Assert.True((await exec.LockObjectAsync(a)).IsOk);
            await lab.Simulation.Sleep(s_millisecond * 2);
            Assert.True((await exec.LockObjectAsync(b)).IsOk);
            Assert.False(exec.Cleanup());
            order.Add("older");
            Assert.Equal(0, exec.Retries);
            exec.Fini();
        });
        lab.Spawn("younger", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            Assert.True((await LockAllAsync(exec, b, a)).IsOk);
            Assert.Equal([b, a], exec.Objects);
            order.Add("younger");
            retries = exec.Retries;
            exec.Fini();
        });
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["older", "younger"], order);
        Assert.Equal(1, retries);
        Assert.Equal(0, a.References);
        Assert.Equal(0, b.References);
    }

    [Fact]
    public void A_younger_transaction_that_waits_with_locks_gives_way_when_an_older_one_comes()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        Thing b = new(lab);
        List<string> order = [];
        SimTask plain = lab.Spawn("plain", async () =>
        {
            await b.Resv.LockAsync();
            await lab.Simulation.Sleep(s_millisecond * 5);
            b.Resv.Unlock();
        });
        lab.Spawn("older", async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            exec.Cleanup();
            await lab.Simulation.Sleep(s_millisecond * 3);
            Assert.True((await exec.LockObjectAsync(b)).IsOk);
            Assert.True((await exec.LockObjectAsync(a)).IsOk);
            order.Add("older");
            exec.Fini();
        });
        lab.Spawn("younger", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            Assert.True((await LockAllAsync(exec, a, b)).IsOk);
            order.Add($"younger after {exec.Retries}");
            exec.Fini();
        });
        lab.Simulation.RunUntilIdle();
        Assert.True(plain.IsDone);
        Assert.Equal(["older", "younger after 1"], order);
    }

    [Fact]
    public void An_older_transaction_waits_for_a_younger_one()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        Thing b = new(lab);
        lab.Spawn("older", async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            exec.Cleanup();
            Assert.True((await exec.LockObjectAsync(a)).IsOk);
            await lab.Simulation.Sleep(s_millisecond * 2);
            Assert.True((await exec.LockObjectAsync(b)).IsOk);
            Assert.Equal(4, lab.Simulation.Now.Nanoseconds / 1_000_000);
            exec.Fini();
        });
        lab.Spawn("younger", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            await LockAllAsync(exec, b);
            await lab.Simulation.Sleep(s_millisecond * 3);
            exec.Fini();
        });
        lab.Simulation.RunUntilIdle();
    }

    [Fact]
    public void A_signal_ends_an_interruptible_wait()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        lab.Spawn("holder", async () =>
        {
            await a.Resv.LockAsync();
            await lab.Simulation.Sleep(s_millisecond * 3);
            a.Resv.Unlock();
        });
        Errno errno = Errno.None;
        SimTask waiter = lab.Spawn("waiter", async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.InterruptibleWait);
            errno = (await LockAllAsync(exec, a)).Errno;
            exec.Fini();
        });
        lab.Simulation.RunFor(s_millisecond);
        waiter.Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(Errno.ERESTARTSYS, errno);
        Assert.Equal(0, a.References);
    }

    [Fact]
    public void A_failed_allocation_leaves_nothing_locked()
    {
        using FenceLab lab = new();
        Thing[] things = [new(lab), new(lab)];
        lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation) { After = 2, Times = 1 });
        lab.Run(async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            exec.Cleanup();
            KernelResult result = await exec.PrepareArrayAsync(things, 1);
            Assert.Equal(Errno.ENOMEM, result.Errno);
            exec.Fini();
        });
        Assert.All(things, thing => Assert.False(thing.Resv.IsHeld));
        Assert.All(things, thing => Assert.Equal(0, thing.References));
    }

    [Fact]
    public void A_plain_lock_inside_a_transaction_is_reported()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        Thing b = new(lab);
        lab.Run(async () =>
        {
            DrmExec exec = new(lab.Fences, DrmExecOptions.None);
            await LockAllAsync(exec, a);
            await b.Resv.LockAsync();
            b.Resv.Unlock();
            exec.Fini();
        });
        lab.TakeFinding(FindingKind.LockOrder, "");
    }

    [Fact]
    public void Locking_outside_of_the_loop_is_an_oops()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        DrmExec exec = new(lab.Fences, DrmExecOptions.None);
        Assert.ThrowsAny<KernelBugException>(() => lab.Run(() => exec.LockObjectAsync(a)));
        lab.TakeFinding(FindingKind.Oops, "drm_exec_until_all_locked");
    }

    [Fact]
    public void Plain_and_transactional_lockers_starve_neither()
    {
        using FenceLab lab = new();
        Thing a = new(lab);
        int plain = 0;
        int transactional = 0;
        for (int i = 0; i < 3; i++)
        {
            lab.Spawn($"plain-{i}", async () =>
            {
                while (transactional < 5)
                {
                    await a.Resv.LockAsync();
                    plain++;
                    await lab.Simulation.Sleep(s_millisecond);
                    a.Resv.Unlock();
                }
            });
        }

        lab.Spawn("transactional", async () =>
        {
            for (int i = 0; i < 5; i++)
            {
                DrmExec exec = new(lab.Fences, DrmExecOptions.None);
                await LockAllAsync(exec, a);
                transactional++;
                await lab.Simulation.Sleep(s_millisecond);
                exec.Fini();
            }
        });
        Assert.True(lab.Simulation.RunUntil(() => transactional == 5, Duration.FromSeconds(1)));
        Assert.InRange(plain, 3, 60);
    }

    public static TheoryData<ulong> Seeds()
    {
        TheoryData<ulong> seeds = [];
        for (ulong seed = 1; seed <= 60; seed++)
        {
            seeds.Add(seed);
        }

        return seeds;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lockers_in_any_order_and_any_schedule_all_get_through(ulong seed)
    {
        using FenceLab lab = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
        Thing[] things = [new(lab), new(lab), new(lab), new(lab)];
        int[][] orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [0, 3]];
        int done = 0;
        foreach (int[] order in orders)
        {
            lab.Spawn($"locker-{order[0]}{order[1]}", async () =>
            {
                for (int round = 0; round < 3; round++)
                {
                    DrmExec exec = new(lab.Fences, DrmExecOptions.None);
                    Assert.True((await LockAllAsync(exec, Array.ConvertAll(order, i => things[i]))).IsOk);
                    Assert.Equal(order.Length, exec.Objects.Count);
                    await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
                    exec.Fini();
                }

                done++;
            });
        }

        lab.Spawn("plain", async () =>
        {
            for (int round = 0; round < 5; round++)
            {
                await things[round % 4].Resv.LockAsync();
                await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
                things[round % 4].Resv.Unlock();
            }

            done++;
        });
        lab.Simulation.RunUntilIdle();
        Assert.Equal(orders.Length + 1, done);
        Assert.All(things, thing => Assert.Equal(0, thing.References));
        Assert.All(things, thing => Assert.False(thing.Resv.IsHeld));
    }

    private static async KTask<KernelResult> LockAllAsync(DrmExec exec, params Thing[] things)
    {
        KernelResult result = KernelResult.Ok;
        while (exec.Cleanup())
        {
            foreach (Thing thing in things)
            {
                result = await exec.LockObjectAsync(thing);
                if (!result.IsOk)
                {
                    break;
                }
            }

            if (!result.IsOk && !exec.IsContended)
            {
                break;
            }
        }

        return result;
    }

    private sealed class Thing(FenceLab lab, DmaResv? resv = null) : IDrmExecObject
    {
        public DmaResv Resv { get; } = resv ?? new DmaResv(lab.Fences);

        public int References { get; private set; }

        public void Get() => References++;

        public void Put() => References--;
    }
}
