using System;
using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>The ioctls of buffers.</content>
public sealed partial class DrmFile
{
    private const uint BoFlags = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP | PanthorDrm.DRM_PANTHOR_BO_WB_MMAP;

    private readonly HandleTable<PanthorGemObject> _buffers = new();
    private readonly Dictionary<DmaBuf, uint> _sharedHandles = [];

    /// <summary>The buffers that the file has handles of, in ascending order of the handles.</summary>
    public IEnumerable<KeyValuePair<uint, PanthorGemObject>> Buffers => _buffers.Entries;

    /// <summary>How many buffers the file has handles of.</summary>
    public int BufferCount => _buffers.Count;

    /// <summary>Creates a buffer (BO_CREATE). It has no pages yet.</summary>
    /// <param name="size">Size in bytes, not zero; rounded up to whole pages.</param>
    /// <param name="flags"><c>DRM_PANTHOR_BO_*</c>.</param>
    /// <param name="exclusiveVmId">The only VM that may map the buffer, or 0.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>: a size of zero, padding, unknown or contradicting flags, an unknown VM, a size that no
    /// file can have; <see cref="Errno.ENOSPC"/>: a size that the device file has no room for;
    /// <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult<DrmPanthorBo>> BoCreateAsync(
        ulong size, uint flags, uint exclusiveVmId, uint pad = 0)
    {
        if (!TryEnter(out KernelResult result))
        {
            return result;
        }

        result = CheckBoCreate(size, flags, pad);
        if (!Device.Drm.Patches.LeavesBoCreate && (flags & BoFlags) == BoFlags)
        {
            return result;
        }

        PanthorVm? vm = null;
        if (result.IsOk && exclusiveVmId != 0)
        {
            vm = Vms.Get(exclusiveVmId);
            result = vm is null ? NoSuchVm(exclusiveVmId) : result;
        }

        DrmPanthorBo created = default;
        if (result.IsOk)
        {
            result = CreateBuffer(size, flags, vm, out PanthorGemObject? buffer);
            if (result.IsOk)
            {
                created = await PublishAsync(buffer!);
            }
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
    /// <param name="handle">The buffer.</param>
    /// <param name="label">Its name, or null.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for padding, <see cref="Errno.ENOENT"/> if the file has no such handle,
    /// <see cref="Errno.E2BIG"/> if the label has more than 4095 bytes in UTF-8, <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult BoSetLabel(uint handle, string? label, uint pad = 0)
    {
        if (pad != 0)
        {
            return PadNotZero(pad);
        }

        if (LookUpBuffer(handle) is not { } buffer)
        {
            return NoSuchBuffer(handle);
        }

        KernelResult result = CheckLabel(label);
        if (result.IsOk)
        {
            buffer.Label = label;
        }

        buffer.Put();
        return result;
    }

    /// <summary>Writes back, and forgets if asked to, what the CPU's caches hold of buffers (BO_SYNC).</summary>
    /// <param name="operations">What to do; the first that fails ends the call.</param>
    /// <returns>
    /// <see cref="Errno.ENOENT"/> if the file has no such handle; <see cref="Errno.EINVAL"/>: an unknown type, a range
    /// outside the buffer, an imported buffer.
    /// </returns>
    public async KTask<KernelResult> BoSyncAsync(UserArray<DrmPanthorBoSyncOp> operations)
    {
        if (!IsOpen)
        {
            return FileClosed();
        }

        KernelResult<ReadOnlyMemory<DrmPanthorBoSyncOp>> copied = await operations.GetAsync();
        KernelResult result = copied.WithoutValue();
        for (int i = 0; result.IsOk && i < copied.Value.Length; i++)
        {
            DrmPanthorBoSyncOp operation = copied.Value.Span[i];
            if (LookUpBuffer(operation.Handle) is not { } buffer)
            {
                return NoSuchBuffer(operation.Handle);
            }

            result = await buffer.SyncAsync(operation.Type, operation.Offset, operation.Size);
            buffer.Put();
        }

        return result;
    }

    /// <summary>Gives a handle back (GEM_CLOSE). Mappings keep the buffer alive.</summary>
    /// <returns><see cref="Errno.EINVAL"/> if the file has no such handle.</returns>
    public KernelResult GemClose(uint handle) => ReleaseHandle(handle)
        ? KernelResult.Ok
        : KernelResult.Fail(Errno.EINVAL, $"buffer handle {handle} does not exist in this client");

    /// <summary>Where in the device file a buffer lies for <c>mmap()</c> (BO_MMAP_OFFSET).</summary>
    /// <param name="handle">The buffer.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for padding, <see cref="Errno.ENOENT"/> if the file has no such handle,
    /// <see cref="Errno.EPERM"/> if the buffer was created not to be mapped, <see cref="Errno.ENOSPC"/> if the device
    /// file has no room for it.
    /// </returns>
    public KernelResult<ulong> BoMmapOffset(uint handle, uint pad = 0)
    {
        if (pad != 0)
        {
            return PadNotZero(pad);
        }

        if (_buffers.Find(handle) is not { } buffer)
        {
            return NoSuchBuffer(handle);
        }

        if (IsNoMmap(buffer) && Device.Drm.Patches.HidesOffsetsOfNoMmap)
        {
            return NotMappable(Errno.EPERM);
        }

        return buffer.MmapOffset == 0
            ? KernelResult.Fail(Errno.ENOSPC, $"the buffer of 0x{buffer.Size:x} bytes has no place in the device file")
            : buffer.MmapOffset;
    }

    /// <summary>Maps what lies at an offset of the device file (<c>mmap()</c>, <c>drm_gem_mmap()</c>).</summary>
    /// <param name="offset">Offset in bytes, from BO_MMAP_OFFSET.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> if no buffer starts there or it is shorter, <see cref="Errno.EACCES"/> if the file has no
    /// handle of it.
    /// </returns>
    public async KTask<KernelResult<CpuMapping>> MmapFileAsync(ulong offset, ulong length)
    {
        KernelResult<PanthorGemObject> buffer = LookUpAtOffset(offset, length);
        if (!buffer.IsOk)
        {
            return buffer.WithoutValue();
        }

        KernelResult<CpuMapping> mapping = await MapUnlessForgoneAsync(buffer.Value);
        buffer.Value.Put();
        return mapping;
    }

    /// <summary>Maps a buffer for the CPU (BO_MMAP_OFFSET, then <c>mmap()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.ENOENT"/> if the file has no such handle, <see cref="Errno.EPERM"/> if the buffer was created
    /// not to be mapped.
    /// </returns>
    public KTask<KernelResult<CpuMapping>> MmapAsync(uint handle)
    {
        KernelResult<ulong> offset = BoMmapOffset(handle);
        return offset.IsOk || offset.Errno == Errno.ENOSPC
            ? MapUnlessForgoneAsync(_buffers.Find(handle)!)
            : KTask.FromResult<KernelResult<CpuMapping>>(offset.WithoutValue());
    }

    /// <summary>Sums up the memory of the file's buffers (fdinfo, <c>drm_show_memory_stats()</c>).</summary>
    public GemMemoryStats GetMemoryStats()
    {
        ulong shared = 0, own = 0, resident = 0, active = 0;
        foreach (KeyValuePair<uint, PanthorGemObject> entry in Buffers)
        {
            PanthorGemObject buffer = entry.Value;
            bool isShared = buffer.HandleCount > 1 || buffer.DmaBuf is not null;
            shared += isShared ? buffer.Size : 0;
            own += isShared ? 0 : buffer.Size;
            resident += buffer.IsImported || !buffer.Backing.IsNull ? buffer.Size : 0;
            active += buffer.Resv.TestSignaled(DmaResv.UsageFor(write: true)) ? 0 : buffer.Size;
        }

        return new GemMemoryStats(shared, own, resident, 0, active);
    }

    /// <summary>The buffer of a handle, with a reference (<c>drm_gem_object_lookup()</c>); null if there is none.</summary>
    public PanthorGemObject? LookUpBuffer(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Find(handle);
        buffer?.Get();
        return buffer;
    }

    /// <summary>
    /// Gives a buffer a handle, which takes over the caller's reference (<c>drm_gem_handle_create()</c>). From here on
    /// others may find and close it.
    /// </summary>
    internal uint AddHandle(PanthorGemObject buffer)
    {
        _buffers.TryAdd(buffer, out uint handle);
        buffer.AddHandle();
        return handle;
    }

    /// <summary>drm_gem_object_lookup_at_offset: the buffer, with a reference.</summary>
    private KernelResult<PanthorGemObject> LookUpAtOffset(ulong offset, ulong length)
    {
        PanthorGemObject? buffer = Device.MmapOffsets.Find(offset);
        if (buffer is null || length > buffer.Size)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"no buffer of 0x{length:x} bytes or more starts at offset 0x{offset:x} of the device file");
        }

        if (!HasHandleOf(buffer))
        {
            return KernelResult.Fail(Errno.EACCES, $"the client has no handle of the buffer at offset 0x{offset:x}");
        }

        buffer.Get();
        return buffer;
    }

    /// <summary>Without <see cref="Patches.UapiPatches.NoMmapOffset"/> the driver looks at the flag here.</summary>
    private KTask<KernelResult<CpuMapping>> MapUnlessForgoneAsync(PanthorGemObject buffer) =>
        IsNoMmap(buffer) && !Device.Drm.Patches.HidesOffsetsOfNoMmap
            ? KTask.FromResult<KernelResult<CpuMapping>>(NotMappable(Errno.EINVAL))
            : CpuMapping.OpenAsync(buffer, MmapLock);

    private static bool IsNoMmap(PanthorGemObject buffer) =>
        (buffer.Flags & PanthorDrm.DRM_PANTHOR_BO_NO_MMAP) != 0;

    private static KernelResult NotMappable(Errno errno) =>
        KernelResult.Fail(errno, "the buffer was created with DRM_PANTHOR_BO_NO_MMAP");

    /// <summary>drm_vma_node_is_allowed.</summary>
    private bool HasHandleOf(PanthorGemObject buffer)
    {
        foreach (KeyValuePair<uint, PanthorGemObject> entry in Buffers)
        {
            if (ReferenceEquals(entry.Value, buffer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A part of panthor_gem_create_with_handle: a buffer without a handle.</summary>
    private KernelResult CreateBuffer(ulong size, uint flags, PanthorVm? vm, out PanthorGemObject? buffer)
    {
        buffer = null;
        ulong rounded = unchecked(size + (GemPages.PageSize - 1)) & ~(GemPages.PageSize - 1);
        if (rounded > long.MaxValue)
        {
            return KernelResult.Fail(Errno.EINVAL, $"a buffer of 0x{size:x} bytes is larger than any file can be");
        }

        if (SyncFaultPoints.FailsToAllocate(Device.Simulation, "panthor_gem_object", out KernelResult noMemory))
        {
            return noMemory;
        }

        // A size that wraps around makes a file of no bytes, which has no place in the device file.
        GemUsageFlags? usage = Device.Drm.Patches.PublishesBosLast ? GemUsageFlags.None : null;
        buffer = rounded == 0 ? null : PanthorGemObject.Create(Device, rounded, flags, vm?.RootGem, usage);
        if (buffer is not { MmapOffset: not 0 })
        {
            buffer?.Put();
            return KernelResult.Fail(Errno.ENOSPC, $"the device file has no room for a buffer of 0x{size:x} bytes");
        }

        return KernelResult.Ok;
    }

    /// <summary>The rest of panthor_gem_create_with_handle: the caller's reference becomes the handle's.</summary>
    private async KTask<DrmPanthorBo> PublishAsync(PanthorGemObject buffer)
    {
        DrmPanthorBo created = new(AddHandle(buffer), buffer.Size);
        if (!Device.Drm.Patches.PublishesBosLast)
        {
            await Device.Simulation.PreemptionPoint(ChoiceKind.Other);
            buffer.ShowInDebugfs(GemUsageFlags.None);
        }

        return created;
    }

    private static KernelResult CheckBoCreate(ulong size, uint flags, uint pad)
    {
        if (size == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "the size of a buffer must not be 0");
        }

        if (pad != 0)
        {
            return PadNotZero(pad);
        }

        if ((flags & ~BoFlags) != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} have unknown bits 0x{flags & ~BoFlags:x}");
        }

        return (flags & BoFlags) == BoFlags
            ? KernelResult.Fail(Errno.EINVAL, "DRM_PANTHOR_BO_WB_MMAP contradicts DRM_PANTHOR_BO_NO_MMAP")
            : KernelResult.Ok;
    }

    // strndup_user()
    private KernelResult CheckLabel(string? label)
    {
        int length = label is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(label);
        if (length >= PanthorDrm.PANTHOR_BO_LABEL_MAXLEN)
        {
            return KernelResult.Fail(Errno.E2BIG, $"the label has {length} bytes; at most 4095 are allowed");
        }

        return label is not null && SyncFaultPoints.FailsToAllocate(Device.Simulation, "label", out KernelResult noMemory)
            ? noMemory
            : KernelResult.Ok;
    }

    private static KernelResult PadNotZero(uint pad) => KernelResult.Fail(Errno.EINVAL, $"pad 0x{pad:x} must be 0");

    private static KernelResult NoSuchBuffer(uint handle) =>
        KernelResult.Fail(Errno.ENOENT, $"buffer handle {handle} does not exist in this client");

    private bool ReleaseHandle(uint handle)
    {
        PanthorGemObject? buffer = _buffers.Remove(handle);
        if (buffer is null)
        {
            return false;
        }

        if (buffer.DmaBuf is { } shared && _sharedHandles.GetValueOrDefault(shared) == handle)
        {
            _sharedHandles.Remove(shared);
            shared.Put();
        }

        buffer.RemoveHandle();
        return true;
    }
}
