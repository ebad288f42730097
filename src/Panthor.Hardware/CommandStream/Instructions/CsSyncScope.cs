namespace Panthor.Hardware;

/// <summary>Who is told of a write to a sync object.</summary>
public enum CsSyncScope
{
    /// <summary>The driver and all groups.</summary>
    System = 0,

    /// <summary>The streams of the same group.</summary>
    Group = 2,
}
