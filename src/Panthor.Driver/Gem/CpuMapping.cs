using System;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// A client's CPU mapping of a whole buffer (<c>mmap()</c>): every page comes through the fault handler when it is first
/// touched, and again after the buffer was evicted.
/// </summary>
public sealed class CpuMapping
{
    // How often an access faults again at one page before the client is told: each time somebody evicted the page
    // between the fault and the access.
    private const int MaxFaults = 1000;

    private readonly PanthorGemObject _buffer;
    private readonly RwSemaphore _mmapLock;
    private readonly KernelMapping? _foreign;
    private ulong[] _pageTable = [];
    private bool _isEmpty = true;
    private bool _isClosed;

    private CpuMapping(PanthorGemObject buffer, RwSemaphore mmapLock, KernelMapping? foreign = null)
    {
        _buffer = buffer;
        _mmapLock = mmapLock;
        _foreign = foreign;
    }

    /// <summary>Size in bytes.</summary>
    public ulong Size => _buffer.Size;

    /// <summary>The buffer.</summary>
    public PanthorGemObject Buffer => _buffer;

    /// <summary>How many faults the mapping has taken.</summary>
    public long Faults { get; private set; }

    /// <summary>Maps a buffer (<c>panthor_gem_mmap()</c>).</summary>
    /// <param name="buffer">The buffer; the mapping takes its own reference.</param>
    /// <param name="mmapLock">The lock of the client's address space (<c>mm->mmap_lock</c>).</param>
    /// <returns>The mapping; for an imported buffer the exporter's error.</returns>
    public static async KTask<KernelResult<CpuMapping>> OpenAsync(PanthorGemObject buffer, RwSemaphore mmapLock)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(mmapLock);
        if (buffer.ImportedBuffer is { } imported)
        {
            KernelResult<KernelMapping> foreign = imported.Buffer.Mmap();
            return foreign.IsOk ? Hold(new CpuMapping(buffer, mmapLock, foreign.Value)) : foreign.WithoutValue();
        }

