using System.Collections.ObjectModel;
using System.Linq;

namespace System.Management.Automation;

/// <summary>A function.</summary>
public class FunctionInfo : CommandInfo
{
    private ReadOnlyCollection<PSTypeName>? _outputType;

    internal FunctionInfo(string name, ScriptBlock scriptBlock, ExecutionContext context, bool isFilter = false)
        : base(name, isFilter ? CommandTypes.Filter : CommandTypes.Function, context)
    {
        ScriptBlock = scriptBlock;
    }

    /// <summary>The code.</summary>
    public ScriptBlock ScriptBlock { get; internal set; }

    /// <summary>How it is protected.</summary>
    public ScopedItemOptions Options { get; set; }

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>The file with the help.</summary>
    public string HelpFile { get; internal set; } = string.Empty;

    /// <summary>Whether it is an advanced function.</summary>
    public bool CmdletBinding => Schema.IsAdvanced;

    /// <summary>The default parameter set.</summary>
    public string? DefaultParameterSet => Schema.DefaultSetName;

    /// <summary>The verb.</summary>
    public string Verb => Name.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? Name[..dash] : string.Empty;

    /// <summary>The noun.</summary>
    public string Noun => Name.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? Name[(dash + 1)..] : Name;

    /// <inheritdoc/>
    public override string Definition => ScriptBlock.ToString();

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType => _outputType ??= new(
        [.. ScriptBlock.Attributes.OfType<OutputTypeAttribute>().SelectMany(static a => a.Type)]);

    internal override ParameterSchema Schema => ScriptBlock.Schema;

    internal FunctionInfo Renamed(string name)
    {
        FunctionInfo copy = (FunctionInfo)ShallowCopy();
        copy.Name = name;
        return copy;
    }
}
