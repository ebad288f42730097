using System.Collections.Generic;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Address space slots: commands to the hardware, and who has which slot.</content>
public sealed partial class PanthorMmu
{
    private static readonly Duration s_pollInterval = Duration.FromMicroseconds(10);
    private static readonly Duration s_pollTimeout = Duration.FromMicroseconds(100_000);

    private readonly PanthorVm?[] _slots = new PanthorVm?[MaxAsSlots];
    private uint _allocMask;

    /// <summary>Address spaces in which a fault happened and that are disabled since (as.faulty_mask).</summary>
    public uint FaultyMask { get; private set; }

    /// <summary>Address spaces that have a VM (as.alloc_mask).</summary>
    public uint AllocMask => _allocMask;

    /// <summary>Idle VMs that still have an address space, least recently used first (as.lru_list).</summary>
    internal LinkedList<PanthorVm> AsLru { get; } = new();

    /// <summary>The VM on an address space, null for none.</summary>
    public PanthorVm? SlotVm(int index) => _slots[index];

    internal bool IsFaulty(int index) => (FaultyMask & FaultMask(index)) != 0;

    /// <summary>C: panthor_mmu_as_fault_mask.</summary>
    internal static uint FaultMask(int index) => 1u << index;

    /// <summary>Clears the fault of an address space that is about to be enabled again.</summary>
    internal void ClearFault(int index)
    {
        if (!IsFaulty(index))
            return;
        Irq.Registers.Write(PanthorIrq.INT_CLEAR, FaultMask(index));
        FaultyMask &= ~FaultMask(index);
    }

    /// <summary>
    /// Gives a VM a free slot, or that of the VM that has been idle for longest. Under the slots lock.
    /// </summary>
    /// <param name="vm">The VM.</param>
    /// <param name="isOptional">It may be that no slot can be had; else that is a WARN.</param>
    /// <returns>EBUSY when no slot can be had.</returns>
    internal async KTask<Errno> AssignSlotAsync(PanthorVm vm, bool isOptional)
    {
        int index = McuSlot;
        if (vm.ForMcu)
            Device.WarnOn((_allocMask & 1) != 0, "panthor_vm_active: the slot of the MCU is taken");
        else
            index = BitOperations.TrailingZeroCount(~(_allocMask | 1u));

        if (index >= MaxAsSlots || ((1u << index) & Device.GpuInfo.AsPresent) == 0)
        {
            if (AsLru.First?.Value is not { } victim)
            {
                Device.WarnOn(!isOptional, "panthor_vm_active: more VMs are active than there are address spaces");
                return Errno.EBUSY;
            }

            Device.WarnOn(victim.ActiveCount != 0, "panthor_vm_active: an active VM is in the LRU");
            index = victim.AsId;
            Errno ret = await AsDisableAsync(index, true);
            if (ret != Errno.None)
                return ret;
            ReleaseAsLocked(victim);
        }

        vm.AsId = index;
        _allocMask |= 1u << index;
        _slots[index] = vm;
        return Errno.None;
    }

    /// <summary>Takes the slot from a VM. Under the slots lock.</summary>
    /// <remarks>C: panthor_vm_release_as_locked.</remarks>
    internal void ReleaseAsLocked(PanthorVm vm)
    {
        SlotsLock.AssertHeld();
        if (Device.WarnOn(vm.AsId < 0, "panthor_vm_release_as_locked: the VM has no address space"))
            return;
        Sim.Events.Record(MmuEvents.VmEvicted, (ulong)vm.Id, (ulong)vm.AsId);
        ForgetSlot(vm);
        vm.ActiveCount = 0;
        vm.AsId = PanthorVm.NoAddressSpace;
    }

    internal void ForgetSlot(PanthorVm vm)
    {
        _slots[vm.AsId] = null;
        _allocMask &= ~(1u << vm.AsId);
        vm.AsLruNode.List?.Remove(vm.AsLruNode);
    }

    /// <summary>Programs an address space.</summary>
    /// <remarks>C: panthor_mmu_as_enable.</remarks>
    internal async KTask<Errno> AsEnableAsync(int index, ulong transtab, ulong transcfg, ulong memattr)
    {
        Irq.EnableEvents(FaultMask(index));
        await Sim.PreemptionPoint(ChoiceKind.Register);
        WriteAs(index, transtab, transcfg, memattr);
        return await AsSendCmdAndWaitAsync(index, GpuRegisters.AS_COMMAND_UPDATE);
    }

    /// <summary>
    /// Flushes what the GPU has of an address space, unlocks its region, and unmaps it unless another VM follows at
    /// once. Under the slots lock.
    /// </summary>
    /// <remarks>C: panthor_mmu_as_disable.</remarks>
    internal async KTask<Errno> AsDisableAsync(int index, bool recycleSlot)
    {
        SlotsLock.AssertHeld();
        Irq.DisableEvents(FaultMask(index));
        Errno ret = await FlushCachesAsync();
        if (ret != Errno.None)
            return ret;

        if (_slots[index] is { LockedRegionSize: not 0 } vm && _unlocksBeforeDisable)
        {
            ret = await AsSendCmdAndWaitAsync(vm.AsId, GpuRegisters.AS_COMMAND_UNLOCK);
            if (ret != Errno.None)
                return ret;
        }

        if (recycleSlot)
            return Errno.None;
        WriteAs(index, 0, GpuRegisters.AS_TRANSCFG_ADRMODE_UNMAPPED, 0);
        return await AsSendCmdAndWaitAsync(index, GpuRegisters.AS_COMMAND_UPDATE);
    }

    /// <summary>Writes back and invalidates L2 and the load/store caches, invalidates the others.</summary>
    internal KTask<Errno> FlushCachesAsync() => Device.Gpu.FlushCachesAsync(
        PanthorGpu.CACHE_CLEAN | PanthorGpu.CACHE_INV,
        PanthorGpu.CACHE_CLEAN | PanthorGpu.CACHE_INV,
        PanthorGpu.CACHE_INV);

    /// <summary>Sends a command to an address space when it is ready, and waits until it is done.</summary>
    /// <remarks>C: as_send_cmd_and_wait.</remarks>
    internal async KTask<Errno> AsSendCmdAndWaitAsync(int index, uint command)
    {
        await Sim.PreemptionPoint(ChoiceKind.Register);
        Errno ret = WaitReady(index);
        if (ret != Errno.None)
            return ret;
        Registers.Write(GpuRegisters.AS_COMMAND((uint)index), command);
        return WaitReady(index);
    }

    private void WriteAs(int index, ulong transtab, ulong transcfg, ulong memattr)
    {
        uint slot = (uint)index;
        Registers.Write64(GpuRegisters.AS_TRANSTAB(slot), transtab);
        Registers.Write64(GpuRegisters.AS_MEMATTR(slot), memattr);
        Registers.Write64(GpuRegisters.AS_TRANSCFG(slot), transcfg);
    }

    /// <summary>Polls until no command is in progress; ETIMEDOUT after 100 ms, which asks for a reset.</summary>
    /// <remarks>C: wait_ready.</remarks>
    private Errno WaitReady(int index)
    {
        uint status = GpuRegisters.AS_STATUS((uint)index);
        VirtualTime deadline = Sim.Now + s_pollTimeout;
        while ((Registers.Read(status) & GpuRegisters.AS_STATUS_AS_ACTIVE) != 0)
        {
            if (Sim.Now > deadline)
            {
                Device.ScheduleReset();
                Device.Log.Error("AS_ACTIVE bit stuck");
                return Errno.ETIMEDOUT;
            }

            Sim.BusyWait(s_pollInterval);
        }

        return Errno.None;
    }
}
