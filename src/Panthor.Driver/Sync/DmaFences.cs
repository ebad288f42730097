using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// What all fences of a machine share: the numbers of contexts, the stub, and the list of the living, so that a fence
/// that nobody ever signals is found. One instance a machine; drivers of one machine share it.
/// </summary>
public sealed class DmaFences
{
    private const int ReportedAtMost = 20;

    private static readonly LockClass s_lockdepMap = new("dma_fence_map");

    private readonly LockMap _map;
    private DmaFenceStub? _stub;
    private DmaFence? _first;
    private DmaFence? _last;
    private ulong _nextContext = 1;
    private long _lastStamp;

    /// <summary>No fences yet.</summary>
    /// <param name="simulation">The machine.</param>
    public DmaFences(Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Simulation = simulation;
        _map = new LockMap(simulation, s_lockdepMap);
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation { get; }

    /// <summary>How many fences are alive; the stub of the machine does not count.</summary>
    public int LiveCount { get; private set; }

    /// <summary>The fences that are alive, the oldest first.</summary>
    public IReadOnlyList<DmaFence> Live
    {
        get
        {
            List<DmaFence> live = new(LiveCount);
            for (DmaFence? fence = _first; fence is not null; fence = fence.NextLive)
            {
                live.Add(fence);
            }

            return live;
        }
    }

    /// <summary>Gives out numbers for new contexts (<c>dma_fence_context_alloc()</c>).</summary>
    /// <param name="count">How many, at least one; they are consecutive.</param>
    /// <returns>The first.</returns>
    public ulong AllocateContext(int count = 1)
    {
        Simulation.Warn(count <= 0, $"{count} fence contexts are asked for");
        ulong first = _nextContext;
        _nextContext += (ulong)Math.Max(count, 0);
        return first;
    }

    /// <summary>
    /// The fence that has always been signalled (<c>dma_fence_get_stub()</c>), with a reference for the caller.
    /// </summary>
    public DmaFence GetStub()
    {
        if (_stub is null)
        {
            _stub = DmaFenceStub.Create(this, VirtualTime.Zero);
            Remove(_stub);
        }

        return _stub.Get();
    }

    /// <summary>A new fence that is signalled already (<c>dma_fence_allocate_private_stub()</c>).</summary>
    /// <param name="timestamp">When it is to have been signalled.</param>
    public DmaFence AllocatePrivateStub(VirtualTime timestamp) => DmaFenceStub.Create(this, timestamp);

    /// <summary>
    /// Begins a section on which the signalling of fences depends (<c>dma_fence_begin_signalling()</c>): lockdep then
    /// knows that no lock taken inside may be held by anybody who waits for a fence.
    /// </summary>
    /// <returns>A cookie for <see cref="EndSignalling"/>: true if the section was one already.</returns>
    public bool BeginSignalling()
    {
        if (_map.IsHeldByCurrent || Simulation.InAtomic)
        {
            return true;
        }

        _map.TryEnter("dma_fence_begin_signalling");
        return false;
    }

    /// <summary>Ends such a section (<c>dma_fence_end_signalling()</c>).</summary>
    public void EndSignalling(bool cookie)
    {
        if (!cookie)
        {
            _map.Leave();
        }
    }

    /// <summary>
    /// Reports the fences that are alive and not signalled, one finding for all: nobody will signal them.
    /// </summary>
    /// <param name="occasion">When: "at removal of fb000000.gpu".</param>
    /// <returns>How many there are. Containers do not count: what they stand for does.</returns>
    public int ReportUnsignaled(string occasion) =>
        ReportIf(
            static fence => !fence.IsContainer && !fence.IsSignaled(), FindingKind.Fence, "never signalled", occasion);

    /// <summary>Reports the fences that are alive: somebody has kept a reference.</summary>
    /// <param name="occasion">When: "at removal of fb000000.gpu".</param>
    /// <returns>How many there are.</returns>
    public int ReportLeaks(string occasion) =>
        ReportIf(static _ => true, FindingKind.Leak, "still referenced", occasion);

    /// <summary>
    /// __dma_fence_might_wait: the current task is about to wait for a fence, which is legal in a section.
    /// </summary>
    internal void MightWait()
    {
        if (!_map.IsHeldByCurrent)
        {
            _map.WillWait("dma_fence_wait");
        }
    }

    /// <summary>The age of the next locking transaction (<c>reservation_ww_class.stamp</c>).</summary>
    internal long NextStamp() => ++_lastStamp;

    internal void Add(DmaFence fence)
    {
        LiveCount++;
        fence.PreviousLive = _last;
        if (_last is null)
        {
            _first = fence;
        }
        else
        {
            _last.NextLive = fence;
        }

        _last = fence;
    }

    internal void Remove(DmaFence fence)
    {
        LiveCount--;
        if (fence.PreviousLive is { } previous)
        {
            previous.NextLive = fence.NextLive;
        }
        else
        {
            _first = fence.NextLive;
        }

        if (fence.NextLive is { } next)
        {
            next.PreviousLive = fence.PreviousLive;
        }
        else
        {
            _last = fence.PreviousLive;
        }

        fence.NextLive = null;
        fence.PreviousLive = null;
    }

    private int ReportIf(Func<DmaFence, bool> isBad, FindingKind kind, string what, string occasion)
    {
        int count = 0;
        StringBuilder body = new();
        foreach (DmaFence fence in Live)
        {
            if (!isBad(fence))
            {
                continue;
            }

            if (++count <= ReportedAtMost)
            {
                body.Append(count == 1 ? "" : "\n").Append("  ").Append(fence.Describe());
            }
        }

        if (count > ReportedAtMost)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n  and {count - ReportedAtMost} more");
        }

        if (count != 0)
        {
            string noun = count == 1 ? "fence" : "fences";
            Simulation.Report(kind, $"{count} {noun} {what} {occasion}", body.ToString());
        }

        return count;
    }
}
