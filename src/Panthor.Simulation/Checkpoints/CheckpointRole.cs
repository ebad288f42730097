namespace Panthor.Kernel;

/// <summary>What a checkpoint does with an object.</summary>
internal enum CheckpointRole
{
    /// <summary>Nothing: it never changes and leads nowhere, or belongs to no machine.</summary>
    Ignored,

    /// <summary>It never changes, but what it refers to may.</summary>
    Walked,

    /// <summary>Its fields are kept.</summary>
    Saved,

    /// <summary>Its elements are kept.</summary>
    Array,

    /// <summary>It never changes; what it is called on may.</summary>
    Delegate,

    /// <summary>Nobody can bring it back.</summary>
    Refused,
}
