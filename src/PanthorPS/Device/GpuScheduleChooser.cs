using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Who decides what a machine leaves open, by the schedule's name.</summary>
internal static class GpuScheduleChooser
{
    /// <summary>A fresh chooser.</summary>
    internal static IChooser New(GpuSchedule schedule, ulong seed) => schedule switch
    {
        GpuSchedule.Random => new RandomChooser(seed),
        GpuSchedule.Pct => new PctChooser(seed),
        _ => new FifoChooser(seed),
    };
}
