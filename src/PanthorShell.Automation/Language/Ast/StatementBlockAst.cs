using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A block of statements in braces.</summary>
public sealed class StatementBlockAst : Ast
{
    internal StatementBlockAst(IScriptExtent extent, ReadOnlyCollection<StatementAst> statements)
        : base(extent)
    {
        Statements = statements;
        Adopt(statements);
    }

    /// <summary>The statements in order.</summary>
    public ReadOnlyCollection<StatementAst> Statements { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Statements)
            yield return child;
    }
}
