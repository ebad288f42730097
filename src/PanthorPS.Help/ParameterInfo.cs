using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace PanthorPS.Help;

/// <summary>What the metadata of a parameter tells.</summary>
/// <param name="Property">The property.</param>
/// <param name="Sets">How it takes part in parameter sets.</param>
/// <param name="SupportsWildcards">Whether it takes wildcards.</param>
internal sealed record ParameterInfo(PropertyInfo Property, IReadOnlyList<ParameterSet> Sets, bool SupportsWildcards)
{
    /// <summary>Its name.</summary>
    public string Name => Property.Name;

    /// <summary>True for a switch.</summary>
    public bool IsSwitch => Property.PropertyType.Name == nameof(SwitchParameter);

    /// <summary>The comment of the property that declares it.</summary>
    public string CommentId => $"P:{Property.DeclaringType!.FullName}.{Property.Name}";

    /// <summary>The type as a person writes it.</summary>
    public string TypeName => NameOf(Property.PropertyType);

    /// <summary>The values that it takes, for an enumeration.</summary>
    public IReadOnlyList<string> Values
    {
        get
        {
            Type type = Property.PropertyType;
            type = type.IsArray ? type.GetElementType()! : type;
            return type.IsEnum ? Enum.GetNames(type) : [];
        }
    }

    /// <summary>The parameter of a property.</summary>
    public static ParameterInfo Of(PropertyInfo property) => new(
        property,
        [.. CmdletInfo.Attributes(property, nameof(ParameterAttribute)).Select(SetOf)],
        CmdletInfo.Attributes(property, nameof(SupportsWildcardsAttribute)).Any());

    /// <summary>How it takes part in a set; null if it does not.</summary>
    public ParameterSet? In(string set) =>
        Sets.FirstOrDefault(candidate => candidate.Name.Length == 0 || candidate.Name == set);

    private static ParameterSet SetOf(CustomAttributeData attribute)
    {
        object? Named(string name) => attribute.NamedArguments
            .FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;
        return new ParameterSet(
            (string?)Named(nameof(ParameterAttribute.ParameterSetName)) ?? "",
            Named(nameof(ParameterAttribute.Mandatory)) is true,
            (int?)Named(nameof(ParameterAttribute.Position)),
            Named(nameof(ParameterAttribute.ValueFromPipeline)) is true,
            Named(nameof(ParameterAttribute.ValueFromPipelineByPropertyName)) is true);
    }

    private static string NameOf(Type type) => type.IsArray ? NameOf(type.GetElementType()!) + "[]" : type.Name;
}
