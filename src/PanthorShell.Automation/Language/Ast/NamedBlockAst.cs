using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A begin, process, end, clean or dynamicparam block.</summary>
public sealed class NamedBlockAst : Ast
{
    internal NamedBlockAst(
        IScriptExtent extent, TokenKind blockKind, bool unnamed, ReadOnlyCollection<StatementAst> statements)
        : base(extent)
    {
        BlockKind = blockKind;
        Unnamed = unnamed;
        Statements = statements;
        Adopt(statements);
    }

    /// <summary>Which block it is.</summary>
    public TokenKind BlockKind { get; }

    /// <summary>Whether the block has no keyword of its own.</summary>
    public bool Unnamed { get; }

    /// <summary>The statements in order.</summary>
    public ReadOnlyCollection<StatementAst> Statements { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Statements)
            yield return child;
    }
}
