namespace System.Management.Automation;

/// <summary>A property of an object.</summary>
public abstract class PSPropertyInfo : PSMemberInfo
{
    /// <summary>Creates the property.</summary>
    protected PSPropertyInfo()
    {
    }

    /// <summary>Whether it can be written.</summary>
    public abstract bool IsSettable { get; }

    /// <summary>Whether it can be read.</summary>
    public abstract bool IsGettable { get; }

    internal SetValueException NotSettable() => new("PropertyIsReadOnly", null,
        $"'{Name}' is a ReadOnly property.");
}
