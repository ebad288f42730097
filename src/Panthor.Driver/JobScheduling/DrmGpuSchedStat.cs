namespace Panthor.Driver.JobScheduling;

/// <summary>What a driver did about a job that timed out (<c>enum drm_gpu_sched_stat</c>).</summary>
public enum DrmGpuSchedStat
{
    /// <summary>Reserved.</summary>
    None,

    /// <summary>The GPU hung and was reset.</summary>
    Reset,

    /// <summary>The device has gone: no further timeout.</summary>
    NoDevice,

    /// <summary>The GPU makes progress: the job stays.</summary>
    NoHang,
}
