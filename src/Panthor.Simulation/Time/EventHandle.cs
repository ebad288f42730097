namespace Panthor.Kernel;

/// <summary>Names a scheduled event, so that it can be cancelled. The default value names none.</summary>
public readonly record struct EventHandle
{
    internal EventHandle(int slot, int generation)
    {
        Slot = slot;
        Generation = generation;
    }

    internal int Slot { get; }

    internal int Generation { get; }
}
