using Panthor.Driver.JobScheduling;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>The queue of the asynchronous binds.</content>
public sealed partial class PanthorVm
{
    private DrmGpuScheduler _sched = null!;

    /// <summary>Binds that were submitted and have not been executed yet.</summary>
    public int QueuedBinds => BindQueue.QueuedCount;

    /// <summary>Keeps the binds in order (entity).</summary>
    internal DrmSchedEntity BindQueue { get; private set; } = null!;

    /// <summary>Holds the queue for a reset.</summary>
    /// <remarks>C: panthor_vm_stop.</remarks>
    internal KTask StopAsync() => _sched.StopAsync(null);

    /// <summary>Lets the queue go on.</summary>
    /// <remarks>C: panthor_vm_start.</remarks>
    internal void Start() => _sched.Start();

    /// <summary>Sets scheduler and entity up.</summary>
    /// <remarks>C: a part of panthor_vm_create. An operation takes as long as it takes: there is no timeout.</remarks>
    private async KTask<KernelResult> CreateBindQueueAsync()
    {
        KernelResult<DrmGpuScheduler> sched = DrmGpuScheduler.Create(Device.Fences, new DrmSchedInitArgs
        {
            Ops = PanthorVmBindOps.Instance,
            Name = "panthor-vm-bind",
            SubmitWorkqueue = Mmu.VmQueue,
        });
        if (!sched.IsOk)
            return sched.WithoutValue();
        KernelResult<DrmSchedEntity> entity = DrmSchedEntity.Create(DrmSchedPriority.Kernel, [sched.Value]);
        if (!entity.IsOk)
        {
            await sched.Value.FiniAsync();
            return entity.WithoutValue();
        }

        _sched = sched.Value;
        BindQueue = entity.Value;
        return KernelResult.Ok;
    }

    /// <summary>Ends them; no job is left, as each holds a reference to the VM.</summary>
    private async KTask DestroyBindQueueAsync()
    {
        await BindQueue.DestroyAsync();
        await _sched.FiniAsync();
    }
}
