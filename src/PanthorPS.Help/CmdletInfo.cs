using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace PanthorPS.Help;

/// <summary>What the metadata of a cmdlet's class tells.</summary>
/// <param name="Type">The class.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Noun">The noun.</param>
/// <param name="SupportsShouldProcess">Whether it has -WhatIf and -Confirm.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record CmdletInfo(
    Type Type, string Verb, string Noun, bool SupportsShouldProcess, IReadOnlyList<ParameterInfo> Parameters)
{
    /// <summary>Verb and noun.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Names of the parameter sets; one empty name if there are none.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            string[] sets = [.. Parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Name)
                .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
            return sets.Length == 0 ? [""] : sets;
        }
    }

    /// <summary>The types that the cmdlet returns.</summary>
    public IReadOnlyList<Type> Outputs => [.. Attributes(Type, nameof(OutputTypeAttribute))
        .Select(attribute => attribute.ConstructorArguments[0].Value!)
        .SelectMany(types => (IReadOnlyCollection<CustomAttributeTypedArgument>)types)
        .Select(argument => (Type)argument.Value!)];

    /// <summary>The cmdlet of a class; null if it is none.</summary>
    public static CmdletInfo? Of(Type type)
    {
        CustomAttributeData? cmdlet = Attributes(type, nameof(CmdletAttribute)).FirstOrDefault();
        if (cmdlet is null)
        {
            return null;
        }

        ParameterInfo[] parameters = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => Attributes(property, nameof(ParameterAttribute)).Any())
            .Select(ParameterInfo.Of)];
        return new CmdletInfo(
            type,
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            cmdlet.NamedArguments.Any(argument =>
                argument.MemberName == nameof(CmdletAttribute.SupportsShouldProcess)
                && argument.TypedValue.Value is true),
            parameters);
    }

    /// <summary>The attributes of that name, from the metadata alone.</summary>
    public static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);
}
