using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>An operation of an asynchronous VM_BIND: it waits in its VM's bind queue, all that it needs prepared.</summary>
/// <remarks>C: struct panthor_vm_bind_job.</remarks>
internal sealed class PanthorVmBindJob : DrmSchedJob
{
    private readonly Work _cleanupOpCtxWork;
    private readonly TrackedObject _tracked;

    private PanthorVmBindJob(PanthorVm vm, VmOpCtx ctx)
    {
        Vm = vm;
        Ctx = ctx;
        _cleanupOpCtxWork = new Work(vm.Device.Simulation, "panthor_vm_bind_job_cleanup_op_ctx_work", PutAsync);
        _tracked = vm.Device.Simulation.Objects.Track("panthor_vm_bind_job", this);
    }

    /// <summary>The VM; the job holds a reference.</summary>
    public PanthorVm Vm { get; }

    /// <summary>The operation.</summary>
    public VmOpCtx Ctx { get; }

    /// <summary>Makes a job and prepares its operation.</summary>
    /// <param name="file">Resolves the handle of the buffer.</param>
    /// <param name="vm">The VM.</param>
    /// <param name="op">The operation.</param>
    /// <returns>EINVAL for a VM that is destroyed or unusable, or for the operation; ENOMEM.</returns>
    /// <remarks>C: panthor_vm_bind_job_create.</remarks>
    public static async KTask<KernelResult<PanthorVmBindJob>> CreateAsync(
        DrmFile file, PanthorVm vm, DrmPanthorVmBindOp op)
    {
        if (vm.Destroyed || vm.IsUnusable)
            return KernelResult.Fail(Errno.EINVAL, vm.Destroyed ? "the VM is destroyed" : "the VM is unusable");
        if (SyncFaultPoints.FailsToAllocate(vm.Device.Simulation, "panthor_vm_bind_job", out KernelResult result))
            return result;

        VmOpCtx ctx = vm.Mmu.Caches.RentOpCtx();
        result = await vm.BindPrepareOpCtxAsync(file, op, ctx);
        if (!result.IsOk)
        {
            vm.Mmu.Caches.Return(ctx);
            return result;
        }

        vm.Get();
        var job = new PanthorVmBindJob(vm, ctx);
        result = job.Init(vm.BindQueue, 1, vm);
        if (result.IsOk)
            return job;
        await job.PutAsync();
        return result;
    }

    /// <summary>
    /// Locks the reservation of the VM, and for a map that of the buffer, with a slot for the job's fence in each.
    /// </summary>
    /// <returns>The caller starts anew when <see cref="DrmExec.IsContended"/> says so.</returns>
    /// <remarks>C: panthor_vm_bind_job_prepare_resvs.</remarks>
    public async KTask<KernelResult> PrepareResvsAsync(DrmExec exec)
    {
        KernelResult result = await exec.PrepareObjectAsync(Vm.RootGem, 1);
        return result.IsOk && Ctx.MapVmBo is { } vmBo ? await exec.PrepareObjectAsync(vmBo.Obj, 1) : result;
    }

    /// <summary>
    /// Adds the fence of a job to all locked reservations. Synchronisation is explicit: nobody has to wait for it but
    /// those who would take the memory away.
    /// </summary>
    /// <remarks>C: panthor_vm_bind_job_update_resvs.</remarks>
    public static void UpdateResvs(DrmExec exec, DrmSchedJob job)
    {
        foreach (IDrmExecObject target in exec.Objects)
            target.Resv.AddFence(job.Fences.Finished, DmaResvUsage.Bookkeep);
    }

    /// <summary>Gives the job back.</summary>
    /// <remarks>C: panthor_vm_bind_job_put, panthor_vm_bind_job_release. There is never more than one reference.</remarks>
    public async KTask PutAsync()
    {
        _tracked.Free();
        if (SFence is not null)
            Cleanup();
        await Vm.CleanupOpCtxAsync(Ctx);
        Vm.Mmu.Caches.Return(Ctx);
        await Vm.PutAsync();
    }

    /// <summary>
    /// The job is over. What is left to do takes reservation locks, which nobody may wait for on the way to a fence's
    /// signal: another worker does it.
    /// </summary>
    /// <remarks>C: panthor_vm_bind_free_job.</remarks>
    public void QueueCleanup()
    {
        Cleanup();
        Vm.Device.CleanupQueue.Queue(_cleanupOpCtxWork);
    }
}
