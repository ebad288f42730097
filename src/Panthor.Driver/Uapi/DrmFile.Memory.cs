using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>The client's process: its address space, its file descriptors, <c>mmap()</c>.</content>
public sealed partial class DrmFile
{
    /// <summary>The address space of the client's process.</summary>
    public UserMemory Memory { get; }

    /// <summary>A heap in that address space, for those who build arguments of ioctls.</summary>
    public UserHeap Heap { get; }

    /// <summary>The file descriptors of the client's process.</summary>
    public FileTable Files { get; }

    /// <summary>Where in the device file the pages of registers begin (<c>user_mmio.offset</c>).</summary>
    public ulong UserMmioOffset { get; private set; } = PanthorDrm.DRM_PANTHOR_USER_MMIO_OFFSET_64BIT;

    /// <summary>Moves the pages of registers in the device file (SET_USER_MMIO_OFFSET).</summary>
    /// <returns><see cref="Errno.EINVAL"/> for anything but the two offsets of the header.</returns>
    public KernelResult SetUserMmioOffset(ulong offset)
    {
        if (offset is not (PanthorDrm.DRM_PANTHOR_USER_MMIO_OFFSET_32BIT or PanthorDrm.DRM_PANTHOR_USER_MMIO_OFFSET_64BIT))
        {
            return KernelResult.Fail(Errno.EINVAL, $"offset 0x{offset:x} is neither that of 32 nor that of 64 bits");
        }

        UserMmioOffset = offset;
        return KernelResult.Ok;
    }

    /// <summary>Maps memory or a file into the address space of the client's process (<c>mmap()</c>).</summary>
    /// <param name="address">Where, with <see cref="UserMapFlags.Fixed"/>; else it is chosen.</param>
    /// <param name="length">Bytes; rounded up to whole pages.</param>
    /// <param name="protection">What the process may do with it.</param>
    /// <param name="flags">Shared or private, anonymous, fixed.</param>
    /// <param name="descriptor">
    /// The file unless anonymous: <see cref="FileTable.DeviceDescriptor"/>, or that of a shared buffer.
    /// </param>
    /// <param name="offset">Where in the file, in bytes: from BO_MMAP_OFFSET, or the flush-id page.</param>
    /// <returns>
    /// The address; <see cref="Errno.EINVAL"/> for no bytes, an address or an offset within a page, flags that
    /// contradict, or a range that the file does not have; <see cref="Errno.EBADF"/> for a descriptor that is not open,
    /// <see cref="Errno.ENODEV"/> for a file that cannot be mapped or a device that has gone, <see cref="Errno.EACCES"/>
    /// for a buffer of others, or one that was not exported to be written; <see cref="Errno.EPERM"/> for an address that
    /// is too low, <see cref="Errno.ENOMEM"/> if there is no room.
    /// </returns>
    /// <remarks>
    /// A call that is refused leaves what was mapped at a fixed address, unless it is the driver who refuses: then there
    /// is a gap, as in the kernel, which has closed the old regions before it asks.
    /// </remarks>
    public async KTask<KernelResult<ulong>> MmapAsync(
        ulong address,
        ulong length,
        UserProtection protection,
        UserMapFlags flags,
        int descriptor = -1,
        ulong offset = 0)
    {
        bool isFixed = (flags & UserMapFlags.Fixed) != 0;
        bool isAnonymous = (flags & UserMapFlags.Anonymous) != 0;
        IOpenFile? file = isAnonymous ? null : Files.Find(descriptor);
        KernelResult result = CheckOffset(offset);
        if (result.IsOk && !isAnonymous && file is null)
        {
            result = FileTable.NotOpen(descriptor);
        }

        KernelResult<ulong> place = !result.IsOk ? result
            : isFixed ? UserMemory.CheckPlace(address, length)
            : Memory.FindRoom(length);
        result = place.IsOk ? CheckMapping(file, protection, flags) : place.WithoutValue();
        if (result.IsOk && isAnonymous)
        {
            result = Memory.CheckLimit(length, isFixed ? address : null);
        }

        if (!result.IsOk)
        {
            return result;
        }

        ulong size = UserMemory.RoundUp(length);
        IReadOnlyList<UserRegion> replaced = isFixed ? Memory.TakeOut(address, address + size) : [];
        if (isAnonymous)
        {
            Memory.AddAnonymous(place.Value, length, protection);
            await UserMemory.CloseAsync(replaced);
            return place;
        }

        return await MapFileAsync(place.Value, size, protection, flags, file!, offset, replaced);
    }

    private KernelResult CheckOffset(ulong offset) => !IsOpen ? FileClosed()
        : offset % UserMemory.PageSize != 0
            ? KernelResult.Fail(Errno.EINVAL, $"offset 0x{offset:x} is within a page")
            : KernelResult.Ok;

