using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A command or an expression in a pipeline.</summary>
public abstract class CommandBaseAst : StatementAst
{
    private protected CommandBaseAst(IScriptExtent extent, ReadOnlyCollection<RedirectionAst> redirections)
        : base(extent)
    {
        Redirections = redirections;
        Adopt(redirections);
    }

    /// <summary>The redirections.</summary>
    public ReadOnlyCollection<RedirectionAst> Redirections { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Redirections)
            yield return child;
    }
}
