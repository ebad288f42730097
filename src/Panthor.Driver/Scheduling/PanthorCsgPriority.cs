namespace Panthor.Driver.Scheduling;

/// <summary>The priority of a group (<c>enum panthor_csg_priority</c>, as in the uAPI).</summary>
public enum PanthorCsgPriority
{
    /// <summary>Runs when nothing else wants to.</summary>
    Low = 0,

    /// <summary>What anybody may ask for.</summary>
    Medium,

    /// <summary>For privileged clients.</summary>
    High,

    /// <summary>For privileged clients: preempts groups of lower priorities in the middle of a time slice.</summary>
    RealTime,
}
