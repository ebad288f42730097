namespace PanthorPS;

/// <summary>How bytes are read as values, or values written as bytes. Little endian, as the GPU.</summary>
public enum GpuDataType
{
    /// <summary>One byte a value.</summary>
    Byte,

    /// <summary>Four bytes a value.</summary>
    UInt32,

    /// <summary>Eight bytes a value.</summary>
    UInt64,
}
