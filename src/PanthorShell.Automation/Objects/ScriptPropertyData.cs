namespace System.Management.Automation.Runspaces;

/// <summary>A property that scripts read and write.</summary>
public sealed class ScriptPropertyData : TypeMemberData
{
    /// <summary>Creates a property that can be read.</summary>
    public ScriptPropertyData(string name, ScriptBlock getScriptBlock)
        : this(name, getScriptBlock, null)
    {
    }

    /// <summary>Creates a property.</summary>
    public ScriptPropertyData(string name, ScriptBlock? getScriptBlock, ScriptBlock? setScriptBlock)
        : base(name)
    {
        GetScriptBlock = getScriptBlock;
        SetScriptBlock = setScriptBlock;
    }

    /// <summary>The script that reads.</summary>
    public ScriptBlock? GetScriptBlock { get; set; }

    /// <summary>The script that writes.</summary>
    public ScriptBlock? SetScriptBlock { get; set; }

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden { get; set; }

    internal override TypeMemberData Copy() =>
        new ScriptPropertyData(Name, GetScriptBlock, SetScriptBlock) { IsHidden = IsHidden };

    internal override PSMemberInfo ToMember() =>
        new PSScriptProperty(Name, GetScriptBlock, SetScriptBlock) { IsHidden = IsHidden };
}
