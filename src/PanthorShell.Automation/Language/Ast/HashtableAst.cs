using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A hashtable literal.</summary>
public sealed class HashtableAst : ExpressionAst
{
    internal HashtableAst(
        IScriptExtent extent, ReadOnlyCollection<Tuple<ExpressionAst, StatementAst>> keyValuePairs)
        : base(extent)
    {
        KeyValuePairs = keyValuePairs;
        Adopt(keyValuePairs);
    }

    /// <summary>The keys and values in order.</summary>
    public ReadOnlyCollection<Tuple<ExpressionAst, StatementAst>> KeyValuePairs { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (var pair in KeyValuePairs)
        {
            yield return pair.Item1;
            yield return pair.Item2;
        }
    }
}
