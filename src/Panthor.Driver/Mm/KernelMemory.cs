using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mm;

/// <summary>
/// The kernel's page allocator as drivers see it: watermarks, background reclaim (kswapd), reclaim within an allocation,
/// and the pages that can be swapped out because nobody holds them.
/// </summary>
/// <remarks>
/// <para>
/// Above the low watermark an allocation just succeeds. Below it kswapd is woken. At the min watermark the allocation
/// reclaims by itself, and fails if that brings nothing. Page tables may use up what lies below the min watermark.
/// </para>
/// <para>
/// Lockdep follows reclaim as if it were a lock that every allocation takes: whoever allocates under a lock that reclaim
/// takes is told, even if there was memory enough.
/// </para>
/// <para>Reclaim swaps out the pages of <see cref="ShmemFile"/>s that nobody has pinned; when there are none, it asks the
/// shrinker to give some up.</para>
/// </remarks>
public sealed class KernelMemory
{
    private const int SwapCluster = 32;
    private const int ShrinkBatch = 128;
    private const int MaxReclaimRetries = 16;

    private static readonly LockClass s_fsReclaim = new("fs_reclaim");
    private static readonly Duration s_transferTime = Duration.FromNanoseconds(500);
    // A jiffy at 250 a second.
    private static readonly Duration s_retryDelay = Duration.FromMilliseconds(4);

    private readonly Simulation _simulation;
    private readonly LockMap _fsReclaim;
    private readonly LinkedList<ShmemFile> _inactive = new();
    private readonly Workqueue _queue;
    private readonly Work _kswapd;
    private IShrinker? _shrinker;

