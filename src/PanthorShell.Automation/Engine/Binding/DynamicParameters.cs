using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation;

/// <summary>The parameters that an object with dynamic parameters stands for.</summary>
internal static class DynamicParameters
{
    internal static IEnumerable<BindableParameter>? Of(object? source) => PSObject.Base(source) switch
    {
        null => null,
        RuntimeDefinedParameterDictionary dictionary => FromDictionary(dictionary),
        object other => [.. ParameterSchema.PropertiesOf(other.GetType(), ParameterTarget.Dynamic)],
    };

    private static List<BindableParameter>? FromDictionary(RuntimeDefinedParameterDictionary dictionary)
    {
        List<BindableParameter> result = [];
        foreach (RuntimeDefinedParameter parameter in dictionary.Values)
        {
            if (!parameter.Attributes.Any(static a =>
                a is ParameterAttribute)) parameter.Attributes.Add(new ParameterAttribute());
            result.Add(new BindableParameter(parameter.Name, parameter.ParameterType, parameter.Attributes,
                ParameterTarget.DynamicDictionary, null, null));
        }

        return result.Count == 0 ? null : result;
    }
}
