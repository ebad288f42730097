using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A node of the syntax tree.</summary>
public abstract class Ast
{
    private protected Ast(IScriptExtent extent)
    {
        Extent = extent;
    }

    /// <summary>The part of the script the node was read from.</summary>
    public IScriptExtent Extent { get; }

    /// <summary>The node this one is part of; null for the root.</summary>
    public Ast? Parent { get; private set; }

    /// <summary>The first node, in source order, that satisfies the predicate; null if none does.</summary>
    /// <param name="predicate">The condition.</param>
    /// <param name="searchNestedScriptBlocks">Whether script block literals and functions are entered.</param>
    public Ast? Find(Func<Ast, bool> predicate, bool searchNestedScriptBlocks)
    {
        foreach (Ast found in FindAll(predicate, searchNestedScriptBlocks))
            return found;
        return null;
    }

    /// <summary>All nodes that satisfy the predicate, in source order, this node included.</summary>
    /// <param name="predicate">The condition.</param>
    /// <param name="searchNestedScriptBlocks">Whether script block literals and functions are entered.</param>
    public IEnumerable<Ast> FindAll(Func<Ast, bool> predicate, bool searchNestedScriptBlocks)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var pending = new Stack<Ast>();
        pending.Push(this);
        while (pending.TryPop(out Ast? node))
        {
            if (predicate(node))
                yield return node;
            if (!searchNestedScriptBlocks && node != this
                && node is (ScriptBlockExpressionAst or FunctionDefinitionAst))
                continue;
            var children = new List<Ast>(node.Children());
            for (int i = children.Count - 1; i >= 0; i--)
                pending.Push(children[i]);
        }
    }

    /// <summary>The source text of the node.</summary>
    public override string ToString() => Extent.Text;

    /// <summary>The direct children in source order.</summary>
    internal virtual IEnumerable<Ast> Children() => [];

    private protected void Adopt(Ast? child)
    {
        // A node handed on to a second parent (a type shared by casts) keeps its first one.
        if (child is not null)
            child.Parent ??= this;
    }

    private protected void Adopt<T>(IReadOnlyList<T>? children)
        where T : Ast
    {
        foreach (T child in children ?? [])
            Adopt(child);
    }

    private protected void Adopt<T1, T2>(IReadOnlyList<Tuple<T1, T2>> pairs)
        where T1 : Ast
        where T2 : Ast
    {
        foreach ((T1 first, T2 second) in pairs)
        {
            Adopt(first);
            Adopt(second);
        }
    }
}
