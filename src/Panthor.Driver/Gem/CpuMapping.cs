using System;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// A client's CPU mapping of a whole buffer (<c>mmap()</c>): every page comes through the fault handler when it is first
/// touched.
/// </summary>
public sealed class CpuMapping
{
    private readonly PanthorGemObject _buffer;
    private ulong[] _pageTable = [];
    private bool _isClosed;

    private CpuMapping(PanthorGemObject buffer)
    {
        _buffer = buffer;
    }

    /// <summary>Size in bytes.</summary>
    public ulong Size => _buffer.Size;

    /// <summary>Maps a buffer (<c>panthor_gem_mmap()</c>).</summary>
    /// <returns>The mapping; <see cref="Errno.EPERM"/> if the buffer was created not to be mapped.</returns>
    public static async KTask<KernelResult<CpuMapping>> OpenAsync(PanthorGemObject buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if ((buffer.Flags & Uapi.PanthorDrm.DRM_PANTHOR_BO_NO_MMAP) != 0)
        {
            return KernelResult.Fail(Errno.EPERM, "the buffer was created with DRM_PANTHOR_BO_NO_MMAP")
                ;
        }

        await buffer.MmapAsync();
        return new CpuMapping(buffer);
    }

    /// <summary>Ends the mapping (<c>panthor_gem_vm_close()</c>).</summary>
    public async KTask CloseAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            await _buffer.MunmapAsync();
        }
    }

    /// <summary>The CPU reads bytes.</summary>
    /// <returns><see cref="Errno.EFAULT"/> if a page could not be had (a bus error for the client).</returns>
    public KTask<KernelResult> ReadAsync(ulong offset, Memory<byte> destination) =>
        AccessAsync(offset, destination, isWrite: false);

    /// <summary>The CPU writes bytes.</summary>
    /// <returns><see cref="Errno.EFAULT"/> if a page could not be had (a bus error for the client).</returns>
    public KTask<KernelResult> WriteAsync(ulong offset, Memory<byte> source) =>
        AccessAsync(offset, source, isWrite: true);

    private async KTask<KernelResult> AccessAsync(ulong offset, Memory<byte> data, bool isWrite)
    {
        if (offset > Size || (ulong)data.Length > Size - offset)
        {
            return KernelResult.Fail(
                Errno.EFAULT, $"offset 0x{offset:x} + {data.Length} bytes is outside the mapping of 0x{Size:x} bytes");
        }

        while (!data.IsEmpty)
        {
            ulong page = offset / GemPages.PageSize;
            if (!IsPresent(page) && await FaultAsync(page) == VmFault.SigBus)
            {
                return KernelResult.Fail(
                    Errno.EFAULT, $"bus error: no page for offset 0x{offset:x} of the buffer (out of memory)");
            }

            ulong inPage = offset % GemPages.PageSize;
            int count = (int)Math.Min((ulong)data.Length, GemPages.PageSize - inPage);
            Copy(_pageTable[page] + inPage, data.Span[..count], isWrite);
            data = data[count..];
            offset += (ulong)count;
        }

        return KernelResult.Ok;
    }

    private bool IsPresent(ulong page) => page < (ulong)_pageTable.Length && _pageTable[page] != 0;

    // The table is made with the first page: until then a buffer costs nothing, however large it claims to be.
    private void Insert(ulong page, GemPages pages)
    {
        if (_pageTable.Length == 0)
        {
            _pageTable = new ulong[pages.Count];
        }

        _pageTable[page] = pages[(int)page];
    }

    private unsafe void Copy(ulong address, Span<byte> data, bool isWrite)
    {
        var memory = new Span<byte>(_buffer.Device.Platform.Memory.Pointer(address), data.Length);
        if (isWrite)
        {
            data.CopyTo(memory);
        }
        else
        {
            memory.CopyTo(data);
        }
    }

    // panthor_gem_any_fault(): first without sleeping, then with the mmap lock released, at last with it held.
    private async KTask<VmFault> FaultAsync(ulong page)
    {
        VmFault result = TrySetUpPage(page);
        if (result == VmFault.Retry)
        {
            await SetUpPageAsync(page, isMmapLockHeld: false);
            result = TrySetUpPage(page);
        }

        return result == VmFault.Retry ? await SetUpPageAsync(page, isMmapLockHeld: true) : result;
    }

    // nonblocking_page_setup()
    private VmFault TrySetUpPage(ulong page)
    {
        if (!_buffer.Resv.TryLock())
        {
            return VmFault.Retry;
        }

        VmFault result = VmFault.Retry;
        if (_buffer.Pages is { } pages)
        {
            Insert(page, pages);
            result = VmFault.NoPage;
        }

        _buffer.Resv.Unlock();
        return result;
    }

    // blocking_page_setup()
    private async KTask<VmFault> SetUpPageAsync(ulong page, bool isMmapLockHeld)
    {
        await _buffer.Resv.LockAsync();
        Errno error = _buffer.GetPagesLocked();
        if (error == Errno.None)
        {
            error = _buffer.PrepareForCpuMapLocked();
        }

        VmFault result;
        if (error != Errno.None)
        {
            result = isMmapLockHeld ? VmFault.SigBus : VmFault.Retry;
        }
        else
        {
            await _buffer.UpdateReclaimStateLockedAsync();
            if (isMmapLockHeld)
            {
                Insert(page, _buffer.Pages!);
            }

            result = isMmapLockHeld ? VmFault.NoPage : VmFault.Retry;
        }

        _buffer.Resv.Unlock();
        return result;
    }
}
