using System.Collections.Generic;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>The result of a page-table walk with all its steps (a snapshot).</summary>
/// <param name="Address">The virtual address.</param>
/// <param name="PhysicalAddress">Where it leads; 0 if the walk found no page.</param>
/// <param name="Exception">Why a read fails; <see cref="GpuException.OK"/> if it does not.</param>
/// <param name="Level">Level of the entry at which the walk ended.</param>
/// <param name="PageSize">Bytes that the last entry maps; 0 if it maps nothing.</param>
/// <param name="Steps">The entries looked at, from the root.</param>
public sealed record PageWalk(
    ulong Address,
    ulong PhysicalAddress,
    GpuException Exception,
    int Level,
    ulong PageSize,
    IReadOnlyList<PageWalkStep> Steps)
{
    /// <summary>True if the walk reached a leaf that a read may use.</summary>
    public bool Succeeded => Exception == GpuException.OK;

    /// <summary>The entry at which the walk ended; default if no table was read.</summary>
    public PageDescriptor Leaf => Steps.Count == 0 ? default : Steps[^1].Descriptor;

    /// <inheritdoc/>
    public override string ToString() => Succeeded
        ? string.Create(CultureInfo.InvariantCulture, $"0x{Address:x} -> 0x{PhysicalAddress:x}")
        : string.Create(CultureInfo.InvariantCulture, $"0x{Address:x}: {Exception} at level {Level}");
}
