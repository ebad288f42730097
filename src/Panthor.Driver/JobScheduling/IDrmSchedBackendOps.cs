using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>What a driver does for the job scheduler (<c>struct drm_sched_backend_ops</c>).</summary>
public interface IDrmSchedBackendOps
{
    /// <summary>Whether <see cref="CancelJob"/> is there.</summary>
    bool CanCancelJobs => false;

    /// <summary>
    /// The job would be next: is there another fence to wait for (<c>prepare_job</c>)? Asked again until there is none.
    /// </summary>
    /// <returns>A fence with a reference, which the scheduler takes over, or null.</returns>
    KTask<DmaFence?> PrepareJobAsync(DrmSchedJob job, DrmSchedEntity entity) => KTask.FromResult<DmaFence?>(null);

    /// <summary>Gives a job to the hardware (<c>run_job</c>), on the scheduler's work queue.</summary>
    /// <returns>
    /// A fence that will be signalled when the hardware is done, with a reference that the scheduler takes over; null
    /// if the job is done already; or an error, with which its finished fence is signalled.
    /// </returns>
    KTask<KernelResult<DmaFence?>> RunJobAsync(DrmSchedJob job);

    /// <summary>A job has taken too long (<c>timedout_job</c>), on the timeout work queue.</summary>
    KTask<DrmGpuSchedStat> TimedoutJobAsync(DrmSchedJob job);

    /// <summary>
    /// A job is over, in whatever way (<c>free_job</c>); calls <see cref="DrmSchedJob.Cleanup"/> and frees it.
    /// </summary>
    KTask FreeJobAsync(DrmSchedJob job);

    /// <summary>
    /// The scheduler ends while the hardware still has the job (<c>cancel_job</c>): signals its hardware fence with an
    /// error. The job is freed afterwards.
    /// </summary>
    void CancelJob(DrmSchedJob job)
    {
    }
}
