namespace System.Management.Automation;

/// <summary>Makes a function an advanced one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CmdletBindingAttribute : CmdletCommonMetadataAttribute
{
    /// <summary>Whether parameters without a declared position get one in order of declaration.</summary>
    public bool PositionalBinding { get; set; } = true;
}
