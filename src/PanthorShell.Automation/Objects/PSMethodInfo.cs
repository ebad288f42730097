using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A method of an object.</summary>
public abstract class PSMethodInfo : PSMemberInfo
{
    /// <summary>Creates the method.</summary>
    protected PSMethodInfo()
    {
    }

    /// <summary>The signatures.</summary>
    public abstract Collection<string> OverloadDefinitions { get; }

    /// <summary>The method itself; cannot be set.</summary>
    public sealed override object? Value
    {
        get => this;
        set => throw new ExtendedTypeSystemException("CannotChangePSMethodInfoValue", null,
            "The value of a method cannot be changed.");
    }

    /// <summary>Calls the method.</summary>
    public abstract object? Invoke(params object?[] arguments);
}
