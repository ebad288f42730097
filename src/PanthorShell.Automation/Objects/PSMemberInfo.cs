namespace System.Management.Automation;

/// <summary>A member of an object.</summary>
public abstract class PSMemberInfo
{
    /// <summary>Creates the member.</summary>
    protected PSMemberInfo()
    {
    }

    /// <summary>The name.</summary>
    public string Name { get; private protected set; } = string.Empty;

    /// <summary>The value.</summary>
    public abstract object? Value { get; set; }

    /// <summary>Whether it belongs to this object only.</summary>
    public bool IsInstance { get; internal set; }

    /// <summary>The kind.</summary>
    public abstract PSMemberTypes MemberType { get; }

    /// <summary>The name of the type of the value.</summary>
    public abstract string TypeNameOfValue { get; }

    internal bool IsHidden { get; set; }

    /// <summary>The object that a member of the type table is bound to.</summary>
    internal object? Instance { get; set; }

    /// <summary>A copy.</summary>
    public abstract PSMemberInfo Copy();

    /// <summary>A copy of the member for an object.</summary>
    internal virtual PSMemberInfo Bind(object instance)
    {
        PSMemberInfo copy = Copy();
        copy.Instance = instance;
        return copy;
    }

    /// <summary>Sets the name.</summary>
    protected void SetMemberName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }
}
