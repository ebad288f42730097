using System.Collections.ObjectModel;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>A method of the .NET object itself.</summary>
public class PSMethod : PSMethodInfo
{
    private readonly MethodInfo[] _methods;

    internal PSMethod(string name, MethodInfo[] methods, object? instance)
    {
        SetMemberName(name);
        _methods = methods;
        Instance = instance;
    }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.Method;

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Management.Automation.PSMethod";

    /// <inheritdoc/>
    public override Collection<string> OverloadDefinitions
    {
        get
        {
            Collection<string> result = [];
            foreach (MethodInfo method in _methods) result.Add(TypeDisplay.Method(method));
            return result;
        }
    }

    internal MethodInfo[] Methods => _methods;

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSMethod(Name, _methods, Instance);

    /// <inheritdoc/>
    public override object? Invoke(params object?[] arguments) =>
        MethodInvoker.Invoke(_methods, Name, Instance, arguments);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", OverloadDefinitions);
}
