using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>An if statement.</summary>
public sealed class IfStatementAst : StatementAst
{
    internal IfStatementAst(
        IScriptExtent extent, ReadOnlyCollection<Tuple<PipelineBaseAst, StatementBlockAst>> clauses,
        StatementBlockAst? elseClause)
        : base(extent)
    {
        Clauses = clauses;
        ElseClause = elseClause;
        Adopt(clauses);
        Adopt(elseClause);
    }

    /// <summary>Conditions and their blocks.</summary>
    public ReadOnlyCollection<Tuple<PipelineBaseAst, StatementBlockAst>> Clauses { get; }

    /// <summary>The else block, or null.</summary>
    public StatementBlockAst? ElseClause { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (var pair in Clauses)
        {
            yield return pair.Item1;
            yield return pair.Item2;
        }
        if (ElseClause is not null)
            yield return ElseClause;
    }
}
