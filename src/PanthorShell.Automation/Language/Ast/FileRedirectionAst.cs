using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A redirection into a file.</summary>
public sealed class FileRedirectionAst : RedirectionAst
{
    internal FileRedirectionAst(
        IScriptExtent extent, RedirectionStream fromStream, ExpressionAst location, bool append)
        : base(extent, fromStream)
    {
        Location = location;
        Append = append;
        Adopt(location);
    }

    /// <summary>The path.</summary>
    public ExpressionAst Location { get; }

    /// <summary>Whether the file is appended to.</summary>
    public bool Append { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Location;
    }
}
