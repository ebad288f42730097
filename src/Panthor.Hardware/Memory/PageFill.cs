namespace Panthor.Hardware;

/// <summary>What a page holds when it is handed out.</summary>
public enum PageFill
{
    /// <summary>Zeros, at once: whoever keeps a pointer to all of the memory may read it.</summary>
    Zero,

    /// <summary>Zeros, but cleared only when somebody first reaches for it: many pages are overwritten or never touched.
    /// </summary>
    ZeroOnTouch,

    /// <summary><see cref="PhysicalMemory.PoisonByte"/>.</summary>
    Poison,

    /// <summary>Whatever was there: the next owner overwrites all of it at once.</summary>
    None,
}
