namespace System.Management.Automation.Language;

/// <summary>A variable.</summary>
public sealed class VariableExpressionAst : ExpressionAst
{
    internal VariableExpressionAst(IScriptExtent extent, VariablePath variablePath, bool splatted)
        : base(extent)
    {
        VariablePath = variablePath;
        Splatted = splatted;
    }

    /// <summary>The path of the variable.</summary>
    public VariablePath VariablePath { get; }

    /// <summary>Whether it is written with `@`.</summary>
    public bool Splatted { get; }
}
