using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>A parameter as the binder sees it.</summary>
internal sealed class BindableParameter
{
    private readonly Action<object, object?>? _set;
    private readonly Func<object, object?>? _get;

    internal BindableParameter(
        string name, Type type, IReadOnlyList<Attribute> attributes, ParameterTarget target,
        Action<object, object?>? set, Func<object, object?>? get)
    {
        Name = name;
        Type = type;
        Attributes = [.. attributes];
        Target = target;
        _set = set;
        _get = get;
        Aliases = [.. attributes.OfType<AliasAttribute>().SelectMany(static a => a.AliasNames)];
        Transformations = [.. attributes.OfType<ArgumentTransformationAttribute>()];
        Validators = [.. attributes.OfType<ValidateArgumentsAttribute>()];
        AllowsNull = attributes.Any(static a => a is AllowNullAttribute);
        AllowsEmptyString = attributes.Any(static a => a is AllowEmptyStringAttribute);
        AllowsEmptyCollection = attributes.Any(static a => a is AllowEmptyCollectionAttribute);
        TypeNameDemanded = attributes.OfType<PSTypeNameAttribute>().FirstOrDefault()?.PSTypeName;
    }

    internal string Name { get; }

    internal Type Type { get; }

    internal Attribute[] Attributes { get; }

    internal ParameterTarget Target { get; }

    internal string[] Aliases { get; }

    internal ArgumentTransformationAttribute[] Transformations { get; }

    internal ValidateArgumentsAttribute[] Validators { get; }

    internal bool AllowsNull { get; }

    internal bool AllowsEmptyString { get; }

    internal bool AllowsEmptyCollection { get; }

    internal string? TypeNameDemanded { get; }

    internal bool IsSwitch => Type == typeof(SwitchParameter);

    internal bool IsDynamic => Target is ParameterTarget.Dynamic or ParameterTarget.DynamicDictionary;

    /// <summary>The declaration in a script, with its default value.</summary>
    internal ParameterAst? Ast { get; init; }

    /// <summary>The type that the script gave, or null.</summary>
    internal bool HasScriptType { get; init; }

    internal ParameterSetEntry[] Entries { get; set; } = [];

    internal uint SetMask { get; set; }

    internal bool IsInAllSets { get; set; }

    /// <summary>Its number in the schema.</summary>
    internal int Index { get; set; }

    internal void Set(object target, object? value) => _set!(target, value);

    internal object? Get(object target) => _get!(target);

    internal ParameterSetEntry? EntryFor(uint mask)
    {
        ParameterSetEntry? all = null;
        foreach (ParameterSetEntry entry in Entries)
        {
            if (entry.IsInAllSets) all = entry;
            else if ((entry.Mask & mask) != 0) return entry;
        }

        return all;
    }

    internal bool IsMandatoryIn(uint mask) =>
        Array.Exists(Entries, e => e.IsMandatory && (e.IsInAllSets || (e.Mask & mask) != 0));

    internal bool TakesPipelineIn(uint mask) =>
        Array.Exists(Entries, e => e.TakesPipeline && (e.IsInAllSets || (e.Mask & mask) != 0));

    internal bool IsValidIn(uint mask) => IsInAllSets || (SetMask & mask) != 0;
}
