using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A script block run as a command.</summary>
public class ScriptInfo : CommandInfo
{
    internal ScriptInfo(ScriptBlock scriptBlock, ExecutionContext context)
        : base(string.Empty, CommandTypes.Script, context)
    {
        ScriptBlock = scriptBlock;
    }

    /// <summary>The code.</summary>
    public ScriptBlock ScriptBlock { get; }

    /// <inheritdoc/>
    public override string Definition => ScriptBlock.ToString();

    /// <inheritdoc/>
    public override ReadOnlyCollection<PSTypeName> OutputType => new([]);

    internal override ParameterSchema Schema => ScriptBlock.Schema;

    /// <inheritdoc/>
    public override string ToString() => ScriptBlock.ToString();
}
