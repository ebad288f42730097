namespace PanthorPS;

/// <summary>The priority of a group.</summary>
public enum GpuGroupPriority
{
    /// <summary>Runs when nothing else wants to.</summary>
    Low = 0,

    /// <summary>What any client may ask for.</summary>
    Medium = 1,

    /// <summary>For privileged clients.</summary>
    High = 2,

    /// <summary>For privileged clients: preempts other groups in the middle of their time slice.</summary>
    RealTime = 3,
}
