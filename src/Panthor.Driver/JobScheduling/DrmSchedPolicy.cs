namespace Panthor.Driver.JobScheduling;

/// <summary>
/// Which entity of a run queue goes next (<c>drm_sched_policy</c>). The experimental fair policy is not there.
/// </summary>
public enum DrmSchedPolicy
{
    /// <summary>Each in turn.</summary>
    RoundRobin,

    /// <summary>The one whose first job waits longest; the kernel's default.</summary>
    Fifo,
}