        var mapping = new CpuMapping(buffer, mmapLock);
        await mmapLock.DownWriteAsync();
        await buffer.MmapAsync(mapping);
        mmapLock.UpWrite();
        return mapping;
    }

    /// <summary>A copy of the mapping for another process (<c>fork()</c>, <c>panthor_gem_vm_open()</c>).</summary>
    /// <param name="mmapLock">The lock of the other process's address space.</param>
    public CpuMapping Fork(RwSemaphore mmapLock)
    {
        var copy = new CpuMapping(_buffer, mmapLock, _foreign);
        if (_foreign is not null)
        {
            return Hold(copy);
        }

        _buffer.MmapAgain(copy);
        return copy;
    }

    /// <summary>Ends the mapping (<c>panthor_gem_vm_close()</c>).</summary>
    public async KTask CloseAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        if (_foreign is not null)
        {
            _buffer.Put();
            return;
        }

        await _mmapLock.DownWriteAsync();
        await _buffer.MunmapAsync(this);
        _mmapLock.UpWrite();
    }

    /// <summary>The CPU reads bytes.</summary>
    /// <returns>
    /// <see cref="Errno.EFAULT"/> if a page could not be had (a bus error for the client), <see cref="Errno.EINTR"/> if a
    /// signal came first.
    /// </returns>
    public KTask<KernelResult> ReadAsync(ulong offset, Memory<byte> destination) =>
        AccessAsync(offset, destination, isWrite: false);

    /// <summary>The CPU writes bytes.</summary>
    /// <returns>As <see cref="ReadAsync"/>.</returns>
    public KTask<KernelResult> WriteAsync(ulong offset, Memory<byte> source) =>
        AccessAsync(offset, source, isWrite: true);

    /// <summary>Whether a page is in the client's page table.</summary>
    public bool IsPresent(ulong page) => !_isEmpty && page < (ulong)_pageTable.Length && _pageTable[page] != 0;

    /// <summary>Takes every page out of the page table.</summary>
    internal void Zap()
    {
        if (!_isEmpty)
        {
            _isEmpty = true;
            Array.Clear(_pageTable);
        }
    }

    private static CpuMapping Hold(CpuMapping mapping)
    {
        mapping._buffer.Get();
        return mapping;
    }

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
            for (int faults = 0; _foreign is null && !IsPresent(page); faults++)
            {
                if (_isClosed)
                {
                    return NoPage(Errno.EFAULT, offset, "it is not mapped any more");
                }

                KernelResult result = await FaultAsync(page, offset);
                if (!result.IsOk || faults == MaxFaults)
                {
                    return result.IsOk ? NoPage(Errno.EFAULT, offset, "it was evicted again and again") : result;
                }
            }

            ulong inPage = offset % GemPages.PageSize;
            int count = (int)Math.Min((ulong)data.Length, GemPages.PageSize - inPage);
            Copy(page, offset, data.Span[..count], isWrite);
            data = data[count..];
            offset += (ulong)count;
        }

        return KernelResult.Ok;
    }

    private static KernelResult NoPage(Errno errno, ulong offset, string why) =>
        KernelResult.Fail(errno, $"bus error: no page for offset 0x{offset:x} of the buffer ({why})");

    private void Copy(ulong page, ulong offset, Span<byte> data, bool isWrite)
    {
        if (_foreign is not null && isWrite)
        {
            _foreign.Write(offset, data);
        }
        else if (_foreign is not null)
        {
            _foreign.Read(offset, data);
        }
        else if (isWrite)
        {
            CpuAccess.Write(Memory, _pageTable[page] + offset % GemPages.PageSize, data, _buffer.IsCpuCached);
        }
        else
        {
            CpuAccess.Read(Memory, _pageTable[page] + offset % GemPages.PageSize, data, _buffer.IsCpuCached);
        }
    }

    private PhysicalMemory Memory => _buffer.Device.Platform.Memory;

    // do_user_addr_fault(): large entries are tried first; after VM_FAULT_RETRY once more, but no third time.
    private async KTask<KernelResult> FaultAsync(ulong page, ulong offset)
    {
        Faults++;
        bool mayRetry = true;
        int order = HasRoomForHuge(page) ? GemPages.HugePageOrder : 0;
        while (true)
        {
            await _mmapLock.DownReadAsync();
            if (_isClosed)
            {
                // Looked up again, as the kernel does: another thread has unmapped it, and nothing may hold the buffer.
                _mmapLock.UpRead();
                return NoPage(Errno.EFAULT, offset, "it is not mapped any more");
            }

            (VmFault result, bool isLockHeld) = await AnyFaultAsync(page, order, mayRetry);
            if (isLockHeld)
            {
                _mmapLock.UpRead();
            }

            switch (result)
            {
                case VmFault.SigBus:
                    return NoPage(Errno.EFAULT, offset, "out of memory");
                case VmFault.Fallback:
                    order = 0;
                    break;
                case VmFault.NoPage:
                    return KernelResult.Ok;
                default:
                    mayRetry = false;
                    break;
            }

            if (_buffer.Device.Simulation.Current is { IsSignalled: true })
            {
                return KernelResult.Fail(Errno.EINTR, "a signal came before the page");
            }
        }
    }

    private bool HasRoomForHuge(ulong page) =>
        (page | (GemPages.PagesInHugePage - 1)) < Size / GemPages.PageSize;

    // panthor_gem_any_fault(): first without sleeping, then with the mmap lock released, at last with it held.
    private async KTask<(VmFault Result, bool IsLockHeld)> AnyFaultAsync(ulong page, int order, bool mayRetry)
    {
        VmFault result = TrySetUpPage(page, order);
        if (result != VmFault.Retry)
        {
            return (result, true);
        }

        if (!mayRetry)
        {
            return (await SetUpPageAsync(page, order, isMmapLockHeld: true), true);
        }

        _buffer.Get();
        _mmapLock.UpRead();
        result = await SetUpPageAsync(page, order, isMmapLockHeld: false);
        _buffer.Put();
        return (result, false);
    }

    // nonblocking_page_setup()
    private VmFault TrySetUpPage(ulong page, int order)
    {
        if (!_buffer.Resv.TryLock())
        {
            return VmFault.Retry;
        }

        VmFault result = VmFault.Retry;
        if (!_buffer.Backing.IsNull)
        {
            GemPages pages = _buffer.Backing.Dereference(
                _buffer.Device.Simulation,
                page * sizeof(ulong),
                "nonblocking_page_setup",
                "panthor_gem_any_fault",
                "panthor_gem_fault",
                "__do_fault",
                "do_pte_missing",
                "handle_mm_fault",
                "do_page_fault",
                "do_translation_fault",
                "do_mem_abort",
                "el0_da");
            result = Insert(page, order, pages);
        }

        _buffer.Resv.Unlock();
        return result;
    }

    // blocking_page_setup()
    private async KTask<VmFault> SetUpPageAsync(ulong page, int order, bool isMmapLockHeld)
    {
        if (await _buffer.Resv.LockInterruptibleAsync() != Errno.None)
        {
            return isMmapLockHeld ? VmFault.NoPage : VmFault.Retry;
        }

        Errno error = await _buffer.GetPagesLockedAsync();
        if (error == Errno.None)
        {
            error = await _buffer.PrepareForCpuMapLockedAsync();
        }

        VmFault result;
        if (error != Errno.None)
        {
            result = isMmapLockHeld ? VmFault.SigBus : VmFault.Retry;
        }
        else
        {
            GemPages pages = _buffer.Backing.Dereference(
                _buffer.Device.Simulation,
                page * sizeof(ulong),
                "blocking_page_setup",
                "panthor_gem_any_fault",
                "panthor_gem_fault",
                "__do_fault");
            await _buffer.UpdateReclaimStateLockedAsync();
            result = isMmapLockHeld ? Insert(page, order, pages) : VmFault.Retry;
        }

        _buffer.Resv.Unlock();
        return result;
    }

    // insert_page()
    private VmFault Insert(ulong page, int order, GemPages pages)
    {
        // The table is made with the first page: until then a buffer costs nothing, however large it claims to be.
        if (_pageTable.Length == 0)
        {
            _pageTable = new ulong[pages.Count];
        }

        if (order != 0 && pages.OrderOf((int)page) == 0)
        {
            return VmFault.Fallback;
        }

        int first = (int)page >> order << order;
        for (int i = first; i < first + (1 << order); i++)
        {
            _pageTable[i] = pages[i];
        }

        _isEmpty = false;
        return VmFault.NoPage;
    }
}
