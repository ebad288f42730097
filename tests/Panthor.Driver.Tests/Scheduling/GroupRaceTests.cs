using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static System.StringComparison;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Clients that race for a group, under many schedules.</summary>
public sealed class GroupRaceTests
{
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

    private static bool IsFound(DriverPatch without, Func<string, bool> isIt)
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            if (SubmitAndDestroy(seed, arena, without).Any(isIt))
                return true;
        }

        return false;
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

    private static bool HasEnded(SimTask task) => task.State is TaskState.Completed or TaskState.Failed;

    private static string[] Run(
        ulong seed, MemoryArena arena, DriverPatch[] without, Func<Machine, DrmFile, uint, List<SimTask>> begin)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 16L << 20,
            SwapSize = 0,
            CsgSlots = 3,
            Chooser = new RandomChooser(seed),
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
        if (without.Length != 0)
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
