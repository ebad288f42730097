using System;
using System.Globalization;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The findings of the hardware's checkers, in words.</summary>
internal static class HardwareChecks
{
    public static void Report(Simulation simulation, FindingKind kind, string title, string report) =>
        simulation.Report(kind, title, report);

    public static void CommandWhileActive(Simulation simulation, int space, uint command, uint pending) => Report(
        simulation,
        FindingKind.Warn,
        Text($"AS{space}: {CommandName(command)} written while {CommandName(pending)} is under way"),
        "AS_STATUS.AS_ACTIVE was set; the hardware ignored the command. Wait for AS_ACTIVE to clear first.");

    public static void AccessWithoutPower(Simulation simulation, int space, ulong address) => Report(
        simulation,
        FindingKind.Warn,
        Text($"AS{space}: GPU access to 0x{address:x} while the L2 cache has no power"),
        "The access went nowhere. Set the bits of L2_PRESENT in L2_PWRON and wait for L2_READY first.");

    public static void RegisterWithoutPower(Simulation simulation, string access, uint offset) => Report(
        simulation,
        FindingKind.Warn,
        Text($"register {access} at 0x{offset:x} while the GPU has no power"),
        "The access went nowhere; on a real board it ends in an external abort. Hold a reference to the device's "
            + "runtime power management meanwhile.");

    public static void PageFault(Simulation simulation, GpuFault fault) => Report(
        simulation,
        FindingKind.GpuPageFault,
        fault.ToString(),
        Text($"raw fault status: 0x{fault.Status:X}, source id 0x{fault.SourceId:X}\n")
            + "The access was terminated; the address space stays faulted until its next UPDATE.");

    public static void BusFault(Simulation simulation, GpuFault fault, ulong physicalAddress) => Report(
        simulation,
        FindingKind.GpuPageFault,
        fault.ToString(),
        Text($"Physical address 0x{physicalAddress:x} is no memory; the access was terminated."));

    public static void WalkInFreedTable(
        Simulation simulation, int space, ulong address, ulong descriptorAddress, int level) => Report(
            simulation,
            FindingKind.BadPage,
            Text($"AS{space}: page-table walk for 0x{address:x} reads a freed table at 0x{descriptorAddress:x}"),
            Text($"The walk, which ended at level {level}, read an entry of a table page that nobody owns. The table ")
                + "was freed while the address space still pointed to it.");

    public static void AccessToFreedPage(
        Simulation simulation, int space, ulong address, ulong page, AccessKind kind) => Report(
            simulation,
            FindingKind.BadPage,
            Text($"AS{space}: GPU {kind} of the freed page at 0x{page:x} (va 0x{address:x})"),
            "The page was given back to the allocator while the GPU could still reach it. Reads give poison, writes "
                + "are lost; on real hardware they would hit the page's next owner.");

    public static void StaleTranslation(
        Simulation simulation,
        int space,
        ulong address,
        AccessKind kind,
        in Translation cached,
        GpuException exception,
        in Translation now)
    {
        string current = exception == GpuException.OK
            ? Text($"0x{now.PhysicalBase:x} ({now.Rights})")
            : exception.ToString();
        Report(
            simulation,
            FindingKind.StaleTranslation,
            Text($"AS{space}: GPU {kind} of 0x{address:x} used a stale translation"),
            Text($"TLB: 0x{cached.PhysicalBase:x} ({cached.Rights}), from 0x{cached.Raw:x16} at ")
                + Text($"0x{cached.DescriptorAddress:x}\nTables: {current}\n")
                + "No command that would drop the entry was under way: a LOCK before the change, or a FLUSH or UNLOCK "
                + "after it, is missing.");
    }

    public static string CommandName(uint command) => command switch
    {
        GpuRegisters.AS_COMMAND_NOP => "NOP",
        GpuRegisters.AS_COMMAND_UPDATE => "UPDATE",
        GpuRegisters.AS_COMMAND_LOCK => "LOCK",
        GpuRegisters.AS_COMMAND_UNLOCK => "UNLOCK",
        GpuRegisters.AS_COMMAND_FLUSH_PT => "FLUSH_PT",
        GpuRegisters.AS_COMMAND_FLUSH_MEM => "FLUSH_MEM",
        _ => Text($"command 0x{command:x}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
