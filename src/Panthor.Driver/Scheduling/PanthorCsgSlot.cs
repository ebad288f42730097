namespace Panthor.Driver.Scheduling;

/// <summary>A place for a group in the firmware (<c>struct panthor_csg_slot</c>).</summary>
public sealed class PanthorCsgSlot
{
    internal PanthorCsgSlot(int index)
    {
        Index = index;
    }

    /// <summary>Its number.</summary>
    public int Index { get; }

    /// <summary>The group on it, or null.</summary>
    public PanthorGroup? Group { get; internal set; }

    /// <summary>Its priority among the slots, 0 to 15, as the firmware last confirmed it.</summary>
    public uint Priority { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"CSG slot {Index}";
}
