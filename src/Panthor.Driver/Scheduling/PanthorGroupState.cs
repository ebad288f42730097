namespace Panthor.Driver.Scheduling;

/// <summary>What the firmware has of a group (<c>enum panthor_group_state</c>).</summary>
public enum PanthorGroupState
{
    /// <summary>Never was on a slot.</summary>
    Created,

    /// <summary>Is on a slot.</summary>
    Active,

    /// <summary>Was on a slot; its state is in the suspend buffer.</summary>
    Suspended,

    /// <summary>Was terminated; nothing is left to do but to destroy it.</summary>
    Terminated,

    /// <summary>The firmware reported nonsense about it; nothing is left to do but to destroy it.</summary>
    Unknown,
}
