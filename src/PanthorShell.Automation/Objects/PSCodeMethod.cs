using System.Collections.ObjectModel;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>A method that is a static .NET method with the object as its first argument.</summary>
public class PSCodeMethod : PSMethodInfo
{
    /// <summary>Creates the method.</summary>
    public PSCodeMethod(string name, MethodInfo codeReference)
    {
        SetMemberName(name);
        ArgumentNullException.ThrowIfNull(codeReference);
        CodeReference = codeReference;
    }

    /// <summary>The static method.</summary>
    public MethodInfo CodeReference { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.CodeMethod;

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Management.Automation.PSCodeMethod";

    /// <inheritdoc/>
    public override Collection<string> OverloadDefinitions => [TypeDisplay.Method(CodeReference)];

    /// <inheritdoc/>
    public override object? Invoke(params object?[] arguments) => MethodInvoker.Invoke([CodeReference], Name, null,
        [PSObject.AsPSObject(Instance!), .. arguments]);

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSCodeMethod(Name, CodeReference)
    {
        IsInstance = IsInstance,
        Instance = Instance,
    };

    /// <inheritdoc/>
    public override string ToString() => TypeDisplay.Method(CodeReference);
}
