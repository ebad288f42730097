namespace System.Management.Automation;

/// <summary>Names a class as a cmdlet.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CmdletAttribute : CmdletCommonMetadataAttribute
{
    /// <summary>Creates the attribute for the cmdlet <c>verb-noun</c>.</summary>
    public CmdletAttribute(string verbName, string nounName)
    {
        ArgumentException.ThrowIfNullOrEmpty(verbName);
        ArgumentException.ThrowIfNullOrEmpty(nounName);
        VerbName = verbName;
        NounName = nounName;
    }

    /// <summary>The part of the name before the dash.</summary>
    public string VerbName { get; }

    /// <summary>The part of the name after the dash.</summary>
    public string NounName { get; }
}
