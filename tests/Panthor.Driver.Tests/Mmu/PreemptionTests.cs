using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Several clients' threads bind, activate and idle at once, and are interrupted wherever they may be.</summary>
public sealed class PreemptionTests
{
    private const int Tasks = 3;
    private const int Operations = 12;

    [Fact]
    public void Operations_that_interrupt_each_other_leave_mappings_and_page_table_equal()
    {
        HashSet<ulong> outcomes = [];
        for (ulong seed = 1; seed <= 40; seed++)
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
            AddressSpaces = 3,
        });
        uint buffer = machine.NewBuffer(Block);
        PanthorVm vm = machine.File.Vms.Find(machine.NewVm())!;
        PanthorVm other = machine.File.Vms.Find(machine.NewVm())!;
        Simulation simulation = machine.Machine.Simulation;
        List<SimTask> tasks = [simulation.Spawn("other", () => ActivateAsync(other))];
        for (int i = 0; i < Tasks; i++)
        {
            ulong task = (ulong)i;
            tasks.Add(simulation.Spawn($"bind{i}", () => BindAsync(machine.File, vm, buffer, seed, task)));
        }

        foreach (SimTask task in tasks)
            simulation.RunUntil(() => task.IsDone, Duration.FromSeconds(10));
        Assert.All(tasks, task => Assert.True(task.IsDone, task.ToString()));
        Assert.False(vm.IsUnusable);
        CheckPageTable(vm);
        return simulation.Events.Hash;
    }

    private static async KTask BindAsync(DrmFile file, PanthorVm vm, uint buffer, ulong seed, ulong task)
    {
        var random = new DeterministicRandom((seed * 31) + task);
        for (int i = 0; i < Operations; i++)
        {
            ulong va = random.NextBelow(1024) * Page;
            ulong size = (1 + random.NextBelow(512)) * Page;
            DrmPanthorVmBindOp op = random.NextBelow(3) == 0
                ? new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, va, size)
                : new(0, buffer, 0, random.NextBelow(4) == 0 ? va & ~(Block - 1) : va, size);
            Assert.True((await vm.BindExecSyncOpAsync(file, op)).IsOk);
            if (random.NextBelow(3) != 0)
                continue;
            Assert.Equal(Errno.None, await vm.ActiveAsync());
            await vm.IdleAsync();
        }
    }

    private static async KTask ActivateAsync(PanthorVm vm)
    {
        for (int i = 0; i < Operations; i++)
        {
            Assert.Equal(Errno.None, await vm.ActiveAsync());
            await vm.IdleAsync();
        }
    }

    private static void CheckPageTable(PanthorVm vm)
    {
        ulong end = 0;
        foreach (GpuVa va in vm.Mappings)
        {
            Assert.Equal(0UL, end == va.Addr ? 0 : vm.IovaToPhys(va.Addr - Page));
            var buffer = (PanthorGemObject)va.Obj!;
            for (ulong at = 0; at < va.Range; at += Page)
                Assert.Equal(buffer.Pages![(int)((va.Offset + at) / Page)], vm.IovaToPhys(va.Addr + at));
            end = va.End;
        }

        Assert.Equal(0UL, vm.IovaToPhys(end));
    }
}
