namespace PanthorPS;

/// <summary>Where the contents of a page of a buffer are.</summary>
public enum BackingPageState
{
    /// <summary>Nowhere: it was never needed, and would be zero.</summary>
    Absent,

    /// <summary>In memory.</summary>
    Resident,

    /// <summary>In swap.</summary>
    Swapped,
}
