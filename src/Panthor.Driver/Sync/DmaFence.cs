using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// A promise that something will be done (<c>struct dma_fence</c>): it is signalled once, with or without an error, and
/// then calls everybody who waits. Fences of one context are ordered by their sequence numbers.
/// </summary>
/// <remarks>
/// Signalling never sleeps: it is legal in interrupts and under spin locks. A fence that is signalled twice by its
/// issuer, that dies unsignalled, or that is used after it died, is a finding.
/// </remarks>
public abstract partial class DmaFence
{
    private static readonly LockClass s_inlineLock = new("dma_fence.inline_lock");

    private readonly DmaFences _fences;
    private SpinLock? _lock;
    private int _references;
    private bool _signaled;
    private bool _signalingEnabled;
    private bool _seqno64;

    /// <summary>Allocates a fence, which is nothing yet: <see cref="Init"/> makes it one.</summary>
    /// <param name="fences">The fences of the machine.</param>
    protected DmaFence(DmaFences fences)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation => _fences.Simulation;

    /// <summary>The fences of the machine.</summary>
    public DmaFences Fences => _fences;

    /// <summary>The timeline that the fence belongs to (<c>context</c>).</summary>
    public ulong Context { get; private set; }

    /// <summary>Where on that timeline (<c>seqno</c>).</summary>
    public ulong Seqno { get; private set; }

    /// <summary>
    /// What went wrong, set before signalling (<c>error</c>); <see cref="Errno.None"/> if nothing did.
    /// </summary>
    public Errno Error { get; private set; }

    /// <summary>Whether <see cref="Init"/> was called (<c>dma_fence_was_initialized()</c>).</summary>
    public bool IsInitialized { get; private set; }

    /// <summary>
    /// How many references there are (<c>kref_read()</c>); 0 before <see cref="Init"/> and after the end.
    /// </summary>
    public int ReferenceCount => _references;

    /// <summary>
    /// Whether the fence is known to be signalled (<c>dma_fence_test_signaled_flag()</c>). <see cref="IsSignaled"/>
    /// also asks the issuer.
    /// </summary>
    public bool HasSignaledFlag => _signaled;

    /// <summary>Whether it stands for other fences (<c>dma_fence_is_container()</c>).</summary>
    public virtual bool IsContainer => false;

    /// <summary>Who issued it (<c>dma_fence_driver_name()</c>); "detached-driver" once it is signalled.</summary>
    public string DriverName => _signaled ? "detached-driver" : GetDriverName();

    /// <summary>
    /// Its timeline's name (<c>dma_fence_timeline_name()</c>); "signaled-timeline" once it is signalled.
    /// </summary>
    public string TimelineName => _signaled ? "signaled-timeline" : GetTimelineName();

    /// <summary>
    /// <see cref="TimelineName"/>, for those who do not know whether the issuer is still there: from the look at the flag
    /// on they count as readers (<c>dma_fence_timeline_name()</c> under <c>rcu_read_lock()</c>).
    /// </summary>
    public async KTask<string> ReadTimelineNameAsync()
    {
        if (_signaled)
        {
            return TimelineName;
        }

        Simulation.Rcu.ReadLock();
        await Simulation.PreemptionPoint(ChoiceKind.Other);
        AssertNameAlive();
        string name = GetTimelineName();
        Simulation.Rcu.ReadUnlock();
        return name;
    }

    internal DmaFence? NextLive { get; set; }

    internal DmaFence? PreviousLive { get; set; }

    /// <summary>Set when the fence was given up before anybody could see it: then it may die unsignalled.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>
    /// When the fence was signalled (<c>dma_fence_timestamp()</c>); before that a finding, and the time of now.
    /// </summary>
    public VirtualTime Timestamp
    {
        get => Simulation.Warn(!_signaled, $"the timestamp of the unsignalled fence {this} is asked for")
            ? Simulation.Now
            : field;
        internal set;
    }

    /// <summary>Takes a reference (<c>dma_fence_get()</c>).</summary>
    /// <returns>The fence.</returns>
    public DmaFence Get()
    {
        if (AssertAlive("dma_fence_get"))
        {
            _references = checked(_references + 1);
        }

        return this;
    }

    /// <summary>Takes a reference unless the fence has died (<c>dma_fence_get_rcu()</c>).</summary>
    /// <returns>The fence, or null.</returns>
    public DmaFence? TryGet()
    {
        if (_references == 0)
        {
            return null;
        }

        _references = checked(_references + 1);
        return this;
    }

    /// <summary>Gives a reference back (<c>dma_fence_put()</c>); the last one ends the fence.</summary>
    public void Put()
    {
        if (AssertAlive("dma_fence_put") && --_references == 0)
        {
            End();
        }
    }

    /// <summary>Sets the error with which the fence will be signalled (<c>dma_fence_set_error()</c>).</summary>
    public void SetError(Errno error)
    {
        Simulation.Warn(_signaled, $"the error {error} of fence {this} is set after it was signalled");
        Simulation.Warn(error == Errno.None, $"fence {this} is given no error as its error");
        Error = error;
    }

    /// <summary>
    /// The state as user space sees it (<c>dma_fence_get_status()</c>): 0 as long as it is pending, 1 when it was
    /// signalled, or the negative error.
    /// </summary>
    public int GetStatus() => !IsSignaled() ? 0 : Error == Errno.None ? 1 : -(int)Error;

    /// <summary>Whether this fence comes after another of its context (<c>dma_fence_is_later()</c>).</summary>
    public bool IsLaterThan(DmaFence other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !WarnForeign(other) && IsLater(Seqno, other.Seqno);
    }

