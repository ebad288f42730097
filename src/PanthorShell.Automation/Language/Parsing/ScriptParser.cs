using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>The recursive descent parser.</summary>
internal sealed partial class ScriptParser
{
    private readonly ScriptSource _source;

    internal ScriptParser(ScriptSource source)
    {
        _source = source;
    }

    internal List<Token> Tokens { get; } = [];

    internal List<ParseError> Errors { get; } = [];

    internal ScriptBlockAst ParseScript()
    {
        IScriptExtent all = _source.Extent(0, _source.Text.Length);
        return new ScriptBlockAst(
            all, new([]), new([]), null, null, null, null, null, null, null, null);
    }
}
