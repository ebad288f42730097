using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation;

/// <summary>The syntax line of a parameter set.</summary>
internal static class CommandSyntax
{
    internal static string Of(CommandParameterSetInfo set)
    {
        List<CommandParameterInfo> positional = [.. set.Parameters.Where(static p => p.Position != int.MinValue)
            .OrderBy(static p => p.Position)];
        List<CommandParameterInfo> mandatory =
            [.. set.Parameters.Where(static p => p.Position == int.MinValue && p.IsMandatory)];
        List<CommandParameterInfo> others =
            [.. set.Parameters.Where(static p => p.Position == int.MinValue && !p.IsMandatory)];
        List<string> parts = [];
        foreach (CommandParameterInfo parameter in positional.Concat(mandatory)) parts.Add(One(parameter));
        foreach (CommandParameterInfo parameter in others)
        {
            if (!IsCommon(parameter.Name)) parts.Add(One(parameter));
        }

        foreach (CommandParameterInfo parameter in others)
        {
            if (parameter.Name is "WhatIf" or "Confirm") parts.Add(One(parameter));
        }

        if (others.Exists(static p => p.Name == "Verbose")) parts.Add("[<CommonParameters>]");
        return string.Join(' ', parts);
    }

    private static bool IsCommon(string name) =>
        name is "WhatIf" or "Confirm" || Array.IndexOf(CommonParameterNames.Common, name) >= 0;

    private static string One(CommandParameterInfo parameter)
    {
        string name = "-" + parameter.Name;
        if (parameter.ParameterType == typeof(SwitchParameter)) return parameter.IsMandatory ? name : $"[{name}]";
        string value = $"<{TypeName(parameter)}>";
        if (parameter.Position != int.MinValue) name = $"[{name}]";
        return parameter.IsMandatory ? $"{name} {value}" : $"[{name} {value}]";
    }

    private static string TypeName(CommandParameterInfo parameter)
    {
        if (parameter.Attributes.OfType<PSTypeNameAttribute>().FirstOrDefault() is { } named)
        {
            string text = named.PSTypeName;
            int dot = text.LastIndexOfAny(['.', '#']);
            string plain = dot >= 0 ? text[(dot + 1)..] : text;
            return parameter.ParameterType.IsArray ? plain + "[]" : plain;
        }

        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set) return string.Join(" | ",
            set.ValidValues);
        Type type = parameter.ParameterType;
        if (type.IsEnum) return string.Join(" | ", Enum.GetNames(type));
        return Short(type);
    }

    private static string Short(Type type)
    {
        if (type.IsArray) return Short(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Short(underlying);
        if (type == typeof(object)) return "Object";
        string name = TypeDisplay.Name(type);
        int dot = name.IndexOf('[', StringComparison.Ordinal) < 0 ? name.LastIndexOf('.') : -1;
        return dot >= 0 ? name[(dot + 1)..] : name;
    }
}
