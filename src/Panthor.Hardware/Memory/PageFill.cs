namespace Panthor.Hardware;

/// <summary>What a page holds when it is handed out.</summary>
internal enum PageFill
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>Poison.</summary>
    Poison,

    /// <summary>Whatever was there: the next owner overwrites all of it at once.</summary>
    None,
}
