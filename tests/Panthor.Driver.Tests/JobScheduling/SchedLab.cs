using System;
using System.Collections.Generic;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Tests.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.JobScheduling;

/// <summary>A scheduler with one entity and a driver whose hardware does what the test says.</summary>
internal sealed class SchedLab : IDisposable, IDrmSchedBackendOps
{
    public SchedLab(
        uint credits = 1, Duration? timeout = null, int runQueues = 4, SimulationOptions? options = null,
        DrmSchedPolicy policy = DrmSchedPolicy.Fifo)
    {
        Lab = new FenceLab(options);
        Hardware = Lab.NewContext("hw");
        Scheduler = DrmGpuScheduler.Create(Lab.Fences, new DrmSchedInitArgs
        {
            Ops = this,
            Name = "lab-sched",
            CreditLimit = credits,
            Timeout = timeout ?? Duration.Infinite,
            RunQueueCount = runQueues,
            Policy = policy,
        }).Value;
        Entity = NewEntity();
    }

    public FenceLab Lab { get; }

    public Simulation Simulation => Lab.Simulation;

    public DmaFenceContext Hardware { get; }

    public DrmGpuScheduler Scheduler { get; }

    public DrmSchedEntity Entity { get; }

    public List<DrmSchedEntity> Entities { get; } = [];

    /// <summary>The names of jobs in the order in which they were run, freed and so on: "run a", "free a".</summary>
    public List<string> Log => Lab.Log;

    /// <summary>The jobs that the hardware has.</summary>
    public List<TestJob> Running { get; } = [];

    public Func<TestJob, KTask<DrmGpuSchedStat>>? TimedOut { get; set; }

    public Func<TestJob, DmaFence?>? Prepare { get; set; }

    public bool CanCancelJobs { get; set; }

    public DrmSchedEntity NewEntity(DrmSchedPriority priority = DrmSchedPriority.Kernel, GuiltyMark? guilty = null)
    {
        DrmSchedEntity entity = DrmSchedEntity.Create(priority, [Scheduler], guilty).Value;
        Entities.Add(entity);
        return entity;
    }

    /// <summary>A job that is not armed yet.</summary>
    public TestJob NewJob(string name, DrmSchedEntity? entity = null, uint credits = 1)
    {
        TestJob job = new(name);
        Assert.True(job.Init(entity ?? Entity, credits, this, 7).IsOk);
        return job;
    }

    /// <summary>Makes, arms and pushes a job that depends on fences.</summary>
    public TestJob Push(string name, DrmSchedEntity? entity = null, uint credits = 1, params DmaFence[] after)
    {
        TestJob job = NewJob(name, entity, credits);
        foreach (DmaFence fence in after)
        {
            Assert.True(job.AddDependency(fence.Get()).IsOk);
        }

        job.Arm();
        job.Done = job.SFence!.Finished.Get();
        (entity ?? Entity).PushJob(job);
        return job;
    }

    /// <summary>The hardware has done a job.</summary>
    public void Complete(TestJob job, Errno errno = Errno.None)
    {
        Assert.True(Running.Remove(job));
        if (errno != Errno.None)
        {
            job.HardwareFence!.SetError(errno);
        }

        job.HardwareFence!.Signal();
        Settle();
    }

    /// <summary>Lets the machine run without moving far in time.</summary>
    public void Settle() => Simulation.RunFor(Duration.FromNanoseconds(1));

    public async KTask<KernelResult<DmaFence?>> RunJobAsync(DrmSchedJob job)
    {
        var test = (TestJob)job;
        Log.Add($"run {test.Name}");
        await Simulation.PreemptionPoint(ChoiceKind.Other);
        if (test.Failure != Errno.None || test.CompletesAtOnce)
        {
            return test.Failure == Errno.None ? KernelResult.Of<DmaFence?>(null) : test.Failure;
        }

        if (test.HardwareFence is null)
        {
            test.HardwareFence = Hardware.NewFence();
            Running.Add(test);
        }

        return KernelResult.Of<DmaFence?>(test.HardwareFence.Get());
    }

    public KTask<DmaFence?> PrepareJobAsync(DrmSchedJob job, DrmSchedEntity entity) =>
        KTask.FromResult(Prepare?.Invoke((TestJob)job));

    public KTask<DrmGpuSchedStat> TimedoutJobAsync(DrmSchedJob job)
    {
        Log.Add($"timeout {((TestJob)job).Name}");
        return TimedOut is { } handler ? handler((TestJob)job) : KTask.FromResult(DrmGpuSchedStat.NoHang);
    }

    public KTask FreeJobAsync(DrmSchedJob job)
    {
        var test = (TestJob)job;
        Log.Add($"free {test.Name}");
        Free(test);
        return KTask.Completed;
    }

    public void CancelJob(DrmSchedJob job)
    {
        var test = (TestJob)job;
        Log.Add($"cancel {test.Name}");
        Running.Remove(test);
        test.HardwareFence!.SetError(Errno.ECANCELED);
        test.HardwareFence.Signal();
    }

    public static void Free(TestJob job)
    {
        Assert.False(job.IsFreed);
        job.IsFreed = true;
        job.Cleanup();
        job.HardwareFence?.Put();
    }

    /// <summary>Ends entities and scheduler; fences that the tests kept are theirs to put.</summary>
    public void Fini() => Lab.Run(async () =>
    {
        foreach (DrmSchedEntity entity in Entities)
        {
            await entity.DestroyAsync();
        }

        await Scheduler.FiniAsync();
    });

    public void Dispose()
    {
        if (Scheduler.IsReady)
        {
            foreach (TestJob job in Running.ToArray())
            {
                Complete(job);
            }

            Simulation.RunUntilIdle();
            Fini();
        }

        Simulation.RunUntilIdle();
        Lab.Dispose();
    }
}
