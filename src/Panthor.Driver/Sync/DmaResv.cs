using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// A reservation (<c>struct dma_resv</c>): the lock of a buffer or of a VM with all its private buffers, and the fences
/// of those who use it. Slots are reserved while failure is possible; adding a fence then cannot fail.
/// </summary>
public sealed partial class DmaResv
{
    private static readonly string[] s_usageNames = ["kernel", "write", "read", "bookkeep"];

    private readonly DmaFences _fences;
    private FenceList? _list;

    /// <summary>Makes a reservation without fences (<c>dma_resv_init()</c>).</summary>
    /// <param name="fences">The fences of the machine.</param>
    public DmaResv(DmaFences fences)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
        _mutex = new Mutex(fences.Simulation, LockClassOfAll);
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation => _fences.Simulation;

    /// <summary>How many fences are in it, those that are signalled but not yet dropped included.</summary>
    public int FenceCount => _list?.Count ?? 0;

    /// <summary>
    /// What has to be waited for before writing or reading (<c>dma_resv_usage_rw()</c>): a writer waits for the readers
    /// too.
    /// </summary>
    public static DmaResvUsage UsageFor(bool write) => write ? DmaResvUsage.Read : DmaResvUsage.Write;

    /// <summary>
    /// Puts the references to all fences (<c>dma_resv_fini()</c>); the reservation must not be used after.
    /// </summary>
    public void Fini()
    {
        FenceList? list = _list;
        _list = null;
        PutAll(list);
    }

