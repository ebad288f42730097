using System.Reflection;

namespace System.Management.Automation;

/// <summary>A property that static methods read and write.</summary>
public class PSCodeProperty : PSPropertyInfo
{
    /// <summary>Creates a property that can be read.</summary>
    public PSCodeProperty(string name, MethodInfo getterCodeReference)
        : this(name, getterCodeReference, null)
    {
    }

    /// <summary>Creates a property.</summary>
    public PSCodeProperty(string name, MethodInfo? getterCodeReference, MethodInfo? setterCodeReference)
    {
        SetMemberName(name);
        if (getterCodeReference is null
            && setterCodeReference is null) throw new PSArgumentException("A method is needed.");
        GetterCodeReference = getterCodeReference;
        SetterCodeReference = setterCodeReference;
    }

    /// <summary>The method that reads; its argument is the object.</summary>
    public MethodInfo? GetterCodeReference { get; }

    /// <summary>The method that writes; its arguments are the object and the value.</summary>
    public MethodInfo? SetterCodeReference { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.CodeProperty;

    /// <inheritdoc/>
    public override bool IsSettable => SetterCodeReference is not null;

    /// <inheritdoc/>
    public override bool IsGettable => GetterCodeReference is not null;

    /// <inheritdoc/>
    public override string TypeNameOfValue => GetterCodeReference?.ReturnType.FullName ?? "System.Object";

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            if (GetterCodeReference is null)
            {
                throw new GetValueException("GetWithoutGetterFromCodePropertyValue", null,
                    $"The property '{Name}' cannot be read.");
            }

            try
            {
                return GetterCodeReference.Invoke(null, [PSObject.AsPSObject(Instance!)]);
            }
            catch (TargetInvocationException e)
            {
                throw new GetValueInvocationException("CatchFromCodePropertyGetTI", e.InnerException,
                    $"Exception getting \"{Name}\": \"{e.InnerException?.Message}\"");
            }
        }

        set
        {
            if (SetterCodeReference is null) throw NotSettable();
            try
            {
                SetterCodeReference.Invoke(null, [PSObject.AsPSObject(Instance!), value]);
            }
            catch (TargetInvocationException e)
            {
                throw new SetValueInvocationException("CatchFromCodePropertySetTI", e.InnerException,
                    $"Exception setting \"{Name}\": \"{e.InnerException?.Message}\"");
            }
        }
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSCodeProperty(Name, GetterCodeReference, SetterCodeReference)
    {
        IsInstance = IsInstance,
        IsHidden = IsHidden,
        Instance = Instance,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{TypeNameOfValue} {Name} {{get={GetterCodeReference?.Name};}}";
}
