namespace Panthor.Hardware;

/// <summary>What STORE_STATE writes.</summary>
public enum CsStoredState
{
    /// <summary>GPU_TIMESTAMP.</summary>
    Timestamp = 0,

    /// <summary>GPU_CYCLE_COUNT.</summary>
    CycleCount = 1,

    /// <summary>How often the cycle counter was interrupted: always 0, it never is.</summary>
    DisjointCount = 2,

    /// <summary>1 while the stream is in error state.</summary>
    ErrorStatus = 3,
}
