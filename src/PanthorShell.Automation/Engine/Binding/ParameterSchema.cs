using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>The parameters of a command and its parameter sets.</summary>
internal sealed class ParameterSchema
{
    private static readonly ConcurrentDictionary<Type, ParameterSchema> s_types = new();
    private static readonly List<BindableParameter> s_common =
        [.. PropertiesOf(typeof(CommonParameterValues), ParameterTarget.Common)];

    private readonly Dictionary<string, BindableParameter> _byName = new(StringComparer.OrdinalIgnoreCase);

    private ParameterSchema(
        IEnumerable<BindableParameter> own, CmdletCommonMetadataAttribute? command, bool isAdvanced,
            bool positionalBinding)
    {
        IsAdvanced = isAdvanced;
        Command = command;
        All = [.. own];
        if (positionalBinding) GivePositions(All);
        foreach (BindableParameter parameter in All) Register(parameter);
        if (isAdvanced) AddCommon();
        if (!string.IsNullOrEmpty(command?.DefaultParameterSetName))
        {
            DefaultSetName = command.DefaultParameterSetName;
            DefaultMask = MaskOf(DefaultSetName);
        }

        for (int i = 0; i < All.Count; i++) All[i].Index = i;
        ShouldHaveOneAllSet();
    }

    internal List<BindableParameter> All { get; }

    internal List<string> SetNames { get; } = [];

    internal string? DefaultSetName { get; }

    internal uint DefaultMask { get; }

    internal bool IsAdvanced { get; }

    internal CmdletCommonMetadataAttribute? Command { get; }

    internal bool SupportsShouldProcess => Command?.SupportsShouldProcess ?? false;

    internal ConfirmImpact ConfirmImpact => Command?.ConfirmImpact ?? ConfirmImpact.Medium;

    internal uint AllMask => SetNames.Count >= 32 ? uint.MaxValue : (1u << SetNames.Count) - 1;

    internal static ParameterSchema ForType(Type type) => s_types.GetOrAdd(type, static t => new ParameterSchema(
        PropertiesOf(t, ParameterTarget.Command), t.GetCustomAttribute<CmdletAttribute>(inherit: true),
            isAdvanced: true,
        positionalBinding: false));

    internal static ParameterSchema ForScript(
        IEnumerable<BindableParameter> parameters, CmdletBindingAttribute? binding, bool isAdvanced)
    {
        List<BindableParameter> list = [.. parameters];
        bool declaresPositions = list.Exists(static p => p.Attributes.OfType<ParameterAttribute>()
            .Any(static a => a.Position != int.MinValue || a.ParameterSetName != ParameterAttribute.AllParameterSets));
        bool positional = binding?.PositionalBinding ?? true;
        return new ParameterSchema(list, binding, isAdvanced, positional && !declaresPositions);
    }

    /// <summary>A copy with the parameters that a command makes while it runs.</summary>
    internal ParameterSchema WithDynamic(IEnumerable<BindableParameter> dynamic) =>
        new([.. All.Where(static p => p.Target is not (ParameterTarget.Common or ParameterTarget.Paging)), .. dynamic],
            Command,
            IsAdvanced, false);

    internal static IEnumerable<BindableParameter> PropertiesOf(Type type, ParameterTarget target)
    {
        List<MemberInfo> members = [];
        members.AddRange(type.GetProperties(BindingFlags.Public | BindingFlags.Instance));
        members.AddRange(type.GetFields(BindingFlags.Public | BindingFlags.Instance));
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (MemberInfo member in members)
        {
            Attribute[] attributes = [.. member.GetCustomAttributes(inherit: true).Cast<Attribute>()];
            if (!attributes.Any(static a => a is ParameterAttribute) || !seen.Add(member.Name)) continue;
            yield return member is PropertyInfo p
                ? new BindableParameter(p.Name, p.PropertyType, attributes, target, PropertySetter.For(p), p.GetValue)
                : new BindableParameter(member.Name, ((FieldInfo)member).FieldType, attributes, target,
                    ((FieldInfo)member).SetValue, ((FieldInfo)member).GetValue);
        }
    }

