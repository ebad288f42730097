using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>Access to a property.</summary>
public class MemberExpressionAst : ExpressionAst
{
    internal MemberExpressionAst(
        IScriptExtent extent, ExpressionAst expression, CommandElementAst member, bool isStatic,
        bool nullConditional)
        : base(extent)
    {
        Expression = expression;
        Member = member;
        Static = isStatic;
        NullConditional = nullConditional;
        Adopt(expression);
        Adopt(member);
    }

    /// <summary>The object or the type.</summary>
    public ExpressionAst Expression { get; }

    /// <summary>The name of the member.</summary>
    public CommandElementAst Member { get; }

    /// <summary>Whether the member is static.</summary>
    public bool Static { get; }

    /// <summary>Whether it is written with `?.`.</summary>
    public bool NullConditional { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Expression;
        yield return Member;
    }
}
