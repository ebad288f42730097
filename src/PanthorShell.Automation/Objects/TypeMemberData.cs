namespace System.Management.Automation.Runspaces;

/// <summary>A member of type data.</summary>
public abstract class TypeMemberData
{
    internal TypeMemberData(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; protected set; }

    internal abstract TypeMemberData Copy();

    internal abstract PSMemberInfo ToMember();
}
