using System;
using System.Collections.Generic;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>Making a group.</content>
public sealed partial class PanthorGroup
{
    private const uint KernelMapFlags =
        PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED;

    private PanthorGroup(PanthorDevice device, in DrmPanthorGroupCreate args)
    {
        Device = device;
        Simulation sim = device.Simulation;
        Id = device.Scheduler.NextGroupId();
        Priority = (PanthorCsgPriority)args.Priority;
        MaxComputeCores = args.MaxComputeCores;
        ComputeCoreMask = args.ComputeCoreMask;
        MaxFragmentCores = args.MaxFragmentCores;
        FragmentCoreMask = args.FragmentCoreMask;
        MaxTilerCores = args.MaxTilerCores;
        TilerCoreMask = args.TilerCoreMask;
        RunNode = new GroupLink(this);
        WaitNode = new GroupLink(this);
        Node = new LinkedListNode<PanthorGroup>(this);
        _queues = new PanthorQueue?[args.Queues.Count];
        _references = new RefCount(sim, ToString(), Release);
        _tracked = sim.Objects.Track("panthor_group", this);
        _syncUpdWork = new Work(sim, "group_sync_upd_work", SyncUpdAsync);
        _tilerOomWork = new Work(sim, "group_tiler_oom_work", TilerOomAsync);
        _termWork = new Work(sim, "group_term_work", TermAsync);
        _releaseWork = new Work(sim, "group_release_work", ReleaseAsync);
        _fdinfoLock = new SpinLock(sim, SchedulingLockClasses.FdinfoLock);
    }

    /// <summary>Makes a group with its queues and gives it a handle.</summary>
    /// <param name="file">The client.</param>
    /// <param name="args">What it is to be like.</param>
    /// <returns>
    /// The handle; EINVAL for arguments that contradict the GPU, the firmware or themselves, or an unknown VM; EBUSY
    /// when the client has 128 groups; ENOMEM.
    /// </returns>
    /// <remarks>C: panthor_group_create.</remarks>
    internal static async KTask<KernelResult<uint>> CreateAsync(DrmFile file, DrmPanthorGroupCreate args)
    {
        PanthorDevice device = file.Device;
        KernelResult result = CheckArgs(device, args);
        if (!result.IsOk || SyncFaultPoints.FailsToAllocate(device.Simulation, "panthor_group", out result))
            return result;
        PanthorGroup group = new(device, args);
        device.Scheduler.Remember(group);
        result = await group.InitAsync(file, args);
        if (!result.IsOk)
        {
            group.Put();
            return result;
        }

        if (!file.Groups.TryAdd(group, out uint gid))
        {
            group.Put();
            return KernelResult.Fail(
                Errno.EBUSY, $"the client has {PanthorGroupPool.MaxGroupsPerPool} groups already");
        }

        group.Handle = gid;
        result = await group.CreateQueuesAsync(file, args, gid);
        if (!result.IsOk)
        {
            file.Groups.Erase(gid);
            group.Put();
            return result;
        }

        await device.Scheduler.AddNewGroupAsync(group);
        group._tracked.AssertAlive("panthor_group_create");
        group.AddKboSizes();
        group.InitTaskInfo();
        group.IsRegistered = true;
        device.Simulation.Events.Record(
            SchedulingEvents.GroupCreate, (ulong)group.Id, gid, args.Priority, (ulong)group.QueueCount);
        return gid;
    }

    private static KernelResult CheckArgs(PanthorDevice device, in DrmPanthorGroupCreate args)
    {
        if (args.Pad != 0)
            return KernelResult.Fail(Errno.EINVAL, $"pad is 0x{args.Pad:x}; it must be 0");
        if (args.Priority > (byte)PanthorCsgPriority.RealTime)
            return KernelResult.Fail(Errno.EINVAL, $"priority {args.Priority} is unknown; 3 is the highest");
        GpuInfo info = device.GpuInfo;
        KernelResult result = CheckCores("compute", args.ComputeCoreMask, info.ShaderPresent, "shader");
        if (result.IsOk)
            result = CheckCores("fragment", args.FragmentCoreMask, info.ShaderPresent, "shader");
        if (result.IsOk)
            result = CheckCores("tiler", args.TilerCoreMask, info.TilerPresent, "tiler");
        if (result.IsOk)
            result = CheckCount("compute", args.MaxComputeCores, args.ComputeCoreMask);
        if (result.IsOk)
            result = CheckCount("fragment", args.MaxFragmentCores, args.FragmentCoreMask);
        if (result.IsOk)
            result = CheckCount("tiler", args.MaxTilerCores, args.TilerCoreMask);
        int slots = device.Scheduler.CsSlotCount;
        return result.IsOk && args.Queues.Count > slots
            ? KernelResult.Fail(
                Errno.EINVAL, $"{args.Queues.Count} queues are more than the {slots} of a group of this firmware")
            : result;
    }

