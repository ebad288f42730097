using System;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Accesses of the GPU to a VM's memory, without a job around them.</content>
public sealed partial class Machine
{
    private const int FaultPolls = 100;

    private static readonly Duration s_faultPoll = Duration.FromMicroseconds(10);
    private static readonly LockClass s_accessLock = new("gpu_access.fence_lock");

    /// <summary>
    /// A GPU access to a VM's memory, as a shader makes it: evicted buffers of the VM come back, the VM becomes active on
    /// an address space, the bytes go through the MMU, the VM becomes idle. Waits while the region is locked; after a
    /// fault, until the driver has seen the fault. Until its end a fence keeps the VM's buffers where they are.
    /// </summary>
    /// <param name="vm">The VM.</param>
    /// <param name="address">GPU virtual address of the first byte.</param>
    /// <param name="bytes">What is written, or where to put what is read.</param>
    /// <param name="isWrite">True to write.</param>
    /// <returns>
    /// The driver's error if the buffers could not be brought back or the VM could not be made active; else how the access
    /// ended.
    /// </returns>
    public async KTask<KernelResult<GpuAccessResult>> AccessAsync(
        PanthorVm vm, ulong address, Memory<byte> bytes, bool isWrite)
    {
        ArgumentNullException.ThrowIfNull(vm);
        DmaFence fence = new DmaFenceContext(Device.Fences, "panthor", "gpu-access", s_accessLock).NewFence();
        KernelResult prepared = await PrepareAsync(vm, fence);
        KernelResult<GpuAccessResult> result = prepared.IsOk
            ? await AccessActiveAsync(vm, address, bytes, isWrite)
            : prepared;
        fence.Signal();
        fence.Put();
        return result;
    }

    private async KTask<KernelResult> PrepareAsync(PanthorVm vm, DmaFence fence)
    {
        var exec = new DrmExec(Device.Fences, DrmExecOptions.IgnoreDuplicates);
        KernelResult result = KernelResult.Ok;
        while (exec.Cleanup())
        {
            result = await vm.PrepareMappedBosResvsAsync(exec, 1);
            if (!exec.IsContended && !result.IsOk)
            {
                break;
            }
        }

        if (result.IsOk)
        {
            vm.UpdateResvs(fence);
        }

        exec.Fini();
        return result;
    }

    private async KTask<KernelResult<GpuAccessResult>> AccessActiveAsync(
        PanthorVm vm, ulong address, Memory<byte> bytes, bool isWrite)
    {
        Errno resumed = await Device.ResumeAndGetAsync();
        if (resumed != Errno.None)
        {
            return KernelResult.Fail(resumed, WhyNoPower);
        }

        // Idle groups stay on their slots, and keep their VMs' address spaces, until somebody needs them.
        Errno active = await vm.TryActiveAsync();
        if (active == Errno.EBUSY)
        {
            await Device.Scheduler.SpareAddressSpaceAsync();
            active = await vm.TryActiveAsync();
        }

        if (active != Errno.None)
        {
            Device.PmPutAutosuspend();
            return KernelResult.Fail(active, active == Errno.EBUSY
                ? "busy groups of other VMs use all address spaces"
                : "the VM could not be put on an address space");
        }

        GpuAccessResult result = isWrite
            ? await Board.AccessPort.WriteAsync(vm.AsId, address, bytes)
            : await Board.AccessPort.ReadAsync(vm.AsId, address, bytes);

        // Without this, the next access would find the address space as the fault left it. An interrupt that got lost
        // is not waited for longer than it could take to arrive.
        for (int i = 0; i < FaultPolls && result.Status == TranslateStatus.Fault && !vm.UnhandledFault; i++)
        {
            await Simulation.Sleep(s_faultPoll);
        }

        await vm.IdleAsync();
        Device.PmPutAutosuspend();
        return result;
    }
}
