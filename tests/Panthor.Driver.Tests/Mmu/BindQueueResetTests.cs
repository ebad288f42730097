using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Binds are queued while resets stop and start the queues, in any order of events.</summary>
public sealed class BindQueueResetTests
{
    private const int Binds = 12;
    private const int Clients = 3;
    private const int Resets = 4;

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    public void Every_bind_is_executed_once_and_in_order_however_resets_fall_between(ulong first)
    {
        for (ulong seed = first; seed < first + 40; seed++)
        {
            using BindLab lab = NewLab(seed);
            uint[] done = [.. Enumerable.Range(0, Binds).Select(_ => lab.NewSyncobj())];
            SimTask client = lab.Simulation.Spawn("client", async () =>
            {
                for (int i = 0; i < Binds; i++)
                {
                    DrmPanthorSyncOp signal = DrmPanthorSyncOp.Signal(done[i]);
                    await QueueAsync(lab, lab.VmId, i % 2 == 0 ? lab.Map(1, signal) : BindLab.Unmap(1, signal));
                }
            });
            RunWithResets(lab, client);
            Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Look(syncobj)));
            Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.ErrorOf(syncobj)));
            Assert.False(lab.IsMapped(1));
            Assert.Equal(0, lab.Vm.QueuedBinds);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    public void VMs_that_wait_for_each_other_s_binds_end_well_though_resets_and_their_destruction_fall_between(ulong first)
    {
        for (ulong seed = first; seed < first + 60; seed++)
        {
            using BindLab lab = NewLab(seed);
            uint baton = lab.NewSyncobj();
            RunWithResets(lab, SpawnBatonClients(lab, baton));
            Assert.Equal(Errno.None, lab.Look(baton));
        }
    }

    private static BindLab NewLab(ulong seed) => new(new MachineOptions
    {
        MemorySize = 32L << 20,
        Chooser = new RandomChooser(seed),
        Name = $"seed {seed}",
    });

    private static SimTask[] SpawnBatonClients(BindLab lab, uint baton) =>
    [
        .. Enumerable.Range(0, Clients).Select(number => lab.Simulation.Spawn($"client{number}", async () =>
        {
            uint vm = (await lab.File.VmCreateAsync(0, 0)).Value.Id;
            for (int i = 0; i < 4; i++)
            {
                // Whoever signals it last, the next one waits for.
                DrmPanthorSyncOp[] syncs = i % 2 == 0
                    ? [DrmPanthorSyncOp.Signal(baton)]
                    : [DrmPanthorSyncOp.Wait(baton), DrmPanthorSyncOp.Signal(baton)];
                await QueueAsync(lab, vm, lab.Map((ulong)i + 1, syncs));
            }

            Assert.True((await lab.File.VmDestroyAsync(vm)).IsOk);
        })),
    ];

    private static async KTask QueueAsync(BindLab lab, uint vm, DrmPanthorVmBindOp operation)
    {
        (KernelResult result, _) = await lab.File.VmBindAsync(
            vm, new[] { operation }, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC);
        Assert.True(result.IsOk, result.ToString());
    }

    private static void RunWithResets(BindLab lab, params SimTask[] clients)
    {
        PanthorMmu mmu = lab.Machine.Device.Mmu;
        SimTask resets = lab.Simulation.Spawn("resets", async () =>
        {
            for (int i = 0; i < Resets; i++)
            {
                await mmu.PreResetAsync();
                await lab.Simulation.Sleep(Duration.FromMicroseconds(3));
                await mmu.PostResetAsync();
                await lab.Simulation.Sleep(Duration.FromMicroseconds(1));
            }
        });
        foreach (SimTask task in (SimTask[])[.. clients, resets])
        {
            lab.Simulation.RunToCompletion(task);
        }

        lab.Run();
    }
}
