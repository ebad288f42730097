using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Start, suspend, reset and end.</content>
public sealed partial class PanthorMmu
{
    /// <summary>Takes all VMs off their address spaces and stops the interrupt.</summary>
    /// <remarks>C: panthor_mmu_suspend.</remarks>
    public async KTask SuspendAsync()
    {
        await ReleaseAllSlotsAsync();
        await Irq.SuspendAsync();
    }

    /// <summary>Lets the interrupt through again; VMs come back when they are activated.</summary>
    /// <remarks>C: panthor_mmu_resume.</remarks>
    public async KTask ResumeAsync()
    {
        await SlotsLock.LockAsync();
        _allocMask = 0;
        FaultyMask = 0;
        SlotsLock.Unlock();
        Irq.Resume();
    }

    /// <summary>
    /// Stops the interrupt and the bind queues before a reset. The slots stay: a stuck one may be the reason for the
    /// reset.
    /// </summary>
    /// <remarks>C: panthor_mmu_pre_reset.</remarks>
    public async KTask PreResetAsync()
    {
        await Irq.SuspendAsync();
        await VmLock.LockAsync();
        IsResetInProgress = true;
        foreach (PanthorVm vm in Vms)
            await vm.StopAsync();
        VmLock.Unlock();
    }

    /// <summary>
    /// Forgets all slots after a reset, which disabled them; lets the interrupt through and the bind queues go on.
    /// </summary>
    /// <remarks>
    /// C: panthor_mmu_post_reset. An operation that is no job of a queue may have locked its region since the reset: it
    /// will find that the VM has no slot and not unlock it.
    /// </remarks>
    public async KTask PostResetAsync()
    {
        await SlotsLock.LockAsync();
        _allocMask = 0;
        FaultyMask = 0;
        foreach (PanthorVm? vm in _slots)
        {
            if (vm is null)
                continue;
            if (_unlocksAfterReset && vm.LockedRegionSize != 0)
                await AsSendCmdAndWaitAsync(vm.AsId, GpuRegisters.AS_COMMAND_UNLOCK);
            ReleaseAsLocked(vm);
        }

        SlotsLock.Unlock();
        Irq.Resume();

        await VmLock.LockAsync();
        foreach (PanthorVm vm in Vms)
            vm.Start();
        IsResetInProgress = false;
        VmLock.Unlock();
    }

    /// <summary>Ends the use of the hardware.</summary>
    /// <remarks>C: panthor_mmu_unplug.</remarks>
    public async KTask UnplugAsync()
    {
        if (Device.Pm.IsActive)
            await Irq.SuspendAsync();
        await ReleaseAllSlotsAsync();
        Caches.Close();
    }

    /// <summary>Reports mappings that were lost; of VMs that are alive others tell.</summary>
    internal void ReportLostVmas()
    {
        int lost = Vms.Count == 0 ? Caches.CountLostVmas() : 0;
        if (lost != 0)
        {
            Sim.Report(
                FindingKind.Leak, $"{lost} object{(lost == 1 ? "" : "s")} of panthor_vma still allocated", "No VM is left.");
        }
    }

    private async KTask ReleaseAllSlotsAsync()
    {
        await SlotsLock.LockAsync();
        for (int index = 0; index < MaxAsSlots; index++)
        {
            if (_slots[index] is not { } vm)
                continue;
            Errno ret = await AsDisableAsync(index, false);
            Device.WarnOn(ret != Errno.None, $"panthor_mmu_as_disable: AS{index} {ret}");
            ReleaseAsLocked(vm);
        }

        SlotsLock.Unlock();
    }
}
