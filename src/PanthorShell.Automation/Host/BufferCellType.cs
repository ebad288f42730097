namespace System.Management.Automation.Host;

/// <summary>Which half of a character a cell holds.</summary>
public enum BufferCellType
{
    /// <summary>Complete.</summary>
    Complete = 0,

    /// <summary>Leading.</summary>
    Leading = 1,

    /// <summary>Trailing.</summary>
    Trailing = 2,
}
