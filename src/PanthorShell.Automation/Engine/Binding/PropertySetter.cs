using System.Reflection;

namespace System.Management.Automation;

/// <summary>Fast setters of properties.</summary>
internal static class PropertySetter
{
    internal static Action<object, object?> For(PropertyInfo property)
    {
        MethodInfo? setter = property.SetMethod;
        if (setter is null)
        {
            return (_, _) => throw new MetadataException("ParameterWithoutSetter", null,
                $"The parameter '{property.Name}' cannot be set.");
        }

        return (target, value) =>
        {
            try
            {
                property.SetValue(target, value);
            }
            catch (TargetInvocationException e) when (e.InnerException is not null)
            {
                throw new SetValueInvocationException("ExceptionWhenSetting", e.InnerException,
                    $"Exception setting \"{property.Name}\": \"{e.InnerException.Message}\"");
            }
        };
    }
}
