namespace PanthorPS;

/// <summary>What a range of a VM's address space shows.</summary>
public enum GpuVmRangeKind
{
    /// <summary>Nothing: an access there is a fault.</summary>
    Hole,

    /// <summary>A part of a buffer.</summary>
    Buffer,

    /// <summary>The client's dummy object, over and over.</summary>
    Sparse,
}
