using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A parameter set of a command.</summary>
public class CommandParameterSetInfo
{
    private CommandParameterSetInfo(string name, bool isDefault, List<CommandParameterInfo> parameters)
    {
        Name = name;
        IsDefault = isDefault;
        Parameters = new ReadOnlyCollection<CommandParameterInfo>(parameters);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Whether it is taken when the arguments leave several.</summary>
    public bool IsDefault { get; }

    /// <summary>The parameters.</summary>
    public ReadOnlyCollection<CommandParameterInfo> Parameters { get; }

    /// <inheritdoc/>
    public override string ToString() => CommandSyntax.Of(this);

    internal static ReadOnlyCollection<CommandParameterSetInfo> From(ParameterSchema schema)
    {
        List<CommandParameterSetInfo> result = [];
        if (schema.SetNames.Count == 0)
        {
            result.Add(new(ParameterAttribute.AllParameterSets, false, Of(schema, uint.MaxValue)));
        }

        for (int i = 0; i < schema.SetNames.Count; i++)
        {
            uint mask = 1u << i;
            result.Add(new(schema.SetNames[i], schema.DefaultMask == mask, Of(schema, mask)));
        }

        return new ReadOnlyCollection<CommandParameterSetInfo>(result);
    }

    private static List<CommandParameterInfo> Of(ParameterSchema schema, uint mask)
    {
        List<CommandParameterInfo> result = [];
        foreach (BindableParameter parameter in schema.All)
        {
            if (parameter.EntryFor(mask) is { } entry) result.Add(new CommandParameterInfo(parameter, entry));
        }

        return result;
    }
}
