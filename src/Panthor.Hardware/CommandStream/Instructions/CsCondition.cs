namespace Panthor.Hardware;

/// <summary>Conditions of BRANCH (signed, against 0) and of SYNC_WAIT (unsigned, against a register).</summary>
public enum CsCondition
{
    /// <summary>Less or equal.</summary>
    LE = 0,

    /// <summary>Greater.</summary>
    GT = 1,

    /// <summary>Equal.</summary>
    EQ = 2,

    /// <summary>Not equal.</summary>
    NE = 3,

    /// <summary>Less.</summary>
    LT = 4,

    /// <summary>Greater or equal.</summary>
    GE = 5,

    /// <summary>Always.</summary>
    ALWAYS = 6,
}