    private static KernelResult CheckCores(string what, ulong mask, ulong present, string kind) =>
        (mask & ~present) == 0
            ? KernelResult.Ok
            : KernelResult.Fail(
                Errno.EINVAL, $"{what}_core_mask 0x{mask:x} names cores that {kind}_present 0x{present:x} lacks");

    private static KernelResult CheckCount(string what, byte max, ulong mask) =>
        BitOperations.PopCount(mask) >= max
            ? KernelResult.Ok
            : KernelResult.Fail(
                Errno.EINVAL, $"max_{what}_cores {max} is more than {what}_core_mask 0x{mask:x} has bits");

    /// <summary>The VM, the suspend buffers and the synchronization objects.</summary>
    private async KTask<KernelResult> InitAsync(DrmFile file, DrmPanthorGroupCreate args)
    {
        if (file.Vms.Get(args.VmId) is not { } vm)
            return KernelResult.Fail(Errno.EINVAL, $"VM {args.VmId} does not exist in this client");
        Vm = vm;
        FwCsgControl control = Device.Fw.GetCsgIface(0).Control;
        KernelResult<PanthorKernelBo> bo = await Device.Fw.AllocSuspendBufMemAsync(control.SuspendSize);
        if (!bo.IsOk)
            return bo.WithoutValue();
        SuspendBuf = bo.Value;
        bo = await Device.Fw.AllocSuspendBufMemAsync(control.ProtmSuspendSize);
        if (!bo.IsOk)
            return bo.WithoutValue();
        ProtmSuspendBuf = bo.Value;
        ulong size = args.Queues.Count * Syncobj64.Size;
        bo = await CreateKernelBoAsync(size, "Group sync objects");
        if (!bo.IsOk)
            return bo.WithoutValue();
        Syncobjs = bo.Value;
        KernelResult mapped = await Syncobjs.VmapAsync();
        if (!mapped.IsOk)
            return mapped;
        for (ulong offset = 0; offset < size; offset += sizeof(ulong))
            Syncobjs.Map!.Write64(offset, 0);
        return KernelResult.Ok;
    }

    /// <summary>A buffer of the kernel in the group's VM, which the GPU does not cache.</summary>
    internal KTask<KernelResult<PanthorKernelBo>> CreateKernelBoAsync(ulong size, string name) =>
        PanthorKernelBo.CreateAsync(
            Vm, size, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP, KernelMapFlags, PanthorVm.KernelAutoVa, name);

    private async KTask<KernelResult> CreateQueuesAsync(DrmFile file, DrmPanthorGroupCreate args, uint gid)
    {
        ReadOnlyMemory<DrmPanthorQueueCreate> queues = (await args.Queues.GetAsync()).Value;
        for (int i = 0; i < queues.Length; i++)
        {
            KernelResult<PanthorQueue> queue =
                await PanthorQueue.CreateAsync(this, queues.Span[i], file.ClientId, gid, i);
            if (!queue.IsOk)
                return queue.WithoutValue();
            _tracked.AssertAlive("panthor_group_create");
            _queues[i] = queue.Value;
            QueueCount++;
        }

        IdleQueues = uint.MaxValue >> (32 - QueueCount);
        return KernelResult.Ok;
    }

    /// <summary>C: add_group_kbo_sizes.</summary>
    private void AddKboSizes()
    {
        KboSizes = SuspendBuf!.Size + ProtmSuspendBuf!.Size + Syncobjs.Size;
        for (int i = 0; i < QueueCount; i++)
            KboSizes += _queues[i]!.KboSizes;
    }

    /// <summary>C: group_init_task_info.</summary>
    private void InitTaskInfo()
    {
        if (Sim.Current is not { } task)
            return;
        Pid = task.Id;
        Comm = task.Name.Length < 16 ? task.Name : task.Name[..15];
    }
}
