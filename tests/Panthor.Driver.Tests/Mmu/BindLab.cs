using System;
using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>A machine with one VM, whose bind queue runs when the test says so, and a buffer of 16 pages.</summary>
internal sealed class BindLab : IDisposable
{
    private static readonly LockClass s_lock = new("test_timeline.lock");

    public BindLab(MachineOptions? options = null)
    {
        Machine = new TestMachine(options);
        Machine.KeepPower();
        VmId = Machine.NewVm();
        Vm = File.Vms.Find(VmId)!;
        Buffer = Machine.NewBuffer(16 * Page);
    }

    public TestMachine Machine { get; }

    public Simulation Simulation => Machine.Machine.Simulation;

    public DrmFile File => Machine.File;

    public SyncobjTable Syncobjs => File.Syncobjs;

    public uint VmId { get; }

    public PanthorVm Vm { get; }

    public uint Buffer { get; }

    public static DrmPanthorVmBindOp SyncOnly(params DrmPanthorSyncOp[] syncs) =>
        new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY, 0, 0, 0, 0, syncs);

    public static DrmPanthorVmBindOp Unmap(ulong page, params DrmPanthorSyncOp[] syncs) =>
        new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, page * Page, Page, syncs);

    /// <summary>A map of the buffer's first page.</summary>
    public DrmPanthorVmBindOp Map(ulong page, params DrmPanthorSyncOp[] syncs) =>
        new(0, Buffer, 0, page * Page, Page, syncs);

    public KernelResult Queue(params DrmPanthorVmBindOp[] operations) => Machine.Call(
        () => File.VmBindAsync(VmId, operations, PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC)).Result;

    public bool IsMapped(ulong page) => Vm.IovaToPhys(page * Page) != 0;

    public uint NewSyncobj() => Syncobjs.Create().Value;

    /// <summary>A syncobj whose fence the test signals.</summary>
    public uint NewSyncobj(out DmaFence fence)
    {
        uint handle = NewSyncobj();
        fence = new DmaFenceContext(Machine.Device.Fences, "lab", "test", s_lock).NewFence();
        DrmSyncobj syncobj = Syncobjs.Find(handle)!;
        syncobj.ReplaceFence(fence);
        syncobj.Put();
        return handle;
    }

    public static void Signal(DmaFence fence)
    {
        fence.Signal();
        fence.Put();
    }

    /// <summary>ETIME while the present fence is not signalled.</summary>
    public Errno Look(uint syncobj) =>
        Machine.Call(() => Syncobjs.WaitAsync(new[] { syncobj }, 0)).Errno;

    /// <summary>The error of a syncobj's fence.</summary>
    public Errno ErrorOf(uint syncobj)
    {
        DmaFence fence = Syncobjs.FindFence(syncobj, 0).Value;
        Errno error = fence.Error;
        fence.Put();
        return error;
    }

    public void Run() => Machine.Settle();

    public void Dispose()
    {
        Run();
        Assert.Equal(0, Vm.QueuedBinds);
        Machine.Dispose();
    }
}