    /// <summary>
    /// Reserves slots for fences to be added before the lock is given back (<c>dma_resv_reserve_fences()</c>). The lock
    /// must be held.
    /// </summary>
    /// <param name="count">How many, at least one.</param>
    /// <returns><see cref="Errno.EINVAL"/> for none, <see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult ReserveFences(int count)
    {
        AssertHeld();
        if (Simulation.Warn(count <= 0, $"{count} fence slots are reserved"))
        {
            return KernelResult.Fail(Errno.EINVAL, $"{count} fence slots are asked for; at least 1 is needed");
        }

        FenceList? old = _list;
        int max;
        if (old is { Max: > 0 })
        {
            if (old.Count + count <= old.Max)
            {
                return KernelResult.Ok;
            }

            max = Math.Max(old.Count + count, old.Max * 2);
        }
        else
        {
            max = Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)count));
        }

        if (SyncFaultPoints.FailsToAllocate(Simulation, "dma_resv_list", out KernelResult failure))
        {
            return failure;
        }

        _list = old is null ? new FenceList(max) : CopyPending(old, max);
        return KernelResult.Ok;
    }

    /// <summary>
    /// Adds a fence in a reserved slot (<c>dma_resv_add_fence()</c>), in place of one that it makes superfluous: an
    /// older one of its context, or one that is signalled. Takes its own reference. The lock must be held.
    /// </summary>
    /// <exception cref="KernelOopsException">No slot was reserved (BUG_ON).</exception>
    public void AddFence(DmaFence fence, DmaResvUsage usage)
    {
        ArgumentNullException.ThrowIfNull(fence);
        AssertHeld();
        Simulation.Warn(fence.IsContainer, $"the container {fence} is added to a reservation");
        FenceList list = _list ?? throw Simulation.Oops("a fence is added to a reservation without any slot");
        fence.Get();
        for (int i = 0; i < list.Count; i++)
        {
            ref Entry entry = ref list.Entries[i];
            bool replaces = entry.Fence.Context == fence.Context && entry.Usage >= usage
                && fence.IsLaterThanOrSame(entry.Fence);
            if (replaces || entry.Fence.IsSignaled())
            {
                DmaFence old = entry.Fence;
                entry = new Entry(fence, usage);
                old.Put();
                return;
            }
        }

        if (list.Count >= list.Max)
        {
            fence.Put();
            throw Simulation.Oops("kernel BUG: a fence is added to a reservation without a reserved slot");
        }

        list.Entries[list.Count++] = new Entry(fence, usage);
    }

    /// <summary>
    /// Replaces the fences of a context (<c>dma_resv_replace_fences()</c>), for example by one that says that its page
    /// tables are updated. The lock must be held.
    /// </summary>
    public void ReplaceFences(ulong context, DmaFence replacement, DmaResvUsage usage)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        AssertHeld();
        for (int i = 0; i < FenceCount; i++)
        {
            ref Entry entry = ref _list!.Entries[i];
            if (entry.Fence.Context == context)
            {
                DmaFence old = entry.Fence;
                entry = new Entry(replacement.Get(), usage);
                old.Put();
            }
        }
    }

    /// <summary>
    /// Takes over the pending fences of another reservation in place of its own (<c>dma_resv_copy_fences()</c>). The
    /// lock of this one must be held, not that of the other.
    /// </summary>
    /// <returns><see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult CopyFences(DmaResv source)
    {
        ArgumentNullException.ThrowIfNull(source);
        AssertHeld();
        if (SyncFaultPoints.FailsToAllocate(Simulation, "dma_resv_list", out KernelResult failure))
        {
            return failure;
        }

        FenceList copy = source._list is { } list
            ? CopyPending(list, list.Count, takeReferences: true)
            : new FenceList(0);
        FenceList? old = _list;
        _list = copy;
        PutAll(old);
        return KernelResult.Ok;
    }

    /// <summary>
    /// The pending fences of a usage, with references for the caller (<c>dma_resv_get_fences()</c>). No lock is needed.
    /// </summary>
    public List<DmaFence> GetFences(DmaResvUsage usage)
    {
        List<DmaFence> fences = [];
        for (int i = 0; i < FenceCount; i++)
        {
            Entry entry = _list!.Entries[i];
            if (entry.Usage <= usage && !entry.Fence.IsSignaled())
            {
                fences.Add(entry.Fence.Get());
            }
        }

        return fences;
    }

    /// <summary>
    /// The pending fences of a usage as one, with a reference for the caller (<c>dma_resv_get_singleton()</c>); null if
    /// there is none. No lock is needed.
    /// </summary>
    public DmaFence? GetSingleton(DmaResvUsage usage)
    {
        List<DmaFence> fences = GetFences(usage);
        return fences.Count switch
        {
            0 => null,
            1 => fences[0],
            _ => DmaFenceArray.Create(_fences, [.. fences], _fences.AllocateContext(), 1),
        };
    }

    /// <summary>
    /// The fences of a usage with what they are for, signalled ones included (<c>dma_resv_for_each_fence()</c>). The
    /// lock must be held; no references are taken.
    /// </summary>
    public IEnumerable<KeyValuePair<DmaFence, DmaResvUsage>> FencesFor(DmaResvUsage usage)
    {
        AssertHeld();
        for (int i = 0; i < FenceCount; i++)
        {
            Entry entry = _list!.Entries[i];
            if (entry.Usage <= usage)
            {
                yield return new(entry.Fence, entry.Usage);
            }
        }
    }

    /// <summary>Whether no fence of a usage is pending (<c>dma_resv_test_signaled()</c>). No lock is needed.</summary>
    public bool TestSignaled(DmaResvUsage usage)
    {
        for (int i = 0; i < FenceCount; i++)
        {
            Entry entry = _list!.Entries[i];
            if (entry.Usage <= usage && !entry.Fence.IsSignaled())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Waits until all fences of a usage are signalled (<c>dma_resv_wait_timeout()</c>). No lock is needed; fences that
    /// come while it waits may be waited for, too.
    /// </summary>
    /// <param name="usage">Which fences.</param>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <param name="timeout">How long altogether; zero only looks.</param>
    /// <returns>
    /// <see cref="Errno.None"/>, <see cref="Errno.ETIMEDOUT"/> (the kernel returns 0 then) or
    /// <see cref="Errno.ERESTARTSYS"/>.
    /// </returns>
    public async KTask<Errno> WaitAsync(DmaResvUsage usage, bool interruptible, Duration timeout)
    {
        VirtualTime deadline = Simulation.Now + timeout;
        FenceList? list = _list;
        int index = 0;
        while (list is not null && index < list.Count)
        {
            Entry entry = list.Entries[index++];
            if (entry.Usage > usage || entry.Fence.IsSignaled())
            {
                continue;
            }

            DmaFence fence = entry.Fence.Get();
            Duration left = timeout.IsInfinite ? timeout : new(Math.Max(0, (deadline - Simulation.Now).Nanoseconds));
            Errno errno = await fence.WaitAsync(interruptible, left);
            fence.Put();
            if (errno != Errno.None)
            {
                return errno;
            }

            if (!ReferenceEquals(list, _list))
            {
                list = _list;
                index = 0;
            }
        }

        return Errno.None;
    }

    /// <summary>One line a fence for debugfs (<c>dma_resv_describe()</c>). The lock must be held.</summary>
    public string Describe()
    {
        StringBuilder text = new();
        foreach ((DmaFence fence, DmaResvUsage usage) in FencesFor(DmaResvUsage.Read))
        {
            text.Append('\t').Append(s_usageNames[(int)usage]).Append(" fence:").Append(fence.Describe()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A larger list with what is pending; the references to what is signalled are put.</summary>
    private static FenceList CopyPending(FenceList old, int max, bool takeReferences = false)
    {
        FenceList list = new(max);
        for (int i = 0; i < old.Count; i++)
        {
            Entry entry = old.Entries[i];
            if (!entry.Fence.IsSignaled())
            {
                list.Entries[list.Count++] = entry;
                if (takeReferences)
                {
                    entry.Fence.Get();
                }
            }
            else if (!takeReferences)
            {
                entry.Fence.Put();
            }
        }

        return list;
    }

    private static void PutAll(FenceList? list)
    {
        for (int i = 0; list is not null && i < list.Count; i++)
        {
            list.Entries[i].Fence.Put();
        }
    }

    private readonly record struct Entry(DmaFence Fence, DmaResvUsage Usage);

    private sealed class FenceList(int max)
    {
        internal readonly Entry[] Entries = new Entry[max];
        internal int Count;
        internal int Max = max;
    }
}
