namespace System.Management.Automation;

/// <summary>Verbs of the group Common.</summary>
public static class VerbsCommon
{
    /// <summary>Add.</summary>
    public const string Add = "Add";

    /// <summary>Clear.</summary>
    public const string Clear = "Clear";

    /// <summary>Close.</summary>
    public const string Close = "Close";

    /// <summary>Copy.</summary>
    public const string Copy = "Copy";

    /// <summary>Enter.</summary>
    public const string Enter = "Enter";

    /// <summary>Exit.</summary>
    public const string Exit = "Exit";

    /// <summary>Find.</summary>
    public const string Find = "Find";

    /// <summary>Format.</summary>
    public const string Format = "Format";

    /// <summary>Get.</summary>
    public const string Get = "Get";

    /// <summary>Hide.</summary>
    public const string Hide = "Hide";

    /// <summary>Join.</summary>
    public const string Join = "Join";

    /// <summary>Lock.</summary>
    public const string Lock = "Lock";

    /// <summary>Move.</summary>
    public const string Move = "Move";

    /// <summary>New.</summary>
    public const string New = "New";

    /// <summary>Open.</summary>
    public const string Open = "Open";

    /// <summary>Optimize.</summary>
    public const string Optimize = "Optimize";

    /// <summary>Pop.</summary>
    public const string Pop = "Pop";

    /// <summary>Push.</summary>
    public const string Push = "Push";

    /// <summary>Redo.</summary>
    public const string Redo = "Redo";

    /// <summary>Remove.</summary>
    public const string Remove = "Remove";

    /// <summary>Rename.</summary>
    public const string Rename = "Rename";

    /// <summary>Reset.</summary>
    public const string Reset = "Reset";

    /// <summary>Resize.</summary>
    public const string Resize = "Resize";

    /// <summary>Search.</summary>
    public const string Search = "Search";

    /// <summary>Select.</summary>
    public const string Select = "Select";

    /// <summary>Set.</summary>
    public const string Set = "Set";

    /// <summary>Show.</summary>
    public const string Show = "Show";

    /// <summary>Skip.</summary>
    public const string Skip = "Skip";

    /// <summary>Split.</summary>
    public const string Split = "Split";

    /// <summary>Step.</summary>
    public const string Step = "Step";

    /// <summary>Switch.</summary>
    public const string Switch = "Switch";

    /// <summary>Undo.</summary>
    public const string Undo = "Undo";

    /// <summary>Unlock.</summary>
    public const string Unlock = "Unlock";

    /// <summary>Watch.</summary>
    public const string Watch = "Watch";
}
