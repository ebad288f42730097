using System.Collections.Generic;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>Infers the type arguments of a generic method from its arguments.</summary>
internal static class GenericInference
{
    internal static MethodInfo? Close(MethodInfo method, object?[] arguments)
    {
        Type[] open = method.GetGenericArguments();
        Dictionary<Type, Type> found = [];
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            if (PSObject.Base(arguments[i]) is { } raw) Unify(parameters[i].ParameterType, raw.GetType(), found);
        }

        Type[] closed = new Type[open.Length];
        for (int i = 0; i < open.Length; i++)
        {
            if (!found.TryGetValue(open[i], out Type? type)) return null;
            closed[i] = type;
        }

        try
        {
            return method.MakeGenericMethod(closed);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Unify(Type open, Type actual, Dictionary<Type, Type> found)
    {
        if (open.IsGenericParameter)
        {
            found.TryAdd(open, actual);
            return;
        }

        if (open.IsArray && actual.IsArray)
        {
            Unify(open.GetElementType()!, actual.GetElementType()!, found);
            return;
        }

        if (!open.IsGenericType) return;
        Type definition = open.GetGenericTypeDefinition();
        foreach (Type candidate in Hierarchy(actual))
        {
            if (!candidate.IsGenericType || candidate.GetGenericTypeDefinition() != definition) continue;
            Type[] left = open.GetGenericArguments();
            Type[] right = candidate.GetGenericArguments();
            for (int i = 0; i < left.Length; i++) Unify(left[i], right[i], found);
            return;
        }
    }

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType) yield return t;
        foreach (Type i in type.GetInterfaces()) yield return i;
    }
}