    /// <summary>
    /// The parameter that a name means: exactly, by alias, or as the beginning of one name only. Common parameters give
    /// way to
    /// the command's own ones. Null when there is none.
    /// </summary>
    internal BindableParameter? Resolve(string name, Func<string, ParameterBindingException>? ambiguous)
    {
        if (_byName.TryGetValue(name, out BindableParameter? exact)) return exact;
        List<BindableParameter> matches = [];
        foreach ((string key, BindableParameter parameter) in _byName)
        {
            if (key.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && !matches.Contains(parameter)) matches.Add(parameter);
        }

        if (matches.Count > 1)
        {
            List<BindableParameter> own = [.. matches.Where(static p => p.Target is not ParameterTarget.Common)];
            if (own.Count >= 1) matches = own;
        }

        if (matches.Count > 1)
        {
            string possible = string.Join(" ", matches.Select(static p => "-" + p.Name));
            throw ambiguous?.Invoke(possible)
                ?? new ParameterBindingException(ErrorCategory.InvalidArgument, null, null, name, null,
                null, "AmbiguousParameter",
                $"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches "
                    + $"include: {possible}.");
        }

        return matches.Count == 1 ? matches[0] : null;
    }

    internal string SetNameOf(uint mask)
    {
        for (int i = 0; i < SetNames.Count; i++)
        {
            if ((mask & (1u << i)) != 0) return SetNames[i];
        }

        return ParameterAttribute.AllParameterSets;
    }

    private static void GivePositions(List<BindableParameter> parameters)
    {
        int position = 0;
        foreach (BindableParameter parameter in parameters)
        {
            if (parameter.IsSwitch) continue;
            foreach (ParameterAttribute attribute in parameter.Attributes.OfType<ParameterAttribute>())
            {
                if (!attribute.ValueFromRemainingArguments) attribute.Position = position;
            }

            position++;
        }
    }

    private void AddCommon()
    {
        foreach (BindableParameter parameter in s_common)
        {
            if (parameter.Name is "WhatIf" or "Confirm" && !SupportsShouldProcess) continue;
            AddShared(parameter);
        }

        if (Command is not { SupportsPaging: true }) return;
        foreach (BindableParameter parameter in PropertiesOf(typeof(PagingParameters),
            ParameterTarget.Paging)) AddShared(parameter);
    }

    private void AddShared(BindableParameter parameter)
    {
        if (_byName.ContainsKey(parameter.Name))
        {
            throw new MetadataException("ParameterNameAlreadyExistsForCommand", null,
                $"A parameter with the name '{parameter.Name}' was defined multiple times for the command.");
        }

        BindableParameter copy = new(parameter.Name, parameter.Type, parameter.Attributes, parameter.Target,
            parameter.Set, parameter.Get);
        All.Add(copy);
        Register(copy);
    }

    private void Register(BindableParameter parameter)
    {
        if (!_byName.TryAdd(parameter.Name, parameter))
        {
            throw new MetadataException("ParameterNameAlreadyExistsForCommand", null,
                $"A parameter with the name '{parameter.Name}' was defined multiple times for the command.");
        }

        foreach (string alias in parameter.Aliases)
        {
            if (!_byName.TryAdd(alias, parameter) && parameter.Target is not ParameterTarget.Common)
            {
                throw new MetadataException("AliasParameterNameAlreadyExistsForCommand", null,
                    $"The alias '{alias}' was defined multiple times for the command.");
            }
        }

        List<ParameterSetEntry> entries = [];
        foreach (ParameterAttribute attribute in parameter.Attributes.OfType<ParameterAttribute>())
        {
            uint mask = attribute.ParameterSetName == ParameterAttribute.AllParameterSets
                ? uint.MaxValue
                : MaskOf(attribute.ParameterSetName);
            entries.Add(new ParameterSetEntry(attribute, mask));
        }

        if (entries.Count == 0) entries.Add(new ParameterSetEntry(new ParameterAttribute(), uint.MaxValue));
        parameter.Entries = [.. entries];
        parameter.IsInAllSets = entries.Exists(static e => e.IsInAllSets);
        parameter.SetMask = parameter.IsInAllSets ? uint.MaxValue : entries.Aggregate(0u, static (m, e) => m | e.Mask);
    }

    private uint MaskOf(string setName)
    {
        int index = SetNames.FindIndex(s => s.Equals(setName, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = SetNames.Count;
            if (index >= 32)
            {
                throw new ParsingMetadataException("ParsingTooManyParameterSets", null,
                    "A command can have 32 parameter sets at most.");
            }

            SetNames.Add(setName);
        }

        return 1u << index;
    }

    // A command whose default set is named by no parameter has that set beside all others.
    private void ShouldHaveOneAllSet()
    {
        foreach (BindableParameter parameter in All) parameter.SetMask = parameter.IsInAllSets ? uint.MaxValue
            : parameter.SetMask;
    }
}
