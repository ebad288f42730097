using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A catch clause.</summary>
public sealed class CatchClauseAst : Ast
{
    internal CatchClauseAst(
        IScriptExtent extent, ReadOnlyCollection<TypeConstraintAst> catchTypes, StatementBlockAst body)
        : base(extent)
    {
        CatchTypes = catchTypes;
        Body = body;
        Adopt(catchTypes);
        Adopt(body);
    }

    /// <summary>The exception types caught; empty for all.</summary>
    public ReadOnlyCollection<TypeConstraintAst> CatchTypes { get; }

    /// <summary>The body.</summary>
    public StatementBlockAst Body { get; }

    /// <summary>Whether the clause catches everything.</summary>
    public bool IsCatchAll => CatchTypes.Count == 0;

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in CatchTypes)
            yield return child;
        yield return Body;
    }
}
