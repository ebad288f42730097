namespace PanthorPS;

/// <summary>What a word in a view means to the person who reads it.</summary>
internal enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>It works, it is there.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Bad,

    /// <summary>Nothing is there, or it matters less.</summary>
    Faint,
}
