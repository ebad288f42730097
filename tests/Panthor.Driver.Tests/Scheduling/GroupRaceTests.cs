using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.CsRegister;
using static System.StringComparison;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Clients that race for a group, under many schedules.</summary>
public sealed class GroupRaceTests
{
    private const ulong CodeVa = 0x10000;
    private const uint LoopSize = 4 * 8;
    private const string UseAfterFree = "slab-use-after-free in panthor_group_create";

    [Fact]
    public void A_group_under_construction_cannot_be_destroyed_by_a_guess()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 300; seed++)
            Assert.Empty(CreateAndGuess(seed, arena, []));
    }

    [Fact]
    public void Without_GroupRegisteredMark_a_guess_frees_a_group_under_its_creator()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 300; seed++)
        {
            string[] findings = CreateAndGuess(seed, arena, [SchedulingPatches.GroupRegisteredMark]);
            if (findings.Any(title => title.StartsWith(UseAfterFree, Ordinal)))
                return;
        }

        Assert.Fail("300 schedules found nothing");
    }

    [Fact]
    public void Submissions_destruction_and_ticks_may_come_in_any_order()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 300; seed++)
        {
            string[] findings = SubmitAndDestroy(seed, arena);
            Assert.True(findings.Length == 0, $"seed {seed}: {string.Join('\n', findings)}");
        }
    }

    [Fact]
    public void Without_GroupHandleLock_a_submission_uses_a_group_that_was_freed()
    {
        Assert.True(IsFound(
            SchedulingPatches.GroupHandleLock,
            title => title.StartsWith("refcount_t: addition on 0; use-after-free of panthor_group", Ordinal)));
    }

    [Fact]
    public void Without_DeferEntityDestruction_a_job_is_pushed_to_a_killed_entity_and_never_ends()
    {
        Assert.True(IsFound(
            SchedulingPatches.DeferEntityDestruction,
            title => title.Contains("never signalled", Ordinal)));
    }

    [Fact]
    public void Names_of_fences_fdinfo_and_an_unplug_may_be_asked_for_at_any_time()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 150; seed++)
        {
            string[] findings = [.. AskForNames(seed, arena), .. ReadFdinfo(seed, arena), .. Unplug(seed, arena)];
            Assert.True(findings.Length == 0, $"seed {seed}: {string.Join('\n', findings)}");
        }
    }

    [Fact]
    public void Without_FenceAccessRules_the_name_of_a_queue_is_used_after_it_was_freed()
    {
        using var arena = new MemoryArena();
        Assert.True(IsFound(
            seed => AskForNames(seed, arena, SchedulingPatches.FenceAccessRules),
            title => title.StartsWith("slab-use-after-free in drm_sched_fence_get_timeline_name", Ordinal)));
    }

    [Fact]
    public void Without_FdinfoGroupLock_a_group_is_used_after_it_was_freed()
    {
        using var arena = new MemoryArena();
        Assert.True(IsFound(
            seed => ReadFdinfo(seed, arena, SchedulingPatches.FdinfoGroupLock),
            title => title.StartsWith("slab-use-after-free in panthor_fdinfo_gather_group_samples", Ordinal)));
    }

    private static bool IsFound(Func<ulong, string[]> run, Func<string, bool> isIt)
    {
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            if (run(seed).Any(isIt))
                return true;
        }

        return false;
    }

    private static bool IsFound(DriverPatch without, Func<string, bool> isIt)
    {
        using var arena = new MemoryArena();
        return IsFound(seed => SubmitAndDestroy(seed, arena, without), isIt);
    }

    private static string[] CreateAndGuess(ulong seed, MemoryArena arena, DriverPatch[] without) => Run(
        seed,
        arena,
        without,
        (machine, file, vm) =>
        {
            List<SimTask> tasks = [machine.Simulation.Spawn("creator", async () =>
            {
                await file.GroupCreateAsync(new(vm, new DrmPanthorQueueCreate[] { new(4096), new(4096) }));
            })];
            tasks.Add(machine.Simulation.Spawn("guesser", async () =>
            {
                for (int i = 0; i < 50 && !(await file.GroupDestroyAsync(1)).IsOk; i++)
                    await machine.Simulation.Yield();
            }));
            return tasks;
        });

    private static string[] SubmitAndDestroy(ulong seed, MemoryArena arena, params DriverPatch[] without) => Run(
        seed,
        arena,
        without,
        (machine, file, vm) =>
        {
            uint group = machine.Call(
                "test", () => file.GroupCreateAsync(new(vm, new DrmPanthorQueueCreate[] { new(4096) }))).Value;
            Simulation simulation = machine.Simulation;
            List<SimTask> tasks = [];
            for (int i = 0; i < 2; i++)
            {
                tasks.Add(simulation.Spawn("submitter", async () =>
                {
                    DrmPanthorQueueSubmit[] jobs = [new(0, 0x10000, 8), new(0)];
                    for (int job = 0; job < 5; job++)
                        await file.GroupSubmitAsync(group, jobs);
                }));
            }

            tasks.Add(simulation.Spawn("destroyer", async () =>
            {
                await simulation.Sleep(Duration.FromMicroseconds((long)(seed % 3) * 50));
                await file.GroupDestroyAsync(group);
            }));
            tasks.Add(simulation.Spawn("ticker", machine.Device.Scheduler.TickNowAsync));
            return tasks;
        });

    /// <summary>A sync file is asked for its fence while that is signalled and its group goes.</summary>
    private static string[] AskForNames(ulong seed, MemoryArena arena, params DriverPatch[] without) => Run(
        seed,
        arena,
        without,
        (machine, file, vm) =>
        {
            (uint group, DmaFence fence) = machine.Call("test", () => SubmitAsync(file, vm));
            SyncFile sync = SyncFile.Create(fence);
            fence.Put();
            Simulation simulation = machine.Simulation;
            return
            [
                simulation.Spawn("asker", async () =>
                {
                    for (int i = 0; i < 30; i++)
                        await sync.GetInfoAsync(1);
                    sync.Put();
                }),
                simulation.Spawn("destroyer", async () =>
                {
                    await simulation.Sleep(Duration.FromMicroseconds((long)(seed % 20) * 10));
                    await file.GroupDestroyAsync(group);
                }),
            ];
        });

    private static string[] ReadFdinfo(ulong seed, MemoryArena arena, params DriverPatch[] without) => Run(
        seed,
        arena,
        without,
        (machine, file, vm) =>
        {
            machine.Device.ProfileMask = PanthorDeviceProfilingFlags.All;
            (uint group, DmaFence fence) = machine.Call("test", () => SubmitAsync(file, vm));
            fence.Put();
            Simulation simulation = machine.Simulation;
            machine.Simulation.RunFor(Duration.FromMilliseconds(60));
            return
            [
                simulation.Spawn("reader", async () =>
                {
                    for (int i = 0; i < 10; i++)
                        await file.GetFdinfoAsync();
                }),
                simulation.Spawn("destroyer", async () => await file.GroupDestroyAsync(group)),
            ];
        });

    /// <summary>A group that is on a slot when the device goes is lost, in Linux 7.2 as here.</summary>
    private static string[] Unplug(ulong seed, MemoryArena arena) => Run(
        seed,
        arena,
        [],
        (machine, file, vm) =>
        {
            machine.Call("test", () => WriteSignallingLoopAsync(file));
            (_, DmaFence fence) = machine.Call("test", () => SubmitAsync(file, vm, LoopSize));
            fence.Put();
            machine.Simulation.RunFor(Duration.FromMicroseconds(500 + (long)(seed % 100)));
            return [machine.Simulation.Spawn("remover", machine.Device.UnplugAsync)];
        },
        losesGroups: true);

    /// <summary>Makes the code that the tests' jobs run a loop without end that signals again and again.</summary>
    private static async KTask WriteSignallingLoopAsync(DrmFile file)
    {
        CsAssembler stream = new(GpuModel.Default);
        stream.Move(D(12), CodeVa + 0x800).Label("again").SyncSet(D(12), R(14)).Move(R(10), 1)
            .Branch(CsCondition.GT, R(10), "again");
        CpuMapping mapping = (await file.MmapAsync(1)).Value;
        await mapping.WriteAsync(0, stream.ToBytes());
        await mapping.CloseAsync();
    }

    /// <summary>A group with a job: an empty one unless somebody has written the code.</summary>
    private static async KTask<(uint Group, DmaFence Fence)> SubmitAsync(DrmFile file, uint vm, uint size = 8)
    {
        uint group = (await file.GroupCreateAsync(new(vm, new DrmPanthorQueueCreate[] { new(4096) }))).Value;
        uint done = file.Syncobjs.Create().Value;
        DrmPanthorQueueSubmit job = new(0, CodeVa, size, Syncs: new[] { DrmPanthorSyncOp.Signal(done) });
        await file.GroupSubmitAsync(group, new[] { job });
        return (group, file.Syncobjs.FindFence(done, 0).Value);
    }

    private static bool HasEnded(SimTask task) => task.State is TaskState.Completed or TaskState.Failed;

    private static string[] Run(
        ulong seed,
        MemoryArena arena,
        DriverPatch[] without,
        Func<Machine, DrmFile, uint, List<SimTask>> begin,
        bool losesGroups = false)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 16L << 20,
            SwapSize = 0,
            CsgSlots = 3,
            Chooser = seed % 2 == 0 ? new PctChooser(seed) : new RandomChooser(seed),
            Arena = arena,
            Without = without,
        }).Value;
        DrmFile file = machine.Open("test").Value;
        uint vm = machine.Call("test", () => file.VmCreateAsync(0, 0)).Value.Id;
        uint code = machine.Call("test", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle;
        machine.Call("test", () => file.VmBindAsync(vm, new[] { new DrmPanthorVmBindOp(0, code, 0, 0x10000, 4096) }));
        foreach (SimTask task in begin(machine, file, vm))
        {
            if (without.Length == 0)
                machine.Simulation.RunToCompletion(task);
            else
                machine.Simulation.RunUntil(() => HasEnded(task), Duration.FromSeconds(1));
        }

        machine.Simulation.RunUntil(() => machine.Device.Scheduler.Groups.Count == 0, Duration.FromMilliseconds(100));
        if (losesGroups)
        {
            machine.Call("test", file.CloseAsync);
        }
        else if (without.Length != 0)
        {
            machine.Device.Fences.ReportUnsignaled("in the end");
        }
        else
        {
            machine.Call("test", file.CloseAsync);
            Assert.True(
                machine.Simulation.RunUntil(
                    () => machine.Device.Scheduler.Groups.Count == 0, Duration.FromSeconds(10)),
                $"seed {seed}: a group is left");
            machine.Remove();
        }

        return [.. machine.Simulation.Findings.Select(finding => finding.Title)];
    }
}
