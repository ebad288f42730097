namespace PanthorPS;

/// <summary>How is decided what a real machine leaves open: who runs next, how long hardware takes.</summary>
public enum GpuSchedule
{
    /// <summary>First come, first served; nothing preempts.</summary>
    Fifo,

    /// <summary>Drawn at random from the device's seed; tasks preempt each other.</summary>
    Random,

    /// <summary>
    /// By priorities drawn from the device's seed, with a few sudden changes (probabilistic concurrency testing): finds
    /// rare orderings in fewer runs than Random.
    /// </summary>
    Pct,
}
