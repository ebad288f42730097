using System.Globalization;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>Reads and writes a property or field of a .NET type.</summary>
internal sealed class PropertyAccess
{
    private readonly PropertyInfo? _property;
    private readonly FieldInfo? _field;

    internal PropertyAccess(MemberInfo member)
    {
        _property = member as PropertyInfo;
        _field = member as FieldInfo;
        Name = member.Name;
        Type = _property?.PropertyType ?? _field!.FieldType;
        CanRead = _property is null || _property.GetMethod is { IsPublic: true };
        CanWrite = _property is null
            ? !_field!.IsInitOnly && !_field.IsLiteral
            : _property.SetMethod is { IsPublic: true } setter && !IsInitOnly(setter);
        IsStatic = _property is null ? _field!.IsStatic : (_property.GetMethod ?? _property.SetMethod)!.IsStatic;
        IsHidden = member.IsDefined(typeof(HiddenAttribute), inherit: false);
    }

    internal string Name { get; }

    internal Type Type { get; }

    internal bool CanRead { get; }

    internal bool CanWrite { get; }

    internal bool IsStatic { get; }

    internal bool IsHidden { get; }

    internal Type DeclaringType => (_property as MemberInfo ?? _field!).DeclaringType!;

    internal object? Get(object? instance)
    {
        if (!CanRead)
        {
            throw new GetValueException("GetWithoutGetterException", null,
                $"Cannot get property value because \"{Name}\" is a write-only property.");
        }

        try
        {
            object? target = IsStatic ? null : PSObject.Base(instance);
            return _property is null ? _field!.GetValue(target) : _property.GetValue(target);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new GetValueInvocationException("ExceptionWhenGetting", e.InnerException,
                $"Exception getting \"{Name}\": \"{e.InnerException.Message}\"");
        }
    }

    internal void SetConverted(object? instance, object? value)
    {
        object? converted;
        try
        {
            converted = LanguagePrimitives.ConvertTo(value, Type, CultureInfo.InvariantCulture);
        }
        catch (InvalidCastException e)
        {
            throw new SetValueInvocationException("ExceptionWhenSetting", e,
                $"Exception setting \"{Name}\": \"{e.Message}\"");
        }

        try
        {
            object? target = IsStatic ? null : PSObject.Base(instance);
            if (_property is null) _field!.SetValue(target, converted);
            else _property.SetValue(target, converted);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new SetValueInvocationException("ExceptionWhenSetting", e.InnerException,
                $"Exception setting \"{Name}\": \"{e.InnerException.Message}\"");
        }
    }

    internal string Describe() => $"{(IsStatic ? "static " : string.Empty)}{TypeDisplay.Name(Type)} {Name} {{"
        + (CanRead ? "get;" : string.Empty) + (CanWrite ? "set;" : string.Empty) + "}";

    private static bool IsInitOnly(MethodInfo setter) => Array.Exists(
        setter.ReturnParameter.GetRequiredCustomModifiers(), static m => m.Name == "IsExternalInit");
}
