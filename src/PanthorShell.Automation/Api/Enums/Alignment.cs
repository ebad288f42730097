namespace System.Management.Automation;

/// <summary>How a column is aligned.</summary>
public enum Alignment
{
    /// <summary>Undefined.</summary>
    Undefined = 0,

    /// <summary>Left.</summary>
    Left = 1,

    /// <summary>Center.</summary>
    Center = 2,

    /// <summary>Right.</summary>
    Right = 3,
}
