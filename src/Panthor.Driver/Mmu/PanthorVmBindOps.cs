using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>What the bind queue of a VM does with its jobs: the CPU executes them, one after the other.</summary>
/// <remarks>C: panthor_vm_bind_ops.</remarks>
internal sealed class PanthorVmBindOps : IDrmSchedBackendOps
{
    /// <summary>There is nothing to it but functions.</summary>
    public static readonly PanthorVmBindOps Instance = new();

    private PanthorVmBindOps()
    {
    }

    /// <summary>
    /// Executes the operation. One that fails leaves the VM in a state that its user does not know: it is given up.
    /// </summary>
    /// <remarks>C: panthor_vm_bind_run_job.</remarks>
    public async KTask<KernelResult<DmaFence?>> RunJobAsync(DrmSchedJob job)
    {
        var bind = (PanthorVmBindJob)job;
        DmaFences fences = bind.Vm.Device.Fences;
        bool cookie = fences.BeginSignalling();
        Errno ret = await bind.Vm.ExecOpAsync(bind.Ctx, true);
        fences.EndSignalling(cookie);
        return ret == Errno.None
            ? KernelResult.Of<DmaFence?>(null)
            : KernelResult.Fail(ret, bind.Ctx.Check ?? "the operation failed");
    }

    /// <summary>Never happens: the queue has no timeout.</summary>
    /// <remarks>C: panthor_vm_bind_timedout_job.</remarks>
    public KTask<DrmGpuSchedStat> TimedoutJobAsync(DrmSchedJob job)
    {
        ((PanthorVmBindJob)job).Vm.Device.WarnOn(
            true, "VM_BIND ops are synchronous for now, there should be no timeout!");
        return KTask.FromResult(DrmGpuSchedStat.Reset);
    }

    /// <inheritdoc/>
    public KTask FreeJobAsync(DrmSchedJob job)
    {
        ((PanthorVmBindJob)job).QueueCleanup();
        return KTask.Completed;
    }
}
