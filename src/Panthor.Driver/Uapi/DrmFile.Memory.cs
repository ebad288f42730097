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
    /// for a buffer of others, <see cref="Errno.ENOMEM"/> if there is no room.
    /// </returns>
    public async KTask<KernelResult<ulong>> MmapAsync(
        ulong address,
        ulong length,
        UserProtection protection,
        UserMapFlags flags,
        int descriptor = -1,
        ulong offset = 0)
    {
        KernelResult<ulong> place = await PlaceAsync(address, length, flags, offset);
        if (!place.IsOk)
        {
            return place;
        }

        if ((flags & UserMapFlags.Anonymous) != 0)
        {
            return Memory.AddAnonymous(place.Value, length, protection);
        }

        ulong size = UserMemory.RoundUp(length);
        var reserved = new ReservedRegion(place.Value, place.Value + size);
        Memory.Add(reserved);
        KernelResult<UserRegion> region = descriptor == FileTable.DeviceDescriptor
            ? await MmapDeviceAsync(place.Value, size, protection, flags, offset)
            : await MmapFileAsync(place.Value, size, protection, flags, descriptor, offset);
        await Memory.ReplaceAsync(reserved, region.ValueOrDefault());
        return region.IsOk ? place : region.WithoutValue();
    }

    /// <summary>The checks of mmap() that do not depend on the file, and the address.</summary>
    private async KTask<KernelResult<ulong>> PlaceAsync(ulong address, ulong length, UserMapFlags flags, ulong offset)
    {
        if (!IsOpen)
        {
            return FileClosed();
        }

        if (offset % UserMemory.PageSize != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"offset 0x{offset:x} is within a page");
        }

        const UserMapFlags Sharing = UserMapFlags.Shared | UserMapFlags.Private;
        if ((flags & Sharing) is not (UserMapFlags.Shared or UserMapFlags.Private))
        {
            return KernelResult.Fail(Errno.EINVAL, "a mapping is either shared or private");
        }

        if ((flags & UserMapFlags.Fixed) == 0)
        {
            return Memory.FindRoom(length);
        }

        if (address < UserMemory.MinimumAddress)
        {
            return KernelResult.Fail(Errno.EPERM, $"address 0x{address:x} is below the lowest that can be mapped");
        }

        KernelResult room = await Memory.UnmapAsync(address, length);
        return room.IsOk ? address : room;
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

    /// <summary>mmap() of a file that is not the device: only shared buffers can be mapped.</summary>
    private async KTask<KernelResult<UserRegion>> MmapFileAsync(
        ulong address, ulong size, UserProtection protection, UserMapFlags flags, int descriptor, ulong offset)
    {
        if (Files.Find(descriptor) is not { } file)
        {
            return FileTable.NotOpen(descriptor);
        }

        if (file is not DmaBuf shared)
        {
            return KernelResult.Fail(Errno.ENODEV, $"a {file.Name} cannot be mapped");
        }

        if (size > shared.Size || offset > shared.Size - size)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"0x{size:x} bytes at 0x{offset:x} are not within the shared buffer's 0x{shared.Size:x}");
        }

        // Another thread may close the descriptor meanwhile.
        shared.Get();
        KernelResult<UserRegion> region = shared is GemDmaBuf { Buffer: var own }
            ? await MapBufferAsync(own, address, size, protection, flags, offset)
            : MapForeign(shared, address, size, protection, flags, offset);
        shared.Put();
        return region;
    }

    /// <summary>panthor_gem_mmap.</summary>
    private async KTask<KernelResult<UserRegion>> MapBufferAsync(
        PanthorGemObject buffer,
        ulong address,
        ulong size,
        UserProtection protection,
        UserMapFlags flags,
        ulong bufferOffset)
    {
        // A private mapping of a file that was opened for writing copies on write, whatever its protection.
        if ((flags & UserMapFlags.Shared) == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "buffers can only be mapped shared");
        }

        KernelResult<CpuMapping> mapping = await CpuMapping.OpenAsync(buffer, MmapLock);
        return mapping.IsOk
            ? new BufferRegion(
                address, address + size, protection, mapping.Value, unchecked(address - bufferOffset), MmapLock)
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
