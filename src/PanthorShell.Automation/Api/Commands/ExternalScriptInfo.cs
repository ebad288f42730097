using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Text;

namespace System.Management.Automation;

/// <summary>A script file.</summary>
public class ExternalScriptInfo : CommandInfo
{
    private ScriptBlock? _scriptBlock;

    internal ExternalScriptInfo(string name, string path, ExecutionContext context)
        : base(name, CommandTypes.ExternalScript, context)
    {
        Path = path;
    }

    /// <summary>The path of the script.</summary>
    public string Path { get; }

    /// <summary>The text of the script.</summary>
    public string ScriptContents => File.ReadAllText(Path);

    /// <summary>The code.</summary>
    public ScriptBlock ScriptBlock => _scriptBlock ??= ScriptBlock.FromFile(Path, Context!.Global());

    /// <summary>The encoding of the file.</summary>
    public Encoding OriginalEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override string Definition => Path;

    /// <inheritdoc/>
    public override string Source => Path;

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType => new(
        [.. ScriptBlock.Attributes.OfType<OutputTypeAttribute>().SelectMany(static a => a.Type)]);

    internal override ParameterSchema Schema => ScriptBlock.Schema;
}
