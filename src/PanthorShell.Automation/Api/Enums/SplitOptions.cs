namespace System.Management.Automation;

/// <summary>The options of the -split operator.</summary>
[Flags]
public enum SplitOptions
{
    /// <summary>Simple match.</summary>
    SimpleMatch = 1,

    /// <summary>Regex match.</summary>
    RegexMatch = 2,

    /// <summary>Culture invariant.</summary>
    CultureInvariant = 4,

    /// <summary>Ignore pattern whitespace.</summary>
    IgnorePatternWhitespace = 8,

    /// <summary>Multiline.</summary>
    Multiline = 16,

    /// <summary>Singleline.</summary>
    Singleline = 32,

    /// <summary>Ignore case.</summary>
    IgnoreCase = 64,

    /// <summary>Explicit capture.</summary>
    ExplicitCapture = 128,
}
