using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Another name of a command.</summary>
public class AliasInfo : CommandInfo
{
    private readonly string _definition;

    internal AliasInfo(string name, string definition, ExecutionContext? context,
        ScopedItemOptions options = ScopedItemOptions.None)
        : base(name, CommandTypes.Alias, context)
    {
        _definition = definition;
        Options = options;
    }

    /// <summary>The command that is meant, or null.</summary>
    public CommandInfo? ReferencedCommand => Context?.Discovery.Find(_definition, CommandTypes.All);

    /// <summary>The command at the end of the chain of aliases, or null.</summary>
    public CommandInfo? ResolvedCommand
    {
        get
        {
            CommandInfo? result = ReferencedCommand;
            for (int depth = 0; result is AliasInfo next && depth < 32; depth++) result = next.ReferencedCommand;
            return result is AliasInfo ? null : result;
        }
    }

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>How it is protected.</summary>
    public ScopedItemOptions Options { get; set; }

    /// <summary>The name and what it means.</summary>
    public string DisplayName => $"{Name} -> {_definition}";

    /// <inheritdoc/>
    public override string Definition => _definition;

    /// <inheritdoc/>
    public override Dictionary<string, ParameterMetadata> Parameters => ResolvedCommand?.Parameters ?? base.Parameters;

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType => ResolvedCommand?.OutputType ?? new([]);

    internal override ParameterSchema? Schema => ResolvedCommand?.Schema;
}
