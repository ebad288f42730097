using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A command.</summary>
public abstract class CommandInfo
{
    private Dictionary<string, ParameterMetadata>? _parameters;
    private ReadOnlyCollection<CommandParameterSetInfo>? _sets;

    internal CommandInfo(string name, CommandTypes type, ExecutionContext? context)
    {
        Name = name;
        CommandType = type;
        Context = context;
    }

    /// <summary>The name.</summary>
    public string Name { get; private protected set; }

    /// <summary>The kind.</summary>
    public CommandTypes CommandType { get; private protected set; }

    /// <summary>What the command is: code, path or target.</summary>
    public abstract string Definition { get; }

    /// <summary>The module.</summary>
    public PSModuleInfo? Module { get; internal set; }

    /// <summary>The name of the module.</summary>
    public virtual string ModuleName => Module?.Name ?? string.Empty;

    /// <summary>The name of the module, or the path of a program.</summary>
    public virtual string Source => ModuleName;

    /// <summary>The version of the module.</summary>
    public virtual Version? Version => Module?.Version;

    /// <summary>Who sees it.</summary>
    public virtual SessionStateEntryVisibility Visibility { get; set; } = SessionStateEntryVisibility.Public;

    /// <summary>What it writes.</summary>
    public abstract ReadOnlyCollection<PSTypeName> OutputType { get; }

    /// <summary>How it reaches other computers.</summary>
    public RemotingCapability RemotingCapability => RemotingCapability.PowerShell;

    /// <summary>The parameters by name, the common ones included.</summary>
    public virtual Dictionary<string, ParameterMetadata> Parameters =>
        _parameters ??= Schema is { } schema ? ParameterMetadata.From(schema) : new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameter sets.</summary>
    public ReadOnlyCollection<CommandParameterSetInfo> ParameterSets =>
        _sets ??= Schema is { } schema ? CommandParameterSetInfo.From(schema) : new([]);

    internal ExecutionContext? Context { get; set; }

    /// <summary>The parameters as the binder knows them, or null for programs.</summary>
    internal virtual ParameterSchema? Schema => null;

    /// <summary>The prefix that the import gave to the noun.</summary>
    internal string Prefix { get; set; } = string.Empty;

    /// <summary>The parameter that a name, a part of it or an alias means.</summary>
    public ParameterMetadata ResolveParameter(string name)
    {
        BindableParameter parameter = Schema?.Resolve(name, null) ?? throw new ParameterBindingException(
            ErrorCategory.InvalidArgument, null, null, name, null, null, "NamedParameterNotFound",
            $"A parameter cannot be found that matches parameter name '{name}'.");
        return Parameters[parameter.Name];
    }

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Prefix) ? Name : Name;

    internal void Rename(string name) => Name = name;

    internal CommandInfo ShallowCopy() => (CommandInfo)MemberwiseClone();
}
