namespace System.Management.Automation;

/// <summary>A property of the .NET object itself.</summary>
public class PSProperty : PSPropertyInfo
{
    private readonly PropertyAccess _access;

    internal PSProperty(PropertyAccess access, object? instance)
    {
        _access = access;
        Instance = instance;
        SetMemberName(access.Name);
    }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.Property;

    /// <inheritdoc/>
    public override bool IsSettable => _access.CanWrite;

    /// <inheritdoc/>
    public override bool IsGettable => _access.CanRead;

    /// <inheritdoc/>
    public override string TypeNameOfValue => _access.Type.FullName ?? _access.Type.Name;

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            try
            {
                return _access.Get(Instance);
            }
            catch (Exception e) when (e is not (PipelineStoppedException or GetValueException))
            {
                throw new GetValueInvocationException("ExceptionWhenGetting", e,
                    $"Exception getting \"{Name}\": \"{e.Message}\"");
            }
        }

        set
        {
            if (!_access.CanWrite) throw NotSettable();
            _access.SetConverted(Instance, value);
        }
    }

    internal PropertyAccess Access => _access;

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSProperty(_access, Instance) { IsInstance = IsInstance };

    /// <inheritdoc/>
    public override string ToString() => _access.Describe();
}
