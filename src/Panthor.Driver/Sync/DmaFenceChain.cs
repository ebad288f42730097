using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// A link of a timeline (<c>struct dma_fence_chain</c>): signalled when the fence in it and all links before it are.
/// Signalled links are dropped while somebody walks along.
/// </summary>
public sealed class DmaFenceChain : DmaFence, ISimEvent
{
    private static readonly LockClass s_lock = new("dma_fence_chain_lock_key");

    private readonly ChainCallback _callback;
    private DmaFence? _previous;
    private DmaFence? _contained;

    /// <summary>A link that is nothing yet (<c>dma_fence_chain_alloc()</c>).</summary>
    public DmaFenceChain(DmaFences fences)
        : base(fences)
    {
        _callback = new ChainCallback(this);
    }

    /// <inheritdoc/>
    public override bool IsContainer => true;

    /// <summary>The fence in this link (<c>fence</c>); no reference is taken.</summary>
    public DmaFence Contained => _contained
        ?? throw Simulation.Oops("a fence chain is used before dma_fence_chain_init");

    /// <summary>The sequence number of the link before, or 0 (<c>prev_seqno</c>).</summary>
    public ulong PreviousSeqno { get; private set; }

    private protected override LockClass InlineLockClass => s_lock;

    /// <summary>
    /// Makes the link one (<c>dma_fence_chain_init()</c>). It takes over the references to both fences.
    /// </summary>
    /// <param name="previous">What comes before, or null.</param>
    /// <param name="fence">The fence in the link; not a chain.</param>
    /// <param name="seqno">
    /// Its point. One that is not later than the link before begins a new context, which keeps the higher of both
    /// numbers.
    /// </param>
    public void Init(DmaFence? previous, DmaFence fence, ulong seqno)
    {
        ArgumentNullException.ThrowIfNull(fence);
        var chain = previous as DmaFenceChain;
        _previous = previous;
        _contained = fence;
        ulong context;
        if (chain is not null && chain.IsLater(seqno, chain.Seqno))
        {
            context = chain.Context;
            PreviousSeqno = chain.Seqno;
        }
        else
        {
            context = Fences.AllocateContext();
            seqno = chain is null ? seqno : Math.Max(chain.Seqno, seqno);
        }

        Init(null, context, seqno, seqno64: true);
        Simulation.Warn(fence is DmaFenceChain, $"the fence chain {this} contains the chain {fence}");
    }

    /// <summary>The fence itself, or the fence in the link (<c>dma_fence_chain_contained()</c>).</summary>
    public static DmaFence? ContainedIn(DmaFence? fence) => fence is DmaFenceChain chain ? chain.Contained : fence;

    /// <summary>
    /// The link before, after dropping those that are signalled (<c>dma_fence_chain_walk()</c>). Puts the reference to
    /// <paramref name="fence"/> and returns one to what comes before; null at the end.
    /// </summary>
    public static DmaFence? Walk(DmaFence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);
        if (fence is not DmaFenceChain chain)
        {
            fence.Put();
            return null;
        }

        DmaFence? previous;
        while ((previous = chain._previous?.Get()) is not null)
        {
            DmaFence? replacement = null;
            if (previous is DmaFenceChain link)
            {
                if (!link.Contained.IsSignaled())
                {
                    break;
                }

                replacement = link._previous?.Get();
            }
            else if (!previous.IsSignaled())
            {
                break;
            }

            DmaFence? dropped = replacement;
            if (ReferenceEquals(chain._previous, previous))
            {
                chain._previous = replacement;
                dropped = previous;
            }

            dropped?.Put();
            previous.Put();
        }

        fence.Put();
        return previous;
    }

    /// <summary>
    /// The link that has to be signalled for a point to be reached (<c>dma_fence_chain_find_seqno()</c>).
    /// </summary>
    /// <param name="fence">
    /// The newest link, with a reference that is passed on; becomes the link, or null if the point is signalled.
    /// Unchanged on failure.
    /// </param>
    /// <param name="seqno">The point; 0 leaves the fence as it is.</param>
    /// <returns><see cref="Errno.EINVAL"/> if the fence is no chain, or the point was not submitted yet.</returns>
    public static Errno FindSeqno(ref DmaFence? fence, ulong seqno)
    {
        if (seqno == 0)
        {
            return Errno.None;
        }

        if (fence is not DmaFenceChain head || head.Seqno < seqno)
        {
            return Errno.EINVAL;
        }

        DmaFence? link = head.Get();
        while (link is not null && link.Context == head.Context && ((DmaFenceChain)link).PreviousSeqno >= seqno)
        {
            link = Walk(link);
        }

        fence = link;
        head.Put();
        return Errno.None;
    }

    /// <summary>The work of an interrupt to itself: waits for the next unsignalled link, or signals this one.</summary>
    void ISimEvent.Fire(ulong data)
    {
        if (!TryWaitForLink())
        {
            CheckAndSignal();
        }

        Put();
    }

    /// <inheritdoc/>
    protected override string GetDriverName() => "dma_fence_chain";

    /// <inheritdoc/>
    protected override string GetTimelineName() => "unbound";

    /// <inheritdoc/>
    protected override bool OnEnableSignaling()
    {
        TraceEnableSignaling();
        return TryWaitForLink();
    }

    /// <inheritdoc/>
    protected override bool TestSignaled()
    {
        for (DmaFence? link = Get(); link is not null; link = Walk(link))
        {
            if (!ContainedIn(link)!.IsSignaled())
            {
                link.Put();
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void OnRelease()
    {
        // Taken apart from the end, so that a long chain does not recurse.
        while (_previous is DmaFenceChain { ReferenceCount: 1 } link)
        {
            _previous = link._previous;
            link._previous = null;
            link.Put();
        }

        _previous?.Put();
        _previous = null;
        _contained?.Put();
        _contained = null;
    }

    /// <summary>dma_fence_chain_enable_signaling: has itself called by the newest link that is not signalled.</summary>
    private bool TryWaitForLink()
    {
        Get();
        for (DmaFence? link = Get(); link is not null; link = Walk(link))
        {
            DmaFence contained = ContainedIn(link)!.Get();
            if (contained.AddCallback(_callback))
            {
                link.Put();
                return true;
            }

            contained.Put();
        }

        Put();
        return false;
    }

    private sealed class ChainCallback(DmaFenceChain chain) : DmaFenceCallback
    {
        protected internal override void Invoke(DmaFence fence)
        {
            chain.Simulation.Schedule(Duration.Zero, chain);
            fence.Put();
        }
    }
}
