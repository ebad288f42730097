using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A try statement.</summary>
public sealed class TryStatementAst : StatementAst
{
    internal TryStatementAst(
        IScriptExtent extent, StatementBlockAst body, ReadOnlyCollection<CatchClauseAst> catchClauses,
        StatementBlockAst? finallyBlock)
        : base(extent)
    {
        Body = body;
        CatchClauses = catchClauses;
        Finally = finallyBlock;
        Adopt(body);
        Adopt(catchClauses);
        Adopt(finallyBlock);
    }

    /// <summary>The guarded block.</summary>
    public StatementBlockAst Body { get; }

    /// <summary>The catch clauses in order.</summary>
    public ReadOnlyCollection<CatchClauseAst> CatchClauses { get; }

    /// <summary>The finally block, or null.</summary>
    public StatementBlockAst? Finally { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Body;
        foreach (Ast child in CatchClauses)
            yield return child;
        if (Finally is not null)
            yield return Finally;
    }
}
