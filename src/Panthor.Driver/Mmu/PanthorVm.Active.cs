using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Getting and giving up an address space slot.</content>
public sealed partial class PanthorVm
{
    /// <summary>Puts the VM on an address space, so that the GPU can use it; counted.</summary>
    /// <returns>
    /// ENODEV when the device has gone; EBUSY when all address spaces are in use; the error of the MMU command that
    /// failed.
    /// </returns>
    /// <remarks>C: panthor_vm_active.</remarks>
    public KTask<Errno> ActiveAsync() => ActiveAsync(false);

    /// <summary>As <see cref="ActiveAsync()"/>, for those who may find all address spaces in use: no WARN then.</summary>
    internal KTask<Errno> TryActiveAsync() => ActiveAsync(true);

    private async KTask<Errno> ActiveAsync(bool isOptional)
    {
        if (!Device.TryEnter())
            return Errno.ENODEV;
        if (ActiveCount > 0)
        {
            ActiveCount++;
            Device.Exit();
            return Errno.None;
        }

        // The operation lock keeps lock_region and unlock_region of a running operation out.
        if (_isAtomic)
            await OpLock.LockAsync();
        await Mmu.SlotsLock.LockAsync();
        Errno ret = await ActiveLockedAsync(isOptional);
        Mmu.SlotsLock.Unlock();
        if (_isAtomic)
            OpLock.Unlock();
        Device.Exit();
        return ret;
    }

    /// <summary>One user less. Without users the VM keeps its address space until another VM needs it.</summary>
    /// <remarks>C: panthor_vm_idle.</remarks>
    public async KTask IdleAsync()
    {
        if (ActiveCount > 1)
        {
            ActiveCount--;
            return;
        }

        await Mmu.SlotsLock.LockAsync();
        if (ActiveCount == 0)
            Device.WarnOn(true, "panthor_vm_idle: the VM is not active");
        else if (--ActiveCount == 0 && !Device.WarnOn(
            AsId < 0 || AsLruNode.List is not null, "panthor_vm_idle: the VM is on no address space or idle already"))
        {
            Mmu.AsLru.AddLast(AsLruNode);
            Sim.Events.Record(MmuEvents.VmIdle, (ulong)Id, (ulong)AsId);
        }

        Mmu.SlotsLock.Unlock();
    }

    private async KTask<Errno> ActiveLockedAsync(bool isOptional)
    {
        if (ActiveCount > 0)
        {
            ActiveCount++;
            return Errno.None;
        }

        await MarkUsedAsync();

        Errno ret = Errno.None;
        if (AsId < 0)
        {
            ret = await Mmu.AssignSlotAsync(this, isOptional);
            if (ret != Errno.None)
                return ret;
            ret = await EnableAsAsync();
        }
        else if (Mmu.IsFaulty(AsId))
        {
            ret = await EnableAsAsync();
        }

        if (ret == Errno.None)
        {
            ActiveCount = 1;
            AsLruNode.List?.Remove(AsLruNode);
            Sim.Events.Record(MmuEvents.VmActive, (ulong)Id, (ulong)AsId);
        }

        return ret;
    }

    private async KTask<Errno> EnableAsAsync()
    {
        ulong transcfg = GpuRegisters.AS_TRANSCFG_PTW_MEMATTR_WB
            | GpuRegisters.AS_TRANSCFG_PTW_RA
            | GpuRegisters.AS_TRANSCFG_ADRMODE_AARCH64_4K
            | GpuRegisters.AS_TRANSCFG_INA_BITS(55 - (ulong)Mmu.VaBits);
        if (Device.Coherent)
            transcfg |= GpuRegisters.AS_TRANSCFG_PTW_SH_OS;

        UnhandledFault = false;
        Mmu.ClearFault(AsId);
        Device.WarnOn(_lockedSize > 0 && !_isLockedByHand, "panthor_vm_active: a region is locked");
        Errno ret = await Mmu.AsEnableAsync(AsId, Transtab, transcfg, Memattr);
        return ret == Errno.None && _lockedSize > 0 ? await LockAgainAsync() : ret;
    }
}
