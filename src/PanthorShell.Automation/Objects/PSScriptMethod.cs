using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A method that is a script.</summary>
public class PSScriptMethod : PSMethodInfo
{
    /// <summary>Creates the method.</summary>
    public PSScriptMethod(string name, ScriptBlock script)
    {
        SetMemberName(name);
        ArgumentNullException.ThrowIfNull(script);
        Script = script;
    }

    /// <summary>The script; <c>$this</c> is the object.</summary>
    public ScriptBlock Script { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.ScriptMethod;

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Object";

    /// <inheritdoc/>
    public override Collection<string> OverloadDefinitions => [ToString()];

    /// <inheritdoc/>
    public override object? Invoke(params object?[] arguments)
    {
        try
        {
            return Script.InvokeWithThis(Instance, arguments);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new MethodInvocationException("ScriptMethodRuntimeException", e,
                $"Exception calling \"{Name}\" with \"{arguments.Length}\" argument(s): \"{e.Message}\"");
        }
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() =>
        new PSScriptMethod(Name, Script) { IsInstance = IsInstance, Instance = Instance, IsHidden = IsHidden };

    /// <inheritdoc/>
    public override string ToString() => $"{TypeNameOfValue} {Name}();";
}
