using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A switch statement.</summary>
public sealed class SwitchStatementAst : LabeledStatementAst
{
    internal SwitchStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, SwitchFlags flags,
        ReadOnlyCollection<Tuple<ExpressionAst, StatementBlockAst>> clauses, StatementBlockAst? defaultBlock)
        : base(extent, label, condition)
    {
        Flags = flags;
        Clauses = clauses;
        Default = defaultBlock;
        Adopt(clauses);
        Adopt(defaultBlock);
    }

    /// <summary>The options of the switch.</summary>
    public SwitchFlags Flags { get; }

    /// <summary>Conditions and their blocks.</summary>
    public ReadOnlyCollection<Tuple<ExpressionAst, StatementBlockAst>> Clauses { get; }

    /// <summary>The default block, or null.</summary>
    public StatementBlockAst? Default { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        foreach (var pair in Clauses)
        {
            yield return pair.Item1;
            yield return pair.Item2;
        }
        if (Default is not null)
            yield return Default;
    }
}
