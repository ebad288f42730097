namespace PanthorPS;

/// <summary>How far the firmware is with a group.</summary>
public enum GpuGroupState
{
    /// <summary>It never was on a slot.</summary>
    Created,

    /// <summary>It is on a slot.</summary>
    Active,

    /// <summary>It was on a slot; its state is in its suspend buffer.</summary>
    Suspended,

    /// <summary>It was ended and runs no more.</summary>
    Terminated,

    /// <summary>The firmware did not tell any sense of it; it runs no more.</summary>
    Unknown,
}