    /// <summary>What <c>do_mmap()</c> checks of the flags and the file.</summary>
    private static KernelResult CheckMapping(IOpenFile? file, UserProtection protection, UserMapFlags flags)
    {
        const UserMapFlags Sharing = UserMapFlags.Shared | UserMapFlags.Private;
        if ((flags & Sharing) is not (UserMapFlags.Shared or UserMapFlags.Private))
        {
            return KernelResult.Fail(Errno.EINVAL, "a mapping is either shared or private");
        }

        if (file is DmaBuf { IsWritable: false } && (flags & UserMapFlags.Shared) != 0
            && (protection & UserProtection.Write) != 0)
        {
            return KernelResult.Fail(Errno.EACCES, "the buffer was exported without DRM_RDWR: it can only be read");
        }

        return file is null or DeviceFile or DmaBuf
            ? KernelResult.Ok
            : KernelResult.Fail(Errno.ENODEV, $"a {file.Name} cannot be mapped");
    }

    private async KTask<KernelResult<ulong>> MapFileAsync(
        ulong address,
        ulong size,
        UserProtection protection,
        UserMapFlags flags,
        IOpenFile file,
        ulong offset,
        IReadOnlyList<UserRegion> replaced)
    {
        // Another thread may close the descriptor meanwhile, or look for room.
        file.Get();
        var reserved = new ReservedRegion(address, address + size);
        Memory.Add(reserved);
        await UserMemory.CloseAsync(replaced);
        KernelResult<UserRegion> region = file is DmaBuf shared
            ? await MmapDmaBufAsync(address, size, protection, flags, shared, offset)
            : await MmapDeviceAsync(address, size, protection, flags, offset);
        await Memory.ReplaceAsync(reserved, region.ValueOrDefault());
        file.Put();
        return region.IsOk ? address : region.WithoutValue();
    }

    /// <summary>panthor_mmap.</summary>
    private async KTask<KernelResult<UserRegion>> MmapDeviceAsync(
        ulong address, ulong size, UserProtection protection, UserMapFlags flags, ulong offset)
    {
        if (!Device.TryEnter())
        {
            return DeviceGone();
        }

        KernelResult<UserRegion> region = offset >= UserMmioOffset
            ? MmapIo(address, size, protection, flags, offset - UserMmioOffset)
            : await MmapBufferAsync(address, size, protection, flags, offset);
        Device.Exit();
        return region;
    }

    /// <summary>panthor_device_mmap_io.</summary>
    private KernelResult<UserRegion> MmapIo(
        ulong address, ulong size, UserProtection protection, UserMapFlags flags, ulong offset)
    {
        if ((flags & UserMapFlags.Shared) == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "pages of registers can only be mapped shared");
        }

        if (offset != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"there is no page of registers 0x{offset:x} bytes from the first");
        }

        return size != UserMemory.PageSize || (protection & (UserProtection.Write | UserProtection.Execute)) != 0
            ? KernelResult.Fail(Errno.EINVAL, "the flush-id page is one page that can only be read")
            : new FlushIdRegion(address, address + size, protection, Device);
    }

    private async KTask<KernelResult<UserRegion>> MmapBufferAsync(
        ulong address, ulong size, UserProtection protection, UserMapFlags flags, ulong offset)
    {
        KernelResult<PanthorGemObject> buffer = LookUpAtOffset(offset, size);
        if (!buffer.IsOk)
        {
            return buffer.WithoutValue();
        }

        KernelResult<UserRegion> region = await MapBufferAsync(buffer.Value, address, size, protection, flags, 0);
        buffer.Value.Put();
        return region;
    }

    /// <summary>dma_buf_mmap_internal.</summary>
    private async KTask<KernelResult<UserRegion>> MmapDmaBufAsync(
        ulong address, ulong size, UserProtection protection, UserMapFlags flags, DmaBuf shared, ulong offset)
    {
        if (size > shared.Size || offset > shared.Size - size)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"0x{size:x} bytes at 0x{offset:x} are not within the shared buffer's 0x{shared.Size:x}");
        }

        return shared is GemDmaBuf { Buffer: var own }
            ? await MapBufferAsync(own, address, size, protection, flags, offset, shared.IsWritable)
            : MapForeign(shared, address, size, protection, flags, offset);
    }

    /// <summary>panthor_gem_mmap.</summary>
    private async KTask<KernelResult<UserRegion>> MapBufferAsync(
        PanthorGemObject buffer,
        ulong address,
        ulong size,
        UserProtection protection,
        UserMapFlags flags,
        ulong bufferOffset,
        bool mayWrite = true)
    {
        // A private mapping of a file that was opened for writing copies on write, whatever its protection.
        if ((flags & UserMapFlags.Shared) == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "buffers can only be mapped shared");
        }

        KernelResult<CpuMapping> mapping = await CpuMapping.OpenAsync(buffer, MmapLock);
        return mapping.IsOk
            ? new BufferRegion(
                address, address + size, protection, mapping.Value, unchecked(address - bufferOffset), MmapLock, mayWrite)
            : mapping.WithoutValue();
    }

    private static KernelResult<UserRegion> MapForeign(
        DmaBuf shared, ulong address, ulong size, UserProtection protection, UserMapFlags flags, ulong offset)
    {
        if ((flags & UserMapFlags.Shared) == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "shared buffers can only be mapped shared");
        }

        KernelResult<KernelMapping> mapping = shared.Mmap();
        return mapping.IsOk
            ? new SharedBufferRegion(
                address, address + size, protection, shared, mapping.Value, unchecked(address - offset))
            : mapping.WithoutValue();
    }
}
