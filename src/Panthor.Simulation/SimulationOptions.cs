namespace Panthor.Kernel;

/// <summary>How a <see cref="Simulation"/> is set up.</summary>
public sealed class SimulationOptions
{
    /// <summary>The seed of the default chooser.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Who decides what the machine leaves open; by default a <see cref="FifoChooser"/> with the seed.
    /// </summary>
    public IChooser? Chooser { get; init; }

    /// <summary>How many events the event log keeps.</summary>
    public int EventCapacity { get; init; } = 65536;

    /// <summary>How many lines the kernel log keeps.</summary>
    public int LogCapacity { get; init; } = 16384;

    /// <summary>
    /// After how many scheduling steps a run is stopped with <see cref="StepLimitException"/>; 0 = never.
    /// </summary>
    public long StepLimit { get; init; }

    /// <summary>The name of the machine, for reports.</summary>
    public string Name { get; init; } = "machine";
}
