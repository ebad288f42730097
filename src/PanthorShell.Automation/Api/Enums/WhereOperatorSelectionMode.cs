namespace System.Management.Automation;

/// <summary>The modes of the Where method.</summary>
public enum WhereOperatorSelectionMode
{
    /// <summary>Default.</summary>
    Default = 0,

    /// <summary>First.</summary>
    First = 1,

    /// <summary>Last.</summary>
    Last = 2,

    /// <summary>Skip until.</summary>
    SkipUntil = 3,

    /// <summary>Until.</summary>
    Until = 4,

    /// <summary>Split.</summary>
    Split = 5,
}