    /// <summary>Takes over the memory of a machine.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="platform">Its memory and its swap device.</param>
    public KernelMemory(Simulation simulation, PlatformDevice platform)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(platform);
        _simulation = simulation;
        Memory = platform.Memory;
        Swap = platform.Swap;
        _fsReclaim = new LockMap(simulation, s_fsReclaim);
        _queue = new Workqueue(simulation, "kswapd0", WorkqueueKind.Ordered);
        _kswapd = new Work(simulation, "kswapd", KswapdAsync);
    }

    /// <summary>The RAM.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>The swap device.</summary>
    public SwapStore Swap { get; }

    /// <summary>How often background reclaim ran.</summary>
    public long KswapdRuns { get; private set; }

    /// <summary>How often an allocation had to reclaim.</summary>
    public long DirectReclaims { get; private set; }

    /// <summary>Pages in RAM that could be swapped out at once: nobody holds them.</summary>
    public long InactivePages { get; private set; }

    /// <summary>Takes a shrinker in (<c>shrinker_register()</c>).</summary>
    public void Register(IShrinker shrinker) => _shrinker = shrinker;

    /// <summary>Forgets the shrinker and stops background reclaim (<c>shrinker_free()</c>).</summary>
    public async KTask UnregisterAsync()
    {
        _shrinker = null;
        await _kswapd.DisableSyncAsync();
    }

    /// <summary>
    /// An allocation is about to be made that may reclaim, whether it must or not: what reclaim locks must not be held
    /// (<c>might_alloc()</c>, <c>fs_reclaim_acquire()</c>).
    /// </summary>
    internal void MightReclaim([CallerMemberName] string site = "")
    {
        if (!_fsReclaim.IsHeldByCurrent)
        {
            _fsReclaim.WillWait(site);
        }
    }

    /// <summary>Allocates if that needs no reclaim.</summary>
    /// <param name="order">0 or 9.</param>
    /// <param name="use">What for.</param>
    /// <param name="fill">What the page holds.</param>
    /// <param name="address">The page.</param>
    /// <returns>
    /// <see cref="Errno.ENOMEM"/> if there is no such page; <see cref="Errno.EAGAIN"/> if reclaim may help.
    /// </returns>
    internal Errno TryAllocate(int order, PageUse use, PageFill fill, out ulong address)
    {
        long left = Memory.FreePages - (1L << order);
        if (left < Memory.WatermarkMin)
        {
            address = 0;
            return Errno.EAGAIN;
        }

        if (!Memory.TryAllocate(order, use, fill, out address))
        {
            return Errno.ENOMEM;
        }

        if (left < Memory.WatermarkLow)
        {
            WakeKswapd();
        }

        return Errno.None;
    }

    /// <summary>Makes sure that pages can be allocated at once, if need be by reclaim.</summary>
    /// <param name="pages">How many.</param>
    internal KTask MakeRoomAsync(long pages) => HasRoom(pages) ? KTask.Completed : MakeRoomSlowlyAsync(pages);

    /// <summary>Whether pages can be allocated without reclaim.</summary>
    /// <param name="pages">How many.</param>
    internal bool HasRoom(long pages) => Memory.FreePages - pages >= Memory.WatermarkMin;

    /// <summary>Reclaim within an allocation that found too few pages (<c>__alloc_pages_direct_reclaim()</c>).</summary>
    /// <param name="pages">How many are wanted.</param>
    /// <returns>Whether it is worth another try.</returns>
    internal async KTask<bool> ReclaimDirectAsync(long pages)
    {
        DirectReclaims++;
        WakeKswapd();
        _simulation.Events.Record(MmEvents.DirectReclaimBegin, (ulong)pages);
        long wanted = Math.Max(SwapCluster, pages);
        long before = Memory.FreePages;
        bool progress = false;
        for (int retry = 0; retry < MaxReclaimRetries && !progress; retry++)
        {
            if (retry != 0)
            {
                // Somebody holds the locks that matter: give them time.
                await _simulation.Sleep(s_retryDelay);
            }

            progress = await ReclaimAsync(wanted) != 0 || Memory.FreePages > before;
            if (Swap.FreePages == 0 || (InactivePages == 0 && (_shrinker?.Count(canBlock: true) ?? 0) == 0))
            {
                break;
            }
        }

        _simulation.Events.Record(MmEvents.DirectReclaimEnd, (ulong)Math.Max(0, Memory.FreePages - before));
        return progress || Memory.FreePages > before;
    }

    /// <summary>
    /// Reclaims on request: asks the shrinker to give pages up, as the debugfs file <c>shrink</c> does, and swaps them out.
    /// </summary>
    /// <param name="pages">How many.</param>
    /// <param name="canBlock">Whether it may wait for the GPU.</param>
    public async KTask<ReclaimResult> ReclaimNowAsync(long pages, bool canBlock)
    {
        _fsReclaim.Enter();
        ShrinkResult result = _shrinker is { } shrinker ? await shrinker.ScanAsync(pages, canBlock) : default;
        _fsReclaim.Leave();
        long swapped = await SwapOutAsync(Math.Max(pages, result.Freed));
        return new ReclaimResult(result.Freed, swapped, _shrinker?.Count(canBlock) ?? 0);
    }

    internal void AddInactive(ShmemFile file)
    {
        _inactive.AddLast(file.Node);
        InactivePages += file.ResidentPages;
    }

    internal void RemoveInactive(ShmemFile file)
    {
        if (file.Node.List is not null)
        {
            _inactive.Remove(file.Node);
            InactivePages -= file.ResidentPages;
        }
    }

    internal void RecordSwapIn(long pages) =>
        _simulation.Events.Record(MmEvents.SwapIn, (ulong)pages, (ulong)Swap.UsedPages);

    private void WakeKswapd()
    {
        if (!_kswapd.IsBusy && !_kswapd.IsDisabled && (InactivePages != 0 || _shrinker is not null) && Swap.FreePages != 0)
        {
            _simulation.Events.Record(MmEvents.KswapdWake, (ulong)Memory.FreePages);
            _queue.Queue(_kswapd);
        }
    }

    private async KTask MakeRoomSlowlyAsync(long pages)
    {
        // When it brings nothing the allocation that follows decides: it may use what lies below the watermark.
        for (int i = 0; i < MaxReclaimRetries && !HasRoom(pages); i++)
        {
            if (!await ReclaimDirectAsync(pages))
            {
                return;
            }
        }
    }

    private async KTask KswapdAsync()
    {
        KswapdRuns++;
        long reclaimed = 0;
        while (Memory.FreePages < Memory.WatermarkHigh)
        {
            long round = await ReclaimAsync(Memory.WatermarkHigh - Memory.FreePages);
            if (round == 0)
            {
                break;
            }

            reclaimed += round;
        }

        _simulation.Events.Record(MmEvents.KswapdSleep, (ulong)Memory.FreePages, (ulong)reclaimed);
    }

    // shrink_node(): what nobody holds goes first, then what the shrinker gives up.
    private async KTask<long> ReclaimAsync(long pages)
    {
        long freed = await SwapOutAsync(pages);
        while (freed < pages && Swap.FreePages != 0 && _shrinker is { } shrinker && shrinker.Count(canBlock: true) != 0)
        {
            _fsReclaim.Enter();
            ShrinkResult result = await shrinker.ScanAsync(Math.Max(ShrinkBatch, pages - freed), canBlock: true);
            _fsReclaim.Leave();
            if (result.MustStop)
            {
                break;
            }

            // A scan that only met locks is worth a second try.
            long round = result.Freed == 0 ? 0 : await SwapOutAsync(pages - freed);
            if (result.Freed != 0 && round == 0)
            {
                break;
            }

            freed += round;
        }

        return freed;
    }

    private async KTask<long> SwapOutAsync(long pages)
    {
        long freed = 0;
        int failures = 0;
        while (freed < pages && _inactive.First is { } first && failures <= _inactive.Count)
        {
            ShmemFile file = first.Value;
            RemoveInactive(file);
            int count = file.SwapOut((int)Math.Min(SwapCluster, pages - freed), out Errno error);
            if (file.ResidentPages != 0)
            {
                InactivePages += file.ResidentPages;
                if (error == Errno.None)
                {
                    _inactive.AddFirst(file.Node);
                }
                else
                {
                    _inactive.AddLast(file.Node);
                }
            }

            if (error == Errno.ENOSPC)
            {
                break;
            }

            failures = error == Errno.None ? 0 : failures + 1;
            freed += count;
            if (count != 0)
            {
                _simulation.Events.Record(MmEvents.SwapOut, (ulong)count, (ulong)Swap.UsedPages);
                await _simulation.Sleep(s_transferTime * count);
            }
        }

        return freed;
    }
}
