using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A method call.</summary>
public sealed class InvokeMemberExpressionAst : MemberExpressionAst
{
    internal InvokeMemberExpressionAst(
        IScriptExtent extent, ExpressionAst expression, CommandElementAst member, bool isStatic,
        bool nullConditional, ReadOnlyCollection<ExpressionAst> arguments,
        ReadOnlyCollection<ITypeName> genericTypeArguments)
        : base(extent, expression, member, isStatic, nullConditional)
    {
        Arguments = arguments;
        GenericTypeArguments = genericTypeArguments;
        Adopt(arguments);
    }

    /// <summary>The arguments.</summary>
    public ReadOnlyCollection<ExpressionAst> Arguments { get; }

    /// <summary>The type arguments; empty where they are inferred.</summary>
    public ReadOnlyCollection<ITypeName> GenericTypeArguments { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        foreach (Ast child in Arguments)
            yield return child;
    }
}
