using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The parameters that a command makes while it runs.</summary>
public class RuntimeDefinedParameterDictionary : Dictionary<string, RuntimeDefinedParameter>
{
    /// <summary>Creates the empty dictionary.</summary>
    public RuntimeDefinedParameterDictionary()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The help file.</summary>
    public string HelpFile { get; set; } = string.Empty;

    /// <summary>Whatever the command wants to keep.</summary>
    public object? Data { get; set; }
}
