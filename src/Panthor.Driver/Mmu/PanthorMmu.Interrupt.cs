using System.Globalization;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>The page fault interrupt.</content>
public sealed partial class PanthorMmu
{
    // Bits 31:16 say that a command is complete; they stay masked.
    private const uint FaultBits = 0xFFFF;

    /// <summary>Handles page faults: reports each, clears it and disables its address space.</summary>
    /// <param name="status">Pending interrupts.</param>
    /// <remarks>C: panthor_mmu_irq_handler, the threaded half.</remarks>
    internal async KTask HandleIrqAsync(uint status)
    {
        status &= FaultBits;
        bool hasFaults = status != 0;
        while (status != 0)
        {
            int index = BitOperations.TrailingZeroCount(status);
            uint mask = FaultMask(index);
            uint slot = (uint)index;
            uint faultStatus = Registers.Read(GpuRegisters.AS_FAULTSTATUS(slot));
            ulong addr = Registers.Read64(GpuRegisters.AS_FAULTADDRESS(slot));

            await SlotsLock.LockAsync();
            FaultyMask |= mask;
            Sim.Events.Record(MmuEvents.Fault, slot, addr, faultStatus);
            Device.Log.Error(FaultReport(index, addr, faultStatus));
            Irq.Registers.Write(PanthorIrq.INT_CLEAR, mask);
            if (_slots[index] is { } vm)
                vm.UnhandledFault = true;
            await AsDisableAsync(index, false);
            SlotsLock.Unlock();
            status &= ~mask;
        }

        if (hasFaults)
            Device.Scheduler?.ReportMmuFault();
    }

    /// <summary>The text about a fault, as the kernel writes it.</summary>
    internal static string FaultReport(int index, ulong addr, uint faultStatus)
    {
        uint exceptionType = faultStatus & 0xFF;
        uint accessType = (faultStatus >> 8) & 0x3;
        uint sourceId = faultStatus >> 16;
        string decoded = (faultStatus & (1 << 10)) != 0 ? "DECODER FAULT" : "SLAVE FAULT";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Unhandled Page fault in AS{index} at VA 0x{addr:X16}
            raw fault status: 0x{faultStatus:X}
            decoded fault status: {decoded}
            exception type 0x{exceptionType:X}: {PanthorException.Name(exceptionType)}
            access type 0x{accessType:X}: {AccessTypeName(accessType)}
            source id 0x{sourceId:X}
            """);
    }

    /// <summary>C: access_type_name.</summary>
    private static string AccessTypeName(uint accessType) => accessType switch
    {
        GpuRegisters.AS_FAULTSTATUS_ACCESS_TYPE_ATOMIC >> 8 => "ATOMIC",
        GpuRegisters.AS_FAULTSTATUS_ACCESS_TYPE_EX >> 8 => "EXECUTE",
        GpuRegisters.AS_FAULTSTATUS_ACCESS_TYPE_READ >> 8 => "READ",
        _ => "WRITE",
    };
}
