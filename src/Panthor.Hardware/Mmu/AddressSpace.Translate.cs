using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <content>Translation of accesses.</content>
internal sealed partial class AddressSpace
{
    /// <summary>The answer to an access; see <see cref="GpuAccessPort.TryTranslate"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TranslateStatus Translate(ulong address, AccessKind kind, ushort sourceId, out ulong physical)
    {
        if (IsTranslating && !Locked.Contains(address))
        {
            ref Tlb.Entry entry = ref Tlb.Find(address);
            if (!Unsafe.IsNullRef(ref entry) && entry.Translation.Rights.Allow(kind) && entry.IsUnchanged)
            {
                physical = entry.Translation.PhysicalBase | (address & entry.OffsetMask);
                if (_memory.IsAllocated(physical))
                {
                    Tlb.Hits++;
                    return TranslateStatus.Ok;
                }
            }
        }

        return TranslateSlowly(address, kind, sourceId, out physical);
    }

    private TranslateStatus TranslateSlowly(ulong address, AccessKind kind, ushort sourceId, out ulong physical)
    {
        physical = 0;
        if (!_mmu.IsPowered)
        {
            if (!_reportedPowerOff)
                HardwareChecks.AccessWithoutPower(_simulation, Index, address);

            _reportedPowerOff = true;
            return TranslateStatus.Aborted;
        }

        if (Locked.Contains(address))
        {
            _simulation.Events.Record(HardwareEvents.AccessStalled, (ulong)Index, address);
            return TranslateStatus.Stall;
        }

        if (IsFaulted)
            return TranslateStatus.Fault;

        ref Tlb.Entry entry = ref (IsTranslating ? ref Tlb.Find(address) : ref Unsafe.NullRef<Tlb.Entry>());
        bool hit = !Unsafe.IsNullRef(ref entry);
        if (hit)
        {
            Tlb.Hits++;
            if (!entry.Reported && !entry.IsUnchanged && !IsInvalidationPending(address))
                CheckStale(address, kind, ref entry);
        }

        Translation translation = hit ? entry.Translation : default;
        if (!hit)
        {
            GpuException exception = WalkAndKeep(address, out translation, out ulong faultPhysical);
            if (exception != GpuException.OK)
                return Terminate(new GpuFault(Index, exception, kind, address, sourceId), faultPhysical);
        }

        return Authorize(address, kind, sourceId, in translation, out physical);
    }

    private GpuException WalkAndKeep(ulong address, out Translation translation, out ulong faultPhysical)
    {
        Tlb.Walks++;
        TranslationRegime regime = Regime;
        var walker = new PageTableWalker(_memory, in regime);
        GpuException exception = walker.Walk(address, out translation);
        faultPhysical = walker.FaultPhysicalAddress;
        if (walker.FreedTable != 0)
            HardwareChecks.WalkInFreedTable(_simulation, Index, address, walker.FreedTable, walker.Level);

        if (exception == GpuException.OK && translation.DescriptorAddress != 0)
            Tlb.Insert(address, in translation, _memory);

        return exception;
    }

    private TranslateStatus Authorize(
        ulong address, AccessKind kind, ushort sourceId, in Translation translation, out ulong physical)
    {
        physical = translation.PhysicalBase | (address & ((1UL << translation.SizeShift) - 1));
        if (!translation.Rights.Allow(kind))
        {
            GpuException denied = GpuException.PERM_FAULT_0 + translation.Level;
            return Terminate(new GpuFault(Index, denied, kind, address, sourceId), 0);
        }

        if (!_memory.Contains(physical, 1))
            return Terminate(new GpuFault(Index, GpuException.GPU_BUS_FAULT, kind, address, sourceId), physical);

        ulong page = physical & ~(ulong)(PhysicalMemory.PageSize - 1);
        if (!_memory.IsAllocated(physical) && page != _reportedFreedPage)
        {
            // A loop over a freed page is one finding, not thousands.
            _reportedFreedPage = page;
            HardwareChecks.AccessToFreedPage(_simulation, Index, address, page, kind);
        }

        return TranslateStatus.Ok;
    }

    private TranslateStatus Terminate(GpuFault fault, ulong faultPhysical)
    {
        Fault = fault;
        if (fault.Exception == GpuException.GPU_BUS_FAULT)
        {
            _simulation.Events.Record(HardwareEvents.BusFault, (ulong)Index, faultPhysical);
            HardwareChecks.BusFault(_simulation, fault, faultPhysical);
            _mmu.RaiseBusFault(faultPhysical);
            return TranslateStatus.Fault;
        }

        FaultStatus = fault.Status;
        FaultAddress = fault.Address;
        IsFaulted = true;
        UpdateTranslating();
        _simulation.Events.Record(HardwareEvents.MmuFault, (ulong)Index, fault.Status, fault.Address);
        HardwareChecks.PageFault(_simulation, fault);
        _mmu.Irq.Raise(1u << Index);
        return TranslateStatus.Fault;
    }

    private void CheckStale(ulong address, AccessKind kind, ref Tlb.Entry entry)
    {
        if (!_mmu.ChecksStaleTranslations)
            return;

        TranslationRegime regime = Regime;
        var walker = new PageTableWalker(_memory, in regime);
        GpuException exception = walker.Walk(address, out Translation now);
        if (exception == GpuException.OK && now.SameAs(in entry.Translation))
        {
            // Same answer by another entry (or with other bits that do not matter): remember the new one.
            entry.Set(in now, _memory);
            return;
        }

        entry.Reported = true;
        HardwareChecks.StaleTranslation(_simulation, Index, address, kind, in entry.Translation, exception, in now);
    }
}
