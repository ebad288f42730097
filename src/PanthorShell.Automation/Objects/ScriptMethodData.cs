namespace System.Management.Automation.Runspaces;

/// <summary>A method that is a script.</summary>
public sealed class ScriptMethodData(string name, ScriptBlock scriptToInvoke) : TypeMemberData(name)
{
    /// <summary>The script.</summary>
    public ScriptBlock Script { get; set; } = scriptToInvoke;

    internal override TypeMemberData Copy() => new ScriptMethodData(Name, Script);

    internal override PSMemberInfo ToMember() => new PSScriptMethod(Name, Script);
}
