using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>Sharing buffers: by file descriptor (<c>drm_prime.c</c>) and by a name for all clients.</content>
public sealed partial class DrmFile
{
    private const uint PrimeFlags = PanthorDrm.DRM_CLOEXEC | PanthorDrm.DRM_RDWR;

    /// <summary>Exports a buffer (PRIME_HANDLE_TO_FD).</summary>
    /// <param name="handle">The buffer.</param>
    /// <param name="flags">
    /// <c>DRM_RDWR</c> if it may be mapped to be written, for its first export; <c>DRM_CLOEXEC</c>, which has no effect
    /// here; or 0.
    /// </param>
    /// <returns>
    /// The file descriptor; <see cref="Errno.EINVAL"/> for other flags or a buffer of one VM alone,
    /// <see cref="Errno.EMFILE"/> if all descriptors are in use, <see cref="Errno.ENOENT"/> if the file has no such
    /// handle.
    /// </returns>
    public KernelResult<int> PrimeHandleToFd(uint handle, uint flags = PanthorDrm.DRM_RDWR)
    {
        if ((flags & ~PrimeFlags) != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} have unknown bits 0x{flags & ~PrimeFlags:x}");
        }

        KernelResult<int> unused = Files.FindUnused();
        if (!unused.IsOk)
        {
            return unused;
        }

        KernelResult<DmaBuf> shared = PrimeHandleToDmaBuf(handle, flags);
        return shared.IsOk ? Files.Install(shared.Value) : shared.WithoutValue();
    }

    /// <summary>Exports a buffer without a file descriptor (<c>drm_gem_prime_handle_to_dmabuf()</c>).</summary>
    /// <param name="handle">The buffer.</param>
    /// <param name="flags">As for <see cref="PrimeHandleToFd"/>.</param>
    /// <returns>
    /// The shared buffer with a reference for the caller; <see cref="Errno.ENOENT"/> if the file has no such handle,
    /// <see cref="Errno.EINVAL"/> for a buffer of one VM alone.
    /// </returns>
    public KernelResult<DmaBuf> PrimeHandleToDmaBuf(uint handle, uint flags = PanthorDrm.DRM_RDWR)
    {
        if (_buffers.Find(handle) is not { } buffer)
        {
            return NoSuchBuffer(handle);
        }

        KernelResult<DmaBuf> shared = buffer.Export(isWritable: (flags & PanthorDrm.DRM_RDWR) != 0);
        if (shared.IsOk && _sharedHandles.TryAdd(shared.Value, handle))
        {
            shared.Value.Get();
        }

        return shared;
    }

    /// <summary>Imports a buffer (PRIME_FD_TO_HANDLE). The same buffer gets the same handle each time.</summary>
    /// <returns>
    /// The handle; <see cref="Errno.EBADF"/> for a descriptor that is not open, <see cref="Errno.EINVAL"/> for one of
    /// another kind of file; the exporter's error.
    /// </returns>
    public KTask<KernelResult<uint>> PrimeFdToHandleAsync(int descriptor) => Files.Find(descriptor) switch
    {
        DmaBuf shared => PrimeDmaBufToHandleAsync(shared),
        null => KTask.FromResult<KernelResult<uint>>(FileTable.NotOpen(descriptor)),
        _ => KTask.FromResult<KernelResult<uint>>(
            KernelResult.Fail(Errno.EINVAL, $"file descriptor {descriptor} is not a shared buffer")),
    };

    /// <summary>Imports a buffer that has no file descriptor here (<c>drm_gem_prime_fd_to_handle()</c>).</summary>
    /// <returns>
    /// The handle; the exporter's error; <see cref="Errno.EBADF"/> if the file is closed, also meanwhile.
    /// </returns>
    public async KTask<KernelResult<uint>> PrimeDmaBufToHandleAsync(DmaBuf shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        if (!IsOpen)
        {
            return FileClosed();
        }

        // Another thread may close the descriptor meanwhile, or import the same buffer.
        shared.Get();
        await _primeLock.LockAsync();
        KernelResult<uint> handle = _sharedHandles.TryGetValue(shared, out uint known)
            ? known
            : await ImportLockedAsync(shared);
        _primeLock.Unlock();
        shared.Put();
        return handle;
    }

    private async KTask<KernelResult<uint>> ImportLockedAsync(DmaBuf shared)
    {
        KernelResult<PanthorGemObject> imported = await PanthorGemObject.ImportAsync(Device, shared);
        if (!imported.IsOk)
        {
            return imported.WithoutValue();
        }

        if (!IsOpen)
        {
            imported.Value.Put();
            return FileClosed();
        }

        if (imported.Value.DmaBuf is null)
        {
            shared.Get();
            imported.Value.DmaBuf = shared;
        }

        uint handle = AddHandle(imported.Value);
        if (_sharedHandles.TryAdd(shared, handle))
        {
            shared.Get();
        }

        return handle;
    }

    /// <summary>Gives a buffer a number that all clients can open it by (GEM_FLINK).</summary>
    /// <returns>The number; <see cref="Errno.ENOENT"/> if the file has no such handle.</returns>
    public KernelResult<uint> GemFlink(uint handle)
    {
        if (_buffers.Find(handle) is not { } buffer)
        {
            return NoSuchBuffer(handle);
        }

        if (buffer.GlobalName == 0)
        {
            Device.Drm.Names.TryAdd(buffer, out uint name);
            buffer.GlobalName = name;
        }

        return buffer.GlobalName;
    }

    /// <summary>Opens a buffer by its number (GEM_OPEN): a new handle each time.</summary>
    /// <returns>The handle and the size in bytes; <see cref="Errno.ENOENT"/> if no buffer has the number.</returns>
    public KernelResult<DrmPanthorBo> GemOpen(uint name)
    {
        if (Device.Drm.Names.Find(name) is not { } buffer)
        {
            return KernelResult.Fail(Errno.ENOENT, $"no buffer has the name {name}");
        }

        buffer.Get();
        return new DrmPanthorBo(AddHandle(buffer), buffer.Size);
    }
}
