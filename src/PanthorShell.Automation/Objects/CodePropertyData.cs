using System.Reflection;

namespace System.Management.Automation.Runspaces;

/// <summary>A property that static methods read and write.</summary>
public sealed class CodePropertyData : TypeMemberData
{
    /// <summary>Creates a property that can be read.</summary>
    public CodePropertyData(string name, MethodInfo getMethod)
        : this(name, getMethod, null)
    {
    }

    /// <summary>Creates a property.</summary>
    public CodePropertyData(string name, MethodInfo? getMethod, MethodInfo? setMethod)
        : base(name)
    {
        GetCodeReference = getMethod;
        SetCodeReference = setMethod;
    }

    /// <summary>The method that reads.</summary>
    public MethodInfo? GetCodeReference { get; set; }

    /// <summary>The method that writes.</summary>
    public MethodInfo? SetCodeReference { get; set; }

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden { get; set; }

    internal override TypeMemberData Copy() =>
        new CodePropertyData(Name, GetCodeReference, SetCodeReference) { IsHidden = IsHidden };

    internal override PSMemberInfo ToMember() =>
        new PSCodeProperty(Name, GetCodeReference, SetCodeReference) { IsHidden = IsHidden };
}
