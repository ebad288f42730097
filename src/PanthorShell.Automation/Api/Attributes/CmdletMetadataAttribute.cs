namespace System.Management.Automation.Internal;

/// <summary>The base of all attributes that describe a command.</summary>
[AttributeUsage(AttributeTargets.All)]
public abstract class CmdletMetadataAttribute : Attribute
{
}
