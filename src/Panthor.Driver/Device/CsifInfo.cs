namespace Panthor.Driver.Device;

/// <summary>What the command stream interface has (<c>struct drm_panthor_csif_info</c>).</summary>
public sealed class CsifInfo
{
    /// <summary>Command stream group slots (<c>csg_slot_count</c>).</summary>
    public uint CsgSlotCount { get; internal set; }

    /// <summary>Command stream slots of a group (<c>cs_slot_count</c>).</summary>
    public uint CsSlotCount { get; internal set; }

    /// <summary>Registers of a command stream (<c>cs_reg_count</c>).</summary>
    public uint CsRegCount { get; internal set; }

    /// <summary>Scoreboard slots (<c>scoreboard_slot_count</c>).</summary>
    public uint ScoreboardSlotCount { get; internal set; }

    /// <summary>Registers at the end that the kernel's part of a job overwrites (<c>unpreserved_cs_reg_count</c>).</summary>
    public uint UnpreservedCsRegCount { get; internal set; }
}
