namespace System.Management.Automation.Language;

/// <summary>A constant.</summary>
public class ConstantExpressionAst : ExpressionAst
{
    internal ConstantExpressionAst(IScriptExtent extent, object? value)
        : base(extent)
    {
        Value = value;
    }

    /// <summary>The value.</summary>
    public object? Value { get; }
}
