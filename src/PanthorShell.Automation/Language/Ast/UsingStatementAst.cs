using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A `using namespace` statement.</summary>
public sealed class UsingStatementAst : StatementAst
{
    internal UsingStatementAst(
        IScriptExtent extent, UsingStatementKind usingStatementKind, StringConstantExpressionAst name)
        : base(extent)
    {
        UsingStatementKind = usingStatementKind;
        Name = name;
        Adopt(name);
    }

    /// <summary>What is used.</summary>
    public UsingStatementKind UsingStatementKind { get; }

    /// <summary>The name used.</summary>
    public StringConstantExpressionAst Name { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Name;
    }
}
