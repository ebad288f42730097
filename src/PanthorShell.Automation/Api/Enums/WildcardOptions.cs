namespace System.Management.Automation;

/// <summary>The options of a wildcard pattern.</summary>
[Flags]
public enum WildcardOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Compiled.</summary>
    Compiled = 1,

    /// <summary>Ignore case.</summary>
    IgnoreCase = 2,

    /// <summary>Culture invariant.</summary>
    CultureInvariant = 4,
}
