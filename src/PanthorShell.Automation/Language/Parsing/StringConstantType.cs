namespace System.Management.Automation.Language;

/// <summary>How a string is quoted.</summary>
public enum StringConstantType
{
    /// <summary>In single quotes.</summary>
    SingleQuoted = 0,

    /// <summary>A here-string in single quotes.</summary>
    SingleQuotedHereString = 1,

    /// <summary>In double quotes.</summary>
    DoubleQuoted = 2,

    /// <summary>A here-string in double quotes.</summary>
    DoubleQuotedHereString = 3,

    /// <summary>Not quoted.</summary>
    BareWord = 4,
}
