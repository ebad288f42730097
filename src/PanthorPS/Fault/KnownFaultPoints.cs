using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Mmu;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>The places where something can be made to fail, of hardware and driver.</summary>
internal static class KnownFaultPoints
{
    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<FaultPoint> All { get; } =
        [.. HardwareFaultPoints.All.Concat(MmuFaultPoints.All)
            .OrderBy(point => point.Name, StringComparer.Ordinal)];

    /// <summary>The place of a name, whatever its case; null if there is none.</summary>
    public static FaultPoint? Find(string name) =>
        All.FirstOrDefault(point => point.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
