using System.Collections;

namespace System.Management.Automation;

/// <summary>How well an argument fits a parameter: a lower number fits better.</summary>
internal static class ConversionRank
{
    internal const int None = int.MaxValue;

    /// <summary>The cost of a conversion, or <see cref="None"/>.</summary>
    internal static int Of(object? argument, Type parameter)
    {
        if (LanguagePrimitives.IsNull(argument))
        {
            if (Nullable.GetUnderlyingType(parameter) is not null) return 1;
            if (!parameter.IsValueType) return parameter == typeof(string) ? 3 : 2;
            return NumericTypes.IsNumeric(parameter) || parameter == typeof(bool) || parameter == typeof(char) ? 60
                : None;
        }

        object raw = PSObject.Base(argument)!;
        Type source = raw.GetType();
        if (parameter == source) return 0;
        if (parameter == typeof(object)) return 35;
        if (parameter.IsAssignableFrom(source)) return 1 + Distance(source, parameter);
        if (parameter == typeof(PSObject)) return 34;
        if (Nullable.GetUnderlyingType(parameter) is { } underlying) return Add(Of(argument, underlying), 1);
        if (NumericTypes.IsNumeric(source) && NumericTypes.IsNumeric(parameter)) return Numeric(source, parameter);
        if (parameter == typeof(string)) return raw is char ? 12 : 70;
        if (parameter == typeof(bool)) return 66;
        if (raw is ScriptBlock && typeof(Delegate).IsAssignableFrom(parameter)) return 10;
        if (parameter.IsArray) return Array(raw, parameter);
        if (raw is string text) return FromString(text, parameter);
        if (parameter == typeof(char) && !NumericTypes.IsNumeric(source)) return None;
        return LanguagePrimitives.TryConvertTo(argument, parameter, out _) ? 55 : None;
    }

    private static int Add(int rank, int more) => rank == None ? None : rank + more;

    private static int Numeric(Type source, Type parameter)
    {
        Type common = NumericTypes.Common(source, parameter);
        return common == parameter ? 13 : 40;
    }

    private static int FromString(string text, Type parameter)
    {
        if (parameter == typeof(char)) return text.Length == 1 ? 11 : None;
        if (parameter == typeof(char[])) return 36;
        if (NumericTypes.IsNumeric(parameter) || parameter.IsEnum)
        {
            return LanguagePrimitives.TryConvertTo(text, parameter, out _) ? 50 : None;
        }

        return LanguagePrimitives.TryConvertTo(text, parameter, out _) ? 52 : None;
    }

    private static int Array(object raw, Type parameter)
    {
        Type element = parameter.GetElementType()!;
        if (raw is not IList list)
        {
            return Add(Of(raw, element), 80);
        }

        if (raw is string) return Add(Of(raw, element), 80);
        int worst = 0;
        foreach (object? item in list)
        {
            int rank = Of(item, element);
            if (rank == None) return None;
            worst = Math.Max(worst, rank);
        }

        return 20 + worst;
    }

    private static int Distance(Type source, Type target)
    {
        if (target.IsInterface) return 12;
        int steps = 0;
        for (Type? t = source; t is not null && t != target; t = t.BaseType) steps++;
        return steps;
    }
}
