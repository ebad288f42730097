namespace System.Management.Automation;

/// <summary>Verbs of the group Other.</summary>
public static class VerbsOther
{
    /// <summary>Use.</summary>
    public const string Use = "Use";
}
