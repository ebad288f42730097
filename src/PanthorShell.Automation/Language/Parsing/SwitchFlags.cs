namespace System.Management.Automation.Language;

/// <summary>The options of a switch statement.</summary>
[Flags]
public enum SwitchFlags
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary>`-File`: the values are the lines of a file.</summary>
    File = 1,

    /// <summary>`-Regex`: the conditions are regular expressions.</summary>
    Regex = 2,

    /// <summary>`-Wildcard`: the conditions are wildcard patterns.</summary>
    Wildcard = 4,

    /// <summary>`-Exact`: the conditions are compared as they are.</summary>
    Exact = 8,

    /// <summary>`-CaseSensitive`: case matters.</summary>
    CaseSensitive = 16,
}
