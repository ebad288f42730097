namespace Panthor.Driver.JobScheduling;

/// <summary>How urgent the jobs of an entity are (<c>enum drm_sched_priority</c>); lower comes first.</summary>
public enum DrmSchedPriority
{
    /// <summary>Jobs of the kernel itself.</summary>
    Kernel,

    /// <summary>High.</summary>
    High,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Low.</summary>
    Low,

    /// <summary>How many there are.</summary>
    Count,
}
