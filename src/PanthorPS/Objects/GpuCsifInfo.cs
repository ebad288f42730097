using System.Collections.Generic;

namespace PanthorPS;

/// <summary>The command stream interface of the firmware (drm_panthor_csif_info). A snapshot.</summary>
public sealed class GpuCsifInfo
{
    internal GpuCsifInfo(IReadOnlyDictionary<string, object> fields)
    {
        CsgSlots = (uint)fields["csg_slot_count"];
        CsSlots = (uint)fields["cs_slot_count"];
        CsRegisters = (uint)fields["cs_reg_count"];
        Scoreboards = (uint)fields["scoreboard_slot_count"];
        UnpreservedCsRegisters = (uint)fields["unpreserved_cs_reg_count"];
    }

    /// <summary>Slots for groups (csg_slot_count).</summary>
    public uint CsgSlots { get; }

    /// <summary>Command streams of a group (cs_slot_count).</summary>
    public uint CsSlots { get; }

    /// <summary>Registers of a command stream (cs_reg_count).</summary>
    public uint CsRegisters { get; }

    /// <summary>Scoreboard entries of a command stream (scoreboard_slot_count).</summary>
    public uint Scoreboards { get; }

    /// <summary>How many of the last registers the driver overwrites (unpreserved_cs_reg_count).</summary>
    public uint UnpreservedCsRegisters { get; }
}
