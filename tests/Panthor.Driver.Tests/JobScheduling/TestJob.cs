using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.JobScheduling;

/// <summary>A job of the test's driver.</summary>
internal sealed class TestJob(string name) : DrmSchedJob
{
    public string Name { get; } = name;

    /// <summary>What run_job fails with.</summary>
    public Errno Failure { get; set; }

    /// <summary>Whether run_job does all there is to do.</summary>
    public bool CompletesAtOnce { get; set; }

    public DmaFence? HardwareFence { get; set; }

    /// <summary>The finished fence, with a reference of the test.</summary>
    public DmaFence? Done { get; set; }

    public bool IsFreed { get; set; }

    /// <summary>The status of the finished fence; puts the test's reference.</summary>
    public int TakeStatus()
    {
        int status = Done!.GetStatus();
        Done.Put();
        Done = null;
        return status;
    }
}
