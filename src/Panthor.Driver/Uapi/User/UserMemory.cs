using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>
/// The address space of a client's process (<c>struct mm_struct</c>): what the pointers in the arguments of ioctls refer
/// to. Pages that are not mapped, or mapped without the right, give <see cref="Errno.EFAULT"/>.
/// </summary>
public sealed partial class UserMemory
{
    /// <summary>Bytes of a page.</summary>
    public const ulong PageSize = 4096;

    /// <summary>The address behind the last that a process can have (<c>TASK_SIZE</c>).</summary>
    public const ulong TaskSize = 1ul << 48;

    /// <summary>Below this address nothing is mapped unless at a fixed address: regions are placed downwards.</summary>
    public const ulong MmapBase = 0x7fff_f000_0000;

    /// <summary>The lowest address that can be mapped (<c>mmap_min_addr</c>).</summary>
    public const ulong MinimumAddress = 0x8000;

    /// <summary>Bytes of anonymous memory that a process may have (<c>RLIMIT_AS</c>).</summary>
    public const ulong AnonymousLimit = 1ul << 30;

    /// <summary>Regions that a process may have (<c>sysctl_max_map_count</c>).</summary>
    public const int MaximumRegions = 65530;

    private readonly List<UserRegion> _regions = [];
    private ulong _anonymousSize;

    internal UserMemory(RwSemaphore mmapLock)
    {
        MmapLock = mmapLock;
    }

    /// <summary>What is mapped, in the order of the addresses.</summary>
    public IReadOnlyList<UserRegion> Regions => _regions;

    /// <summary>The lock of the address space (<c>mmap_lock</c>).</summary>
    internal RwSemaphore MmapLock { get; }

    /// <summary>Maps zeroed memory at a free address.</summary>
    /// <param name="length">Bytes; rounded up to whole pages.</param>
    /// <param name="protection">What the process may do with it.</param>
    /// <returns>
    /// The address; <see cref="Errno.EINVAL"/> for no bytes, <see cref="Errno.ENOMEM"/> if there is no room.
    /// </returns>
    public KernelResult<ulong> MapAnonymous(ulong length, UserProtection protection = UserProtection.ReadWrite)
    {
        KernelResult<ulong> address = FindRoom(length);
        KernelResult room = address.IsOk ? CheckLimit(length, null) : address.WithoutValue();
        return room.IsOk ? AddAnonymous(address.Value, length, protection) : room;
    }

    /// <summary>Changes what the process may do with a range (<c>mprotect()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for an address within a page, <see cref="Errno.ENOMEM"/> if a part is not mapped,
    /// <see cref="Errno.EACCES"/> for writing what can only be read.
    /// </returns>
    public async KTask<KernelResult> ProtectAsync(ulong address, ulong length, UserProtection protection)
    {
        if (address % PageSize != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"address 0x{address:x} is within a page");
        }

        if (!TryRoundUp(address, length, out ulong end) || FindUnmapped(address, end) is not null)
        {
            return KernelResult.Fail(Errno.ENOMEM, $"0x{address:x}-0x{end:x} is not mapped in whole");
        }

        if ((protection & UserProtection.Write) != 0 && HasReadOnly(address, end))
        {
            return KernelResult.Fail(Errno.EACCES, $"a part of 0x{address:x}-0x{end:x} can never be written");
        }

