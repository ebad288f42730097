using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary>Types and members in words, as PowerShell shows them.</summary>
internal static class TypeDisplay
{
    private static readonly Dictionary<Type, string> s_short = new()
    {
        [typeof(string)] = "string", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(bool)] = "bool",
        [typeof(double)] = "double", [typeof(float)] = "float", [typeof(char)] = "char", [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong", [typeof(decimal)] = "decimal", [typeof(void)] = "void",
            [typeof(object)] = "System.Object",
        [typeof(DateTime)] = "datetime", [typeof(Type)] = "type", [typeof(Hashtable)] = "hashtable",
        [typeof(SwitchParameter)] = "switch", [typeof(ScriptBlock)] = "scriptblock", [typeof(Guid)] = "guid",
        [typeof(TimeSpan)] = "timespan", [typeof(Uri)] = "uri", [typeof(Version)] = "version",
            [typeof(Regex)] = "regex",
        [typeof(PSObject)] = "psobject", [typeof(Array)] = "array", [typeof(System.Xml.XmlDocument)] = "xml",
        [typeof(CultureInfo)] = "cultureinfo", [typeof(System.Numerics.BigInteger)] = "bigint",
    };

    /// <summary>The name with PowerShell's short forms.</summary>
    internal static string Name(Type type)
    {
        if (s_short.TryGetValue(type, out string? name)) return name;
        if (type.IsByRef) return "[ref] " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter) return type.Name;
        if (!type.IsGenericType) return type.FullName ?? type.Name;
        string open = type.GetGenericTypeDefinition().FullName ?? type.Name;
        int tick = open.IndexOf('`', StringComparison.Ordinal);
        string root = tick < 0 ? open : open[..tick];
        return $"{root}[{string.Join(",", type.GetGenericArguments().Select(Name))}]";
    }

    /// <summary>The signature of a method.</summary>
    internal static string Method(MethodBase method)
    {
        StringBuilder text = new();
        if (method.IsStatic) text.Append("static ");
        if (method is MethodInfo info) text.Append(Name(info.ReturnType)).Append(' ').Append(method.Name);
        else text.Append(Name(method.DeclaringType!)).Append(" new");
        if (method.IsGenericMethodDefinition)
        {
            text.Append('[').AppendJoin(", ", method.GetGenericArguments().Select(static a => a.Name)).Append(']');
        }

        return text.Append('(').AppendJoin(", ", method.GetParameters().Select(Parameter)).Append(')').ToString();
    }

    internal static string Indexer(PropertyInfo property) =>
        $"{Name(property.PropertyType)} "
            + $"{property.Name}({string.Join(", ", property.GetIndexParameters().Select(Parameter))}) {{"
        + (property.GetMethod is null ? string.Empty : "get;") + (property.SetMethod is null ? string.Empty : "set;")
            + "}";

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "Params " : string.Empty;
        Type type = parameter.ParameterType;
        string text = type.IsByRef ? $"[ref] {Name(type.GetElementType()!)}" : Name(type);
        string suffix = parameter.IsOptional && parameter.HasDefaultValue ? " = " + Default(parameter.DefaultValue)
            : string.Empty;
        return $"{prefix}{text} {parameter.Name}{suffix}";
    }

    private static string Default(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s}\"",
        bool b => b ? "True" : "False",
        Enum e => e.ToString(),
        _ => PSObject.ToStringParser(value),
    };
}
