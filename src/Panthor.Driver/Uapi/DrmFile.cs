using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
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
public sealed class DrmFile
{
    private const uint BoFlags = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP | PanthorDrm.DRM_PANTHOR_BO_WB_MMAP;

    private readonly HandleTable<PanthorGemObject> _buffers = new();

    private DrmFile(PanthorDevice device, PanthorVmPool vms)
    {
        Device = device;
        Vms = vms;
        IsOpen = true;
    }

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>The VMs of the file.</summary>
    public PanthorVmPool Vms { get; }

    /// <summary>False once the file is closed: every call then fails with <see cref="Errno.EBADF"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The buffers that the file has handles of, in ascending order of the handles.</summary>
    public IEnumerable<KeyValuePair<uint, PanthorGemObject>> Buffers => _buffers.Entries;

    /// <summary>How many buffers the file has handles of.</summary>
    public int BufferCount => _buffers.Count;

    /// <summary>Opens the device (<c>panthor_open()</c>).</summary>
    /// <returns><see cref="Errno.ENODEV"/> if the device has gone.</returns>
    public static async KTask<KernelResult<DrmFile>> OpenAsync(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.IsUnplugged)
        {
            return DeviceGone();
        }

        KernelResult<PanthorVmPool> pool = await PanthorVmPool.CreateAsync(device);
        return pool.IsOk ? new DrmFile(device, pool.Value) : pool.WithoutValue();
    }

    /// <summary>
    /// Closes the file (<c>drm_release()</c>): its handles go first, then its VMs with everything that is still mapped.
    /// </summary>
    public async KTask CloseAsync()
    {
        if (!IsOpen)
        {
            return;
        }

        IsOpen = false;
        foreach (KeyValuePair<uint, PanthorGemObject> entry in new List<KeyValuePair<uint, PanthorGemObject>>(Buffers))
        {
            ReleaseHandle(entry.Key);
        }

        await Vms.DestroyAsync();
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
    /// <returns><see cref="Errno.EINVAL"/> if the file has no such VM.</returns>
    public KTask<KernelResult> VmDestroyAsync(uint id) =>
        IsOpen ? Vms.DestroyVmAsync(id) : KTask.FromResult(FileClosed());

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

    /// <summary>Executes operations on a VM, one after the other (VM_BIND without the asynchronous flag).</summary>
    /// <param name="id">The VM.</param>
    /// <param name="operations">What to do.</param>
    /// <returns>
    /// How many operations were executed: all of them, or those before the one that failed; and that one's error.
    /// </returns>
    public async KTask<(KernelResult Result, int Executed)> VmBindAsync(
        uint id, ReadOnlyMemory<DrmPanthorVmBindOp> operations)
    {
        if (!TryEnter(out KernelResult result))
        {
            return (result, 0);
        }

        int executed = 0;
        PanthorVm? vm = Vms.Get(id);
        if (vm is null)
        {
            result = NoSuchVm(id);
        }
        else
        {
            for (; executed < operations.Length; executed++)
            {
                result = await vm.BindExecSyncOpAsync(this, operations.Span[executed]);
                if (!result.IsOk)
                {
                    break;
                }
            }

            await vm.PutAsync();
        }

        Device.Exit();
        return (result, executed);
    }

    /// <summary>Creates a buffer (BO_CREATE). It has no pages yet.</summary>
    /// <param name="size">Size in bytes, not zero; rounded up to whole pages.</param>
    /// <param name="flags"><c>DRM_PANTHOR_BO_*</c>.</param>
    /// <param name="exclusiveVmId">The only VM that may map the buffer, or 0.</param>
    /// <returns><see cref="Errno.EINVAL"/>: a size of zero, unknown or contradicting flags, an unknown VM.</returns>
    public async KTask<KernelResult<DrmPanthorBo>> BoCreateAsync(ulong size, uint flags, uint exclusiveVmId)
    {
        if (!TryEnter(out KernelResult result))
        {
            return result;
        }

        result = CheckBoCreate(size, flags);
        PanthorVm? vm = null;
        if (result.IsOk && exclusiveVmId != 0)
        {
            vm = Vms.Get(exclusiveVmId);
            result = vm is null ? NoSuchVm(exclusiveVmId) : result;
        }

        DrmPanthorBo created = default;
        if (result.IsOk)
        {
            var buffer = PanthorGemObject.Create(Device, size, flags, vm?.RootGem);
            created = new DrmPanthorBo(AddHandle(buffer), buffer.Size);
        }

        if (vm is not null)
        {
            await vm.PutAsync();
        }

        Device.Exit();
        return result.IsOk ? created : result;
    }

    /// <summary>Tells the flags of a buffer (BO_QUERY_INFO).</summary>
    /// <returns><see cref="Errno.ENOENT"/> if the file has no such handle.</returns>
    public KernelResult<DrmPanthorBoInfo> BoQueryInfo(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Find(handle);
        return buffer is null
            ? NoSuchBuffer(handle)
            : new DrmPanthorBoInfo(buffer.IsImported ? PanthorDrm.DRM_PANTHOR_BO_IS_IMPORTED : 0, buffer.Flags);
    }

    /// <summary>Names a buffer (BO_SET_LABEL); null takes the name away.</summary>
    /// <returns>
    /// <see cref="Errno.ENOENT"/> if the file has no such handle, <see cref="Errno.E2BIG"/> if the label has more than
    /// 4095 bytes in UTF-8.
    /// </returns>
    public KernelResult BoSetLabel(uint handle, string? label)
    {
        PanthorGemObject? buffer = _buffers.Find(handle);
        if (buffer is null)
        {
            return NoSuchBuffer(handle);
        }

        int length = label is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(label);
        if (length >= PanthorDrm.PANTHOR_BO_LABEL_MAXLEN)
        {
            return KernelResult.Fail(Errno.E2BIG, $"the label has {length} bytes; at most 4095 are allowed");
        }

        buffer.Label = label;
        return KernelResult.Ok;
    }

    /// <summary>Gives a handle back (GEM_CLOSE). Mappings keep the buffer alive.</summary>
    /// <returns><see cref="Errno.EINVAL"/> if the file has no such handle.</returns>
    public KernelResult GemClose(uint handle) => ReleaseHandle(handle)
        ? KernelResult.Ok
        : KernelResult.Fail(Errno.EINVAL, $"buffer handle {handle} does not exist in this client");

    /// <summary>Maps a buffer for the CPU (BO_MMAP_OFFSET, then <c>mmap()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.ENOENT"/> if the file has no such handle, <see cref="Errno.EPERM"/> if the buffer was created
    /// not to be mapped.
    /// </returns>
    public KTask<KernelResult<CpuMapping>> MmapAsync(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Find(handle);
        return buffer is null
            ? KTask.FromResult<KernelResult<CpuMapping>>(NoSuchBuffer(handle))
            : CpuMapping.OpenAsync(buffer);
    }

    /// <summary>The buffer of a handle, with a reference (<c>drm_gem_object_lookup()</c>); null if there is none.</summary>
    public PanthorGemObject? LookUpBuffer(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Find(handle);
        buffer?.Get();
        return buffer;
    }

    /// <summary>Gives a buffer a handle, which takes over the caller's reference (<c>drm_gem_handle_create()</c>).</summary>
    internal uint AddHandle(PanthorGemObject buffer)
    {
        _buffers.TryAdd(buffer, out uint handle);
        buffer.HandleCount++;
        return handle;
    }

    private static KernelResult CheckBoCreate(ulong size, uint flags)
    {
        if (size == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "the size of a buffer must not be 0");
        }

        if (size > long.MaxValue)
        {
            return KernelResult.Fail(Errno.EINVAL, $"a buffer of 0x{size:x} bytes is larger than any file can be");
        }

        if ((flags & ~BoFlags) != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} have unknown bits 0x{flags & ~BoFlags:x}");
        }

        return (flags & BoFlags) == BoFlags
            ? KernelResult.Fail(Errno.EINVAL, "DRM_PANTHOR_BO_WB_MMAP contradicts DRM_PANTHOR_BO_NO_MMAP")
            : KernelResult.Ok;
    }

    private static KernelResult NoSuchVm(uint id) =>
        KernelResult.Fail(Errno.EINVAL, $"VM {id} does not exist in this client");

    private static KernelResult NoSuchBuffer(uint handle) =>
        KernelResult.Fail(Errno.ENOENT, $"buffer handle {handle} does not exist in this client");

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

    private bool ReleaseHandle(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Remove(handle);
        if (buffer is not null)
        {
            buffer.HandleCount--;
            buffer.Put();
        }

        return buffer is not null;
    }
}
