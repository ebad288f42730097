using System.Collections.ObjectModel;
using System.Linq;
using System.Text;

namespace System.Management.Automation;

/// <summary>A cmdlet.</summary>
public class CmdletInfo : CommandInfo
{
    private ReadOnlyCollection<PSTypeName>? _outputType;

    /// <summary>Creates the cmdlet of a class.</summary>
    public CmdletInfo(string name, Type implementingType)
        : this(name, implementingType, null, null)
    {
    }

    internal CmdletInfo(string name, Type implementingType, string? helpFile, ExecutionContext? context)
        : base(name, CommandTypes.Cmdlet, context)
    {
        ArgumentNullException.ThrowIfNull(implementingType);
        ImplementingType = implementingType;
        HelpFile = helpFile ?? string.Empty;
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        Verb = dash < 0 ? string.Empty : name[..dash];
        Noun = dash < 0 ? name : name[(dash + 1)..];
    }

    /// <summary>The verb.</summary>
    public string Verb { get; private set; }

    /// <summary>The noun.</summary>
    public string Noun { get; private set; }

    /// <summary>The class.</summary>
    public Type ImplementingType { get; }

    /// <summary>The file with the help.</summary>
    public string HelpFile { get; internal set; }

    /// <summary>The default parameter set.</summary>
    public string DefaultParameterSet => Schema.DefaultSetName ?? string.Empty;

    /// <summary>How it is protected.</summary>
    public ScopedItemOptions Options { get; set; }

    /// <inheritdoc/>
    public override string Definition
    {
        get
        {
            StringBuilder text = new();
            foreach (CommandParameterSetInfo set in ParameterSets)
            {
                text.AppendLine().Append(Name).Append(' ').Append(set).AppendLine();
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType => _outputType ??= new(
        [.. ImplementingType.GetCustomAttributes(typeof(OutputTypeAttribute), false).Cast<OutputTypeAttribute>()
            .SelectMany(static a => a.Type)]);

    internal override ParameterSchema Schema => ParameterSchema.ForType(ImplementingType);

    internal CmdletInfo Renamed(string name)
    {
        CmdletInfo copy = (CmdletInfo)ShallowCopy();
        copy.Name = name;
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        copy.Verb = dash < 0 ? string.Empty : name[..dash];
        copy.Noun = dash < 0 ? name : name[(dash + 1)..];
        return copy;
    }
}
