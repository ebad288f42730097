namespace System.Management.Automation.Internal;

/// <summary>The base of the attributes that the parameter binder reads.</summary>
[AttributeUsage(AttributeTargets.All)]
public abstract class ParsingBaseAttribute : CmdletMetadataAttribute
{
}
