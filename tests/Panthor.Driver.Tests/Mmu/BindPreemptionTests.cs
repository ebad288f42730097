using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Clients' threads queue binds and bind at once, and are interrupted wherever they may be.</summary>
public sealed class BindPreemptionTests
{
    private const int Calls = 6;

    [Fact]
    public void Queues_keep_their_order_under_any_schedule_and_leave_nothing_behind()
    {
        HashSet<ulong> outcomes = [];
        for (ulong seed = 1; seed <= 30; seed++)
            outcomes.Add(Run(seed));
        Assert.True(outcomes.Count > 10, $"only {outcomes.Count} different runs");
        Assert.Equal(Run(7), Run(7));
    }

    private static ulong Run(ulong seed)
    {
        using var machine = new TestMachine(new MachineOptions
        {
            MemorySize = 32L << 20,
            Chooser = new RandomChooser(seed),
        });
        Simulation simulation = machine.Machine.Simulation;
        uint buffer = machine.NewBuffer(Page);
        uint shared = machine.NewVm();
        uint brief = machine.NewVm();
        uint timeline = machine.File.Syncobjs.Create().Value;
        PanthorVm vm = machine.File.Vms.Find(shared)!;
        SimTask[] tasks =
        [
            simulation.Spawn("map", () => QueueAsync(machine.File, shared, buffer, timeline)),
            simulation.Spawn("other", () => QueueAsync(machine.File, brief, buffer, 0)),
            simulation.Spawn("sync", () => BindAsync(machine.File, shared, buffer)),
            simulation.Spawn("active", () => ActivateAsync(vm)),
        ];
        foreach (SimTask task in tasks)
            simulation.RunUntil(() => task.IsDone, Duration.FromSeconds(10));
        Assert.All(tasks, task => Assert.True(task.IsDone, task.ToString()));
        simulation.RunUntilIdle();
        Assert.Equal(0, vm.QueuedBinds);
        Assert.False(vm.IsUnusable);
        Assert.Equal([(ulong)Calls], machine.File.Syncobjs.Query([timeline]).Value);
        for (ulong page = 1; page <= Calls; page++)
            Assert.Equal(page == Calls, vm.IovaToPhys(page * Page) != 0);
        return simulation.Events.Hash;
    }

    // Each call unmaps what the one before mapped: only the last page is left if the order is kept.
    private static async KTask QueueAsync(DrmFile file, uint vm, uint buffer, uint timeline)
    {
        for (ulong i = 1; i <= Calls; i++)
        {
            DrmPanthorSyncOp[] done = timeline == 0 ? [] : [DrmPanthorSyncOp.Signal(timeline, i)];
            DrmPanthorVmBindOp[] operations =
            [
                new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, (i - 1) * Page, Page),
                new(0, buffer, 0, i * Page, Page, done),
            ];
            Assert.True((await file.VmBindAsync(vm, operations, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result.IsOk);
        }
    }

    private static async KTask BindAsync(DrmFile file, uint vm, uint buffer)
    {
        for (ulong i = 0; i < Calls; i++)
        {
            DrmPanthorVmBindOp operation = new(0, buffer, 0, (100 + i) * Page, Page);
            Assert.True((await file.VmBindAsync(vm, new[] { operation })).Result.IsOk);
        }
    }

    private static async KTask ActivateAsync(PanthorVm vm)
    {
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(Errno.None, await vm.ActiveAsync());
            await vm.IdleAsync();
        }
    }
}