        await CloseAsync(Replace(address, end, protection));
        return KernelResult.Ok;
    }

    /// <summary>Takes a range out of the address space (<c>munmap()</c>); what is not mapped is skipped.</summary>
    /// <returns><see cref="Errno.EINVAL"/> for an address within a page, no bytes, or a range that no process has.</returns>
    public async KTask<KernelResult> UnmapAsync(ulong address, ulong length)
    {
        if (address % PageSize != 0 || length == 0 || !TryRoundUp(address, length, out ulong end))
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"0x{length:x} bytes at 0x{address:x} are no pages of a process");
        }

        await CloseAsync(TakeOut(address, end));
        return KernelResult.Ok;
    }

    /// <summary>
    /// Takes a range out of the list of regions, all at once (<c>vms_gather_munmap_vmas()</c>). What was there is still to
    /// be closed.
    /// </summary>
    internal IReadOnlyList<UserRegion> TakeOut(ulong start, ulong end) => Replace(start, end, protection: null);

    /// <summary>Closes regions that are in the list no more (<c>vms_complete_munmap_vmas()</c>).</summary>
    internal static async KTask CloseAsync(IReadOnlyList<UserRegion> regions)
    {
        foreach (UserRegion region in regions)
        {
            await region.CloseAsync();
        }
    }

    /// <summary>The region that an address is in, or null (<c>vma_lookup()</c>).</summary>
    public UserRegion? Find(ulong address)
    {
        int index = IndexAfter(address);
        return index < _regions.Count && _regions[index].Start <= address ? _regions[index] : null;
    }

    /// <summary>Takes everything out: the process ends (<c>exit_mmap()</c>).</summary>
    internal async KTask ReleaseAsync()
    {
        while (_regions.Count != 0)
        {
            UserRegion last = _regions[^1];
            _regions.RemoveAt(_regions.Count - 1);
            await last.CloseAsync();
        }
    }

    /// <summary>Whether something can be mapped at a fixed address (<c>get_unmapped_area()</c>).</summary>
    /// <returns>
    /// The address; <see cref="Errno.EINVAL"/> for no bytes or an address within a page, <see cref="Errno.ENOMEM"/> for
    /// addresses that no process has, <see cref="Errno.EPERM"/> for one that is too low.
    /// </returns>
    internal static KernelResult<ulong> CheckPlace(ulong address, ulong length)
    {
        if (length == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "a mapping of no bytes");
        }

        if (length > TaskSize || address > TaskSize - RoundUp(length))
        {
            return KernelResult.Fail(Errno.ENOMEM, $"0x{length:x} bytes at 0x{address:x} are not addresses of a process");
        }

        if (address % PageSize != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"address 0x{address:x} is within a page");
        }

        return address >= MinimumAddress
            ? address
            : KernelResult.Fail(Errno.EPERM, $"address 0x{address:x} is below the lowest that can be mapped");
    }

    /// <summary>Whether so much anonymous memory may be mapped (<c>may_expand_vm()</c>).</summary>
    /// <param name="length">Bytes.</param>
    /// <param name="replaced">Where it takes the place of other memory; null if nowhere.</param>
    /// <returns><see cref="Errno.ENOMEM"/> if it may not.</returns>
    internal KernelResult CheckLimit(ulong length, ulong? replaced)
    {
        ulong size = RoundUp(length);
        ulong freed = 0;
        if (replaced is { } start)
        {
            ulong end = start + size;
            for (int i = IndexAfter(start); i < _regions.Count && _regions[i].Start < end; i++)
            {
                freed += _regions[i] is AnonymousRegion old
                    ? Math.Min(end, old.End) - Math.Max(start, old.Start)
                    : 0;
            }
        }

        return size <= AnonymousLimit - _anonymousSize + freed
            ? KernelResult.Ok
            : KernelResult.Fail(
                Errno.ENOMEM, $"0x{size:x} bytes more would exceed the limit of 0x{AnonymousLimit:x} bytes");
    }

    /// <summary>Finds room for bytes below all that was placed there so far.</summary>
    internal KernelResult<ulong> FindRoom(ulong length)
    {
        if (length == 0)
        {
            return KernelResult.Fail(Errno.EINVAL, "a mapping of no bytes");
        }

        if (_regions.Count >= MaximumRegions || length > TaskSize)
        {
            return KernelResult.Fail(Errno.ENOMEM, $"no room for 0x{length:x} bytes in the address space");
        }

        ulong size = RoundUp(length);
        int index = IndexAfter(MmapBase);
        ulong end = index < _regions.Count ? Math.Min(MmapBase, _regions[index].Start) : MmapBase;
        for (int i = index - 1; i >= -1; i--)
        {
            ulong floor = i < 0 ? MinimumAddress : _regions[i].End;
            if (end > floor && end - floor >= size)
            {
                return end - size;
            }

            end = i < 0 ? end : _regions[i].Start;
        }

        return KernelResult.Fail(Errno.ENOMEM, $"no room for 0x{length:x} bytes in the address space");
    }

    /// <summary>Maps zeroed memory where nothing is mapped, within the limit.</summary>
    internal ulong AddAnonymous(ulong address, ulong length, UserProtection protection)
    {
        ulong size = RoundUp(length);
        _anonymousSize += size;
        Add(new AnonymousRegion(address, address + size, protection));
        return address;
    }

    /// <summary>Puts a region in its place, which must be free.</summary>
    internal void Add(UserRegion region) => _regions.Insert(IndexAfter(region.Start), region);

    /// <summary>Puts a region in the place that was kept for it, or null to give the place up.</summary>
    internal async KTask ReplaceAsync(UserRegion reserved, UserRegion? region)
    {
        int index = _regions.IndexOf(reserved);
        if (index >= 0 && region is not null)
        {
            _regions[index] = region;
        }
        else if (index >= 0)
        {
            _regions.RemoveAt(index);
        }
        else if (region is not null)
        {
            // Another thread has unmapped the place meanwhile: as if it had come right after.
            await region.CloseAsync();
        }
    }

    /// <summary>Rounds a length up to whole pages.</summary>
    internal static ulong RoundUp(ulong length) => checked(length + (PageSize - 1)) & ~(PageSize - 1);

    private static bool TryRoundUp(ulong address, ulong length, out ulong end)
    {
        end = address;
        if (length > TaskSize || address > TaskSize - length)
        {
            return false;
        }

        end = address + RoundUp(length);
        return end <= TaskSize;
    }

    private bool HasReadOnly(ulong address, ulong end)
    {
        for (int i = IndexAfter(address); i < _regions.Count && _regions[i].Start < end; i++)
        {
            if (!_regions[i].MayWrite)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Index of the first region that ends behind an address.</summary>
    private int IndexAfter(ulong address)
    {
        int low = 0;
        int high = _regions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _regions[middle].End <= address ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// Gives a range another protection, or takes it out, without waiting for anything.
    /// </summary>
    /// <returns>The regions to close: those that others have taken the place of, and what was taken out.</returns>
    private List<UserRegion> Replace(ulong start, ulong end, UserProtection? protection)
    {
        List<UserRegion> closing = [];
        for (int i = IndexAfter(start); i < _regions.Count && _regions[i].Start < end;)
        {
            i += ReplaceOne(i, Math.Max(start, _regions[i].Start), Math.Min(end, _regions[i].End), protection, closing);
        }

        return closing;
    }

    /// <returns>How many regions there are now in the place of the one.</returns>
    private int ReplaceOne(int index, ulong start, ulong end, UserProtection? protection, List<UserRegion> closing)
    {
        UserRegion old = _regions[index];
        List<UserRegion> parts = [];
        if (start > old.Start)
        {
            parts.Add(old.Part(old.Start, start, old.Protection));
        }

        UserRegion middle = old.Part(start, end, protection ?? old.Protection);
        if (protection is not null)
        {
            parts.Add(middle);
        }

        if (end < old.End)
        {
            parts.Add(old.Part(end, old.End, old.Protection));
        }

        _regions.RemoveAt(index);
        _regions.InsertRange(index, parts);
        if (old is not AnonymousRegion)
        {
            closing.Add(old);
        }

        if (protection is null)
        {
            _anonymousSize -= middle is AnonymousRegion ? middle.Size : 0;
            closing.Add(middle);
        }

        return parts.Count;
    }
}
