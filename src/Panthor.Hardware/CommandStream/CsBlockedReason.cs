namespace Panthor.Hardware;

/// <summary>status_blocked_reason (CS_STATUS_BLOCKED_REASON_*).</summary>
internal enum CsBlockedReason : uint
{
    Unblocked = 0,
    ScoreboardWait = 1,
    ProgressWait = 2,
    SyncWait = 3,
    Deferred = 4,
    Resource = 5,
    Flush = 6,
}
