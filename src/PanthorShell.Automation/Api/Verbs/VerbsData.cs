namespace System.Management.Automation;

/// <summary>Verbs of the group Data.</summary>
public static class VerbsData
{
    /// <summary>Backup.</summary>
    public const string Backup = "Backup";

    /// <summary>Checkpoint.</summary>
    public const string Checkpoint = "Checkpoint";

    /// <summary>Compare.</summary>
    public const string Compare = "Compare";

    /// <summary>Compress.</summary>
    public const string Compress = "Compress";

    /// <summary>Convert.</summary>
    public const string Convert = "Convert";

    /// <summary>ConvertFrom.</summary>
    public const string ConvertFrom = "ConvertFrom";

    /// <summary>ConvertTo.</summary>
    public const string ConvertTo = "ConvertTo";

    /// <summary>Dismount.</summary>
    public const string Dismount = "Dismount";

    /// <summary>Edit.</summary>
    public const string Edit = "Edit";

    /// <summary>Expand.</summary>
    public const string Expand = "Expand";

    /// <summary>Export.</summary>
    public const string Export = "Export";

    /// <summary>Group.</summary>
    public const string Group = "Group";

    /// <summary>Import.</summary>
    public const string Import = "Import";

    /// <summary>Initialize.</summary>
    public const string Initialize = "Initialize";

    /// <summary>Limit.</summary>
    public const string Limit = "Limit";

    /// <summary>Merge.</summary>
    public const string Merge = "Merge";

    /// <summary>Mount.</summary>
    public const string Mount = "Mount";

    /// <summary>Out.</summary>
    public const string Out = "Out";

    /// <summary>Publish.</summary>
    public const string Publish = "Publish";

    /// <summary>Restore.</summary>
    public const string Restore = "Restore";

    /// <summary>Save.</summary>
    public const string Save = "Save";

    /// <summary>Sync.</summary>
    public const string Sync = "Sync";

    /// <summary>Unpublish.</summary>
    public const string Unpublish = "Unpublish";

    /// <summary>Update.</summary>
    public const string Update = "Update";
}
