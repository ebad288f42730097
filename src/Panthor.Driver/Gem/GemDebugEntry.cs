using System;

namespace Panthor.Driver.Gem;

/// <summary>A line of the debugfs file <c>gems</c> (<c>panthor_gem_debugfs_bo_print()</c>).</summary>
/// <param name="CreatedBy">Task that made the buffer, with its number.</param>
/// <param name="GlobalName">Its number for all clients of the primary node; 0 for none.</param>
/// <param name="References">References held.</param>
/// <param name="Evictions">How often the pages were taken away.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ResidentSize">Bytes in memory.</param>
/// <param name="FileOffset">Where in the device file it lies for <c>mmap()</c>.</param>
/// <param name="State">Imported, exported, evicted.</param>
/// <param name="Usage">Who uses it.</param>
/// <param name="Label">Its name; empty if it has none.</param>
/// <param name="IsReclaimable">Whether its pages count as reclaimable.</param>
public sealed record GemDebugEntry(
    string CreatedBy,
    uint GlobalName,
    int References,
    int Evictions,
    ulong Size,
    ulong ResidentSize,
    ulong FileOffset,
    GemStateFlags State,
    GemUsageFlags Usage,
    string Label,
    bool IsReclaimable)
{
    internal static GemDebugEntry Of(PanthorGemObject buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return new GemDebugEntry(
            $"{Comm(buffer.Creator)}/{buffer.CreatorId}",
            buffer.GlobalName,
            buffer.ReferenceCount,
            buffer.ReclaimedCount,
            buffer.Size,
            buffer.Backing.IsNull ? 0 : buffer.Size,
            buffer.MmapOffset,
            buffer.StateFlags,
            buffer.UsageFlags,
            buffer.Label ?? string.Empty,
            buffer.ReclaimState != GemReclaimState.Unreclaimable);
    }

    /// <summary>As much of a task's name as the kernel keeps (<c>TASK_COMM_LEN</c>).</summary>
    internal static string Comm(string name)
    {
        const int TaskCommLen = 16;
        return name.Length < TaskCommLen ? name : name[..(TaskCommLen - 1)];
    }
}
