namespace System.Management.Automation;

/// <summary>What becomes of escape sequences in the output.</summary>
public enum OutputRendering
{
    /// <summary>They stay where the host shows them, and go elsewhere.</summary>
    Host = 0,

    /// <summary>They go.</summary>
    PlainText = 1,

    /// <summary>They stay.</summary>
    Ansi = 2,
}
