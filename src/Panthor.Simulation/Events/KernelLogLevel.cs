namespace Panthor.Kernel;

/// <summary>The levels of the kernel log.</summary>
public enum KernelLogLevel
{
    /// <summary>The machine is unusable.</summary>
    Emergency = 0,

    /// <summary>Action is needed at once.</summary>
    Alert = 1,

    /// <summary>A critical condition.</summary>
    Critical = 2,

    /// <summary>An error.</summary>
    Error = 3,

    /// <summary>A warning.</summary>
    Warning = 4,

    /// <summary>Normal but significant.</summary>
    Notice = 5,

    /// <summary>Information.</summary>
    Info = 6,

    /// <summary>Debugging.</summary>
    Debug = 7,
}
