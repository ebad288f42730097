namespace System.Management.Automation;

/// <summary>The member <c>psobject</c>: the wrapper itself.</summary>
internal sealed class PSMemberSetProxy : PSMemberInfo
{
    private readonly PSObject _owner;

    internal PSMemberSetProxy(string name, PSObject owner)
    {
        SetMemberName(name);
        _owner = owner;
    }

    public override PSMemberTypes MemberType => PSMemberTypes.MemberSet;

    public override string TypeNameOfValue => "System.Management.Automation.PSObject";

    public override object? Value
    {
        // The wrapper is handed out inside another one, so that its own .NET members are seen.
        get => new PSObjectView(_owner);
        set => throw new ExtendedTypeSystemException("CannotSetMemberSetValue", null, "A member set cannot be set.");
    }

    public override PSMemberInfo Copy() => new PSMemberSetProxy(Name, _owner);
}
