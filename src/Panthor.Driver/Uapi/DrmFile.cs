using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <summary>
/// A client: an open file of the device (<c>struct drm_file</c> with its <c>struct panthor_file</c>), and the ioctls that
/// it may call.
/// </summary>
/// <remarks>
/// The methods are the kernel's ioctl handlers; they run on the task that calls them, check what the kernel checks in the
/// kernel's order, and return its errno. Every message names the check that failed and what was given.
/// </remarks>
public sealed partial class DrmFile
{
    private static readonly LockClass s_mmapLock = new("mm.mmap_lock");
    private static readonly LockClass s_primeLock = new("drm_prime_file_private.lock");

    private readonly Mutex _primeLock;
    private int _inFlight;
    private bool _isReleased;

    private DrmFile(PanthorDevice device, PanthorVmPool vms, DrmFileOptions options)
    {
        Device = device;
        Vms = vms;
        Groups = new PanthorGroupPool(device);
        Node = options.Node;
        Capabilities = options.Capabilities;
        IsAuthenticated = (options.Capabilities & ClientCapabilities.SysAdmin) != 0;
        Syncobjs = new SyncobjTable(device.Fences);
        MmapLock = new RwSemaphore(device.Simulation, s_mmapLock);
        _primeLock = new Mutex(device.Simulation, s_primeLock);
        Memory = new UserMemory(MmapLock);
        Heap = new UserHeap(Memory);
        Files = new FileTable(new DeviceFile(Node));
        IsOpen = true;
        ProcessName = options.ProcessName ?? device.Simulation.Current?.Name ?? "kernel";
        ProcessId = device.Simulation.Current?.Id ?? 0;
        ClientId = device.Drm.Add(this);
        if (Node == DrmNode.Primary)
        {
            OpenMaster();
        }
    }

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Number of the file among all that were ever opened on the device, from 1 (<c>client_id</c>).</summary>
    public ulong ClientId { get; }

    /// <summary>Name of the client's process.</summary>
    public string ProcessName { get; }

    /// <summary>Number of the client's process: of the task that opened the file.</summary>
    public int ProcessId { get; }

    /// <summary>What the client calls itself (SET_CLIENT_NAME); null if it has not said.</summary>
    public string? ClientName { get; internal set; }

    /// <summary>The VMs of the file.</summary>
    public PanthorVmPool Vms { get; }

    /// <summary>The syncobjs of the file, with the ioctls that concern nothing else.</summary>
    public SyncobjTable Syncobjs { get; }

    /// <summary>False once the file is closed: every call then fails with <see cref="Errno.EBADF"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The lock of the client's address space (<c>mm->mmap_lock</c>).</summary>
    public RwSemaphore MmapLock { get; }

    /// <summary>Opens the device (<c>drm_open()</c>, <c>panthor_open()</c>).</summary>
    /// <param name="device">The device.</param>
    /// <param name="options">How; null for an ordinary client that draws.</param>
    /// <returns><see cref="Errno.ENODEV"/> if the device has gone.</returns>
    public static async KTask<KernelResult<DrmFile>> OpenAsync(PanthorDevice device, DrmFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.IsUnplugged)
        {
            return DeviceGone();
        }

        KernelResult<PanthorVmPool> pool = await PanthorVmPool.CreateAsync(device);
        return pool.IsOk ? new DrmFile(device, pool.Value, options ?? new DrmFileOptions()) : pool.WithoutValue();
    }

    /// <summary>
    /// Closes the file (<c>drm_release()</c>) as the end of its process does: its address space goes first, then its
    /// syncobjs, its handles, its groups, its VMs with everything that is still mapped, at last its file descriptors. Binds that are
    /// queued still run. While a request of another thread is being executed, only the file closes; the rest happens at
    /// that request's end.
    /// </summary>
    public async KTask CloseAsync()
    {
        IsOpen = false;
        if (_inFlight == 0)
        {
            await ReleaseAsync();
        }
    }

    private async KTask ReleaseAsync()
    {
        if (_isReleased)
        {
            return;
        }

        _isReleased = true;
        Device.Drm.Remove(this);
        await Memory.ReleaseAsync();
        Syncobjs.Release();
        foreach (KeyValuePair<uint, PanthorGemObject> entry in new List<KeyValuePair<uint, PanthorGemObject>>(Buffers))
        {
            ReleaseHandle(entry.Key);
        }

        if (Node == DrmNode.Primary)
        {
            ReleaseMaster();
        }

        await Groups.DestroyAsync();
        await Vms.DestroyAsync();
        Files.CloseAll();
    }

    /// <summary>Creates a VM (VM_CREATE).</summary>
    /// <param name="flags">Must be zero.</param>
    /// <param name="userVaRange">Bytes of address space for the user; 0 leaves the split to the driver.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for flags or a range that leaves the kernel too little, <see cref="Errno.EBUSY"/> with
    /// 32 VMs open, <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult<DrmPanthorVm>> VmCreateAsync(uint flags, ulong userVaRange)
    {
        if (!TryEnter(out KernelResult gone))
        {
            return gone;
        }

        KernelResult<DrmPanthorVm> result = await Vms.CreateVmAsync(flags, userVaRange);
        Device.Exit();
        return result;
    }

    /// <summary>Destroys a VM with all its mappings (VM_DESTROY).</summary>
    /// <param name="id">The VM.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns><see cref="Errno.EINVAL"/> for padding, or if the file has no such VM.</returns>
    public KTask<KernelResult> VmDestroyAsync(uint id, uint pad = 0)
    {
        KernelResult check = !IsOpen ? FileClosed() : pad != 0 ? PadNotZero(pad) : KernelResult.Ok;
        return check.IsOk ? Vms.DestroyVmAsync(id) : KTask.FromResult(check);
    }

    /// <summary>Tells if a VM can still be used (VM_GET_STATE).</summary>
    /// <returns><c>DRM_PANTHOR_VM_STATE_*</c>; <see cref="Errno.EINVAL"/> if the file has no such VM.</returns>
    public KernelResult<uint> VmGetState(uint id)
    {
        PanthorVm? vm = Vms.Find(id);
        if (vm is null)
        {
            return NoSuchVm(id);
        }

        return vm.IsUnusable ? PanthorDrm.DRM_PANTHOR_VM_STATE_UNUSABLE : PanthorDrm.DRM_PANTHOR_VM_STATE_USABLE;
    }

    private static KernelResult NoSuchVm(uint id) =>
        KernelResult.Fail(Errno.EINVAL, $"VM {id} does not exist in this client");

    private static KernelResult DeviceGone() => KernelResult.Fail(Errno.ENODEV, "the device has been removed");

    private static KernelResult FileClosed() => KernelResult.Fail(Errno.EBADF, "the client is closed");

    private bool TryEnter(out KernelResult result)
    {
        result = !IsOpen ? FileClosed() : KernelResult.Ok;
        if (IsOpen && !Device.TryEnter())
        {
            result = DeviceGone();
        }

        return result.IsOk;
    }
}
