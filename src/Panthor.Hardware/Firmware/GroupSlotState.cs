namespace Panthor.Hardware;

/// <summary>State of a group slot, as the state field of its interface (CSG_STATE_*).</summary>
public enum GroupSlotState
{
    /// <summary>The group was terminated, or there never was one.</summary>
    Terminated = 0,

    /// <summary>The group was started.</summary>
    Started = 1,

    /// <summary>The group was suspended and has left.</summary>
    Suspended = 2,

    /// <summary>The group was resumed.</summary>
    Resumed = 3,
}
