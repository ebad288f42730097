using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>How a scheduler is set up (<c>struct drm_sched_init_args</c>).</summary>
public sealed class DrmSchedInitArgs
{
    /// <summary>The driver.</summary>
    public required IDrmSchedBackendOps Ops { get; init; }

    /// <summary>The name of its fences' timelines: "panthor-vm-bind".</summary>
    public required string Name { get; init; }

    /// <summary>The memory of the name, if the driver frees it.</summary>
    public TrackedObject? NameMemory { get; init; }

    /// <summary>Where jobs are run and freed; null for an ordered queue of its own.</summary>
    public Workqueue? SubmitWorkqueue { get; init; }

    /// <summary>Where timeouts are handled; null for the system's.</summary>
    public Workqueue? TimeoutWorkqueue { get; init; }

    /// <summary>How many run queues: priorities from 0 on. At most <see cref="DrmSchedPriority.Count"/>.</summary>
    public int RunQueueCount { get; init; } = 1;

    /// <summary>How many credits the jobs that the hardware has may use up together.</summary>
    public uint CreditLimit { get; init; } = 1;

    /// <summary>How often a job may hang before its entity counts as guilty.</summary>
    public int HangLimit { get; init; }

    /// <summary>How long a job may take; infinite if the driver watches itself.</summary>
    public Duration Timeout { get; init; } = Duration.Infinite;

    /// <summary>Which entity of a run queue goes next.</summary>
    public DrmSchedPolicy Policy { get; init; } = DrmSchedPolicy.Fifo;
}
