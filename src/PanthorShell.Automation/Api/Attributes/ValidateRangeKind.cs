namespace System.Management.Automation;

/// <summary>Ranges that have a name.</summary>
public enum ValidateRangeKind
{
    /// <summary>Greater than 0.</summary>
    Positive,

    /// <summary>Greater than or equal to 0.</summary>
    NonNegative,

    /// <summary>Less than 0.</summary>
    Negative,

    /// <summary>Less than or equal to 0.</summary>
    NonPositive,
}
