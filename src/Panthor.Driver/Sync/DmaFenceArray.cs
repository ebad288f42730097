using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// Several fences as one (<c>struct dma_fence_array</c>): signalled when all of them are, with the first error of any.
/// </summary>
public sealed class DmaFenceArray : DmaFence, ISimEvent
{
    private static readonly LockClass s_lock = new("dma_fence_array_lock_key");

    private readonly DmaFence[] _members;
    private bool _errorPending = true;
    private int _pendingCount;

    private DmaFenceArray(DmaFences fences, DmaFence[] members)
        : base(fences)
    {
        _members = members;
        _pendingCount = members.Length;
    }

    /// <inheritdoc/>
    public override bool IsContainer => true;

    /// <summary>What it stands for.</summary>
    public ReadOnlySpan<DmaFence> Members => _members;

    private protected override LockClass InlineLockClass => s_lock;

    /// <summary>
    /// Makes an array (<c>dma_fence_array_create()</c>). It takes over the references to its members.
    /// </summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="members">At least one, none of them a container.</param>
    /// <param name="context">Its context.</param>
    /// <param name="seqno">Its place there.</param>
    public static DmaFenceArray Create(DmaFences fences, DmaFence[] members, ulong context, uint seqno)
    {
        ArgumentNullException.ThrowIfNull(fences);
        ArgumentNullException.ThrowIfNull(members);
        fences.Simulation.Warn(members.Length == 0, "a fence array without fences is made");
        DmaFenceArray array = new(fences, members);
        array.Init(null, context, seqno);
        foreach (DmaFence member in members)
        {
            fences.Simulation.Warn(member.IsContainer, $"the fence array {array} contains the container {member}");
        }

        return array;
    }

    /// <inheritdoc/>
    public override bool MatchesContext(ulong context) =>
        Array.TrueForAll(_members, member => member.Context == context);

    /// <summary>The first member of an array, else the fence itself (<c>dma_fence_array_first()</c>).</summary>
    public static DmaFence? First(DmaFence? head) =>
        head is DmaFenceArray array ? array._members.Length == 0 ? null : array._members[0] : head;

    /// <summary>A member of an array, or null (<c>dma_fence_array_next()</c>).</summary>
    public static DmaFence? Next(DmaFence? head, int index) =>
        head is DmaFenceArray array && index < array._members.Length ? array._members[index] : null;

    /// <summary>The work of an interrupt to itself: all members are signalled.</summary>
    void ISimEvent.Fire(ulong data)
    {
        _errorPending = false;
        CheckAndSignal();
        Put();
    }

    /// <inheritdoc/>
    protected override string GetDriverName() => "dma_fence_array";

    /// <inheritdoc/>
    protected override string GetTimelineName() => "unbound";

    /// <inheritdoc/>
    protected override bool OnEnableSignaling()
    {
        TraceEnableSignaling();
        foreach (DmaFence member in _members)
        {
            Get();
            if (member.AddCallback(new ArrayCallback(this)))
            {
                continue;
            }

            SetPendingError(member.Error);
            Put();
            if (--_pendingCount == 0)
            {
                _errorPending = false;
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override bool TestSignaled()
    {
        int pending = _pendingCount;
        if (IsSignalingEnabled)
        {
            return pending <= 0 && EndPending();
        }

        foreach (DmaFence member in _members)
        {
            if (member.IsSignaled() && --pending == 0)
            {
                return EndPending();
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void OnRelease()
    {
        foreach (DmaFence member in _members)
        {
            member.Put();
        }
    }

    private bool EndPending()
    {
        _errorPending = false;
        return true;
    }

    private void SetPendingError(Errno error)
    {
        if (error != Errno.None && _errorPending)
        {
            _errorPending = false;
            SetContainedError(error);
        }
    }

    private void MemberSignaled(Errno error)
    {
        SetPendingError(error);
        if (--_pendingCount == 0)
        {
            Simulation.Schedule(Duration.Zero, this);
        }
        else
        {
            Put();
        }
    }

    private sealed class ArrayCallback(DmaFenceArray array) : DmaFenceCallback
    {
        protected internal override void Invoke(DmaFence fence) => array.MemberSignaled(fence.Error);
    }
}