    /// <summary>As <see cref="IsLaterThan"/>, or the same fence (<c>dma_fence_is_later_or_same()</c>).</summary>
    public bool IsLaterThanOrSame(DmaFence other) => ReferenceEquals(this, other) || IsLaterThan(other);

    /// <summary>
    /// The later of two fences of one context (<c>dma_fence_later()</c>), or null if that one is signalled. Takes no
    /// reference.
    /// </summary>
    public static DmaFence? Later(DmaFence first, DmaFence second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.WarnForeign(second))
        {
            return null;
        }

        DmaFence later = first.IsLaterThan(second) ? first : second;
        return later.IsSignaled() ? null : later;
    }

    /// <summary>
    /// Whether all fences that this one stands for belong to a context (<c>dma_fence_match_context()</c>).
    /// </summary>
    public virtual bool MatchesContext(ulong context) => Context == context;

    /// <summary>One line for debugfs (<c>dma_fence_describe()</c>).</summary>
    public string Describe()
    {
        bool signaled = IsSignaled();
        string names = signaled ? " " : $"{TimelineName} {DriverName}";
        return $"{Context}:{Seqno} {names} {(signaled ? "" : "un")}signalled";
    }

    /// <summary>Called before the name is read, whose memory may have been freed.</summary>
    protected virtual void AssertNameAlive()
    {
    }

    /// <summary>Context and sequence number: "7:42".</summary>
    public override string ToString() => IsInitialized ? $"{Context}:{Seqno}" : "uninitialized fence";

    /// <summary>
    /// Makes the fence one (<c>dma_fence_init()</c>), with one reference, which the caller owns.
    /// </summary>
    /// <param name="fenceLock">The lock of its timeline, or null for one of its own.</param>
    /// <param name="context">Its timeline.</param>
    /// <param name="seqno">Its place there.</param>
    /// <param name="seqno64">
    /// Whether all 64 bits count when sequence numbers are compared (<c>dma_fence_init64()</c>).
    /// </param>
    protected internal void Init(SpinLock? fenceLock, ulong context, ulong seqno, bool seqno64 = false)
    {
        if (Simulation.Warn(IsInitialized, $"fence {this} is initialised twice"))
        {
            return;
        }

        _lock = fenceLock ?? new SpinLock(Simulation, InlineLockClass);
        Context = context;
        Seqno = seqno;
        _seqno64 = seqno64;
        _references = 1;
        IsInitialized = true;
        _fences.Add(this);
        Simulation.Events.Record(FenceEvents.Init, context, seqno);
    }

    /// <summary>The class of the lock that the fence makes if it is given none.</summary>
    private protected virtual LockClass InlineLockClass => s_inlineLock;

    /// <summary>Who issued the fence (<c>get_driver_name</c>).</summary>
    protected abstract string GetDriverName();

    /// <summary>The name of its timeline (<c>get_timeline_name</c>).</summary>
    protected abstract string GetTimelineName();

    /// <summary>
    /// Somebody wants to know when the fence is signalled (<c>enable_signaling</c>). Called once at most, with the lock
    /// held.
    /// </summary>
    /// <returns>False if the fence has passed already.</returns>
    protected virtual bool OnEnableSignaling() => true;

    /// <summary>Whether the fence has passed, though nobody signalled it yet (<c>signaled</c>).</summary>
    protected virtual bool TestSignaled() => false;

    /// <summary>The last reference has gone (<c>release</c>).</summary>
    protected virtual void OnRelease()
    {
    }

    /// <summary>
    /// Whether one sequence number of this fence's context comes after another (<c>__dma_fence_is_later()</c>).
    /// </summary>
    private protected bool IsLater(ulong first, ulong second) =>
        _seqno64 ? first > second : unchecked((int)((uint)first - (uint)second)) > 0;

    /// <summary>Sets the error of a container, whose own rules say when.</summary>
    private protected void SetContainedError(Errno error) => Error = error;

    private bool WarnForeign(DmaFence other) =>
        Simulation.Warn(Context != other.Context, $"fences {this} and {other} of different contexts are compared");

    private bool AssertAlive(string operation)
    {
        if (_references > 0)
        {
            return true;
        }

        string what = IsInitialized ? "use-after-free" : "use before dma_fence_init";
        Simulation.Report(FindingKind.UseAfterFree, $"{what} of fence {this} in {operation}", "");
        return false;
    }

    /// <summary>dma_fence_release.</summary>
    private void End()
    {
        Simulation.Events.Record(FenceEvents.Destroy, Context, Seqno);
        if (!_signaled)
        {
            EndUnsignaled();
        }

        _fences.Remove(this);
        OnRelease();
    }

    private void EndUnsignaled()
    {
        string name = $"{DriverName}:{TimelineName}:{Context:x}:{Seqno:x}";
        if (_firstCallback is not null)
        {
            string title = $"Fence {name} released with pending signals!";
            Simulation.Report(FindingKind.Fence, title, "Its callbacks are called now, with EDEADLK.");
            SpinLock fenceLock = Lock;
            fenceLock.LockIrqSave();
            Error = Errno.EDEADLK;
            SignalLocked(Simulation.Now);
            fenceLock.UnlockIrqRestore();
        }
        else if (!IsContainer && !IsAbandoned && !TestSignaled())
        {
            string title = $"Fence {name} released without having been signalled";
            Simulation.Report(FindingKind.Fence, title, "Whoever looks at it later waits for ever.");
        }
    }
}
