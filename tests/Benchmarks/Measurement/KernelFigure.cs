using System.Collections.Generic;

namespace Benchmarks.Measurement;

/// <summary>What the kernel's C took for a phase, in ns per unit, and our goal as a ratio.</summary>
/// <param name="Median">Median.</param>
/// <param name="Best">Best.</param>
/// <param name="Goal">Largest ratio to the median that we want.</param>
internal readonly record struct KernelFigure(double Median, double Best, double Goal)
{
    /// <summary>The figures of design.md, section 11.</summary>
    public static IReadOnlyDictionary<string, KernelFigure> ByPhase { get; } = new Dictionary<string, KernelFigure>
    {
        ["W1.map_4k_x512"] = new(1.23, 1.22, 1),
        ["W1.unmap_4k_x512"] = new(0.92, 0.92, 1),
        ["W1.map_4k_x1_warm_tables"] = new(16, 15.8, 1),
        ["W1.unmap_4k_x1"] = new(14.4, 13.8, 1),
        ["W2.map_2m_x512"] = new(1.75, 1.67, 1),
        ["W2.unmap_2m_x512"] = new(1.22, 1.18, 1),
        ["W3.map_cold_tables"] = new(107, 101, 1),
        ["W3.unmap"] = new(96, 91, 1),
        ["W4.walk"] = new(30.6, 27.9, 0.7),
        ["W5.sm_ops_1k"] = new(310, 292, 1),
        ["W5.sm_ops_100k"] = new(1379, 1032, 1),
        ["W5.sm_ops_1m"] = new(2702, 2368, 0.5),
        ["W6.core"] = new(1249, 995, 0.7),
        ["W6.sync_op_full"] = new(1425, 1124, 0.7),
        ["W7.bind_full"] = new(312, 283, 0.8),
        ["W7.unbind_full"] = new(235, 201, 0.8),
    };
}
