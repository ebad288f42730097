using System;

namespace Panthor.Kernel;

/// <summary>The error of stock async methods that await kernel calls: their builder is not ours.</summary>
internal static class Foreign
{
    internal static NotSupportedException Awaited() =>
        new("Only methods that return KTask may await kernel calls; others run them with Simulation.RunToCompletion.");
}
