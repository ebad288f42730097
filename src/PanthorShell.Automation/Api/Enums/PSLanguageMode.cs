namespace System.Management.Automation;

/// <summary>How much of the language may be used.</summary>
public enum PSLanguageMode
{
    /// <summary>Full language.</summary>
    FullLanguage = 0,

    /// <summary>Restricted language.</summary>
    RestrictedLanguage = 1,

    /// <summary>No language.</summary>
    NoLanguage = 2,

    /// <summary>Constrained language.</summary>
    ConstrainedLanguage = 3,
}
