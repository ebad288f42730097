namespace Panthor.Hardware;

/// <content>What the firmware publishes.</content>
internal sealed unsafe partial class CommandStream
{
    private const uint WaitSourceWait = 8 << 16;
    private const int WaitConditionShift = 24;
    private const uint WaitProgress = 1u << 28;
    private const uint WaitProtected = 1u << 29;
    private const uint WaitSync64 = 1u << 30;
    private const uint WaitSync = 1u << 31;

    /// <summary>What the firmware publishes in the output page.</summary>
    public CsWaitStatus WaitStatus
    {
        get
        {
            bool isSync = LastStop == CsStop.SyncWait;
            uint wait = LastStop switch
            {
                CsStop.ScoreboardWait or CsStop.FlushWait => WaitSourceWait | (_waitMask & 0xffff),
                CsStop.SyncWait => WaitSync | (_waitIsWide ? WaitSync64 : 0) | (_waitCondition << WaitConditionShift),
                CsStop.ProgressWait => WaitProgress,
                CsStop.ProtectedModePending => WaitProtected,
                _ => 0,
            };
            return new CsWaitStatus(
                CommandPointer,
                wait,
                LastStop == CsStop.ResourceWait ? _requested : CsResources.None,
                isSync ? _waitAddress : 0,
                isSync ? _waitValue : 0,
                _busyLocal,
                ReasonOf(LastStop));
        }
    }

    /// <summary>The tiler heap as published with CS_TILER_OOM.</summary>
    public CsHeapStatus Heap => _heap?.Status ?? new CsHeapStatus(_heapAddress, 0, 0, 0);

    private static CsBlockedReason ReasonOf(CsStop stop) => stop switch
    {
        CsStop.ScoreboardWait => CsBlockedReason.ScoreboardWait,
        CsStop.FlushWait => CsBlockedReason.Flush,
        CsStop.ProgressWait => CsBlockedReason.ProgressWait,
        CsStop.SyncWait => CsBlockedReason.SyncWait,
        CsStop.DeferredWait => CsBlockedReason.Deferred,
        CsStop.ResourceWait => CsBlockedReason.Resource,
        _ => CsBlockedReason.Unblocked,
    };
}
