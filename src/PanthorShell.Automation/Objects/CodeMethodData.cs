using System.Reflection;

namespace System.Management.Automation.Runspaces;

/// <summary>A method that is a static .NET method.</summary>
public sealed class CodeMethodData(string name, MethodInfo methodToCall) : TypeMemberData(name)
{
    /// <summary>The method.</summary>
    public MethodInfo CodeReference { get; set; } = methodToCall;

    internal override TypeMemberData Copy() => new CodeMethodData(Name, CodeReference);

    internal override PSMemberInfo ToMember() => new PSCodeMethod(Name, CodeReference);
}
