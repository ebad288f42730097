namespace System.Management.Automation.Language;

/// <summary>A string without expansion, or a bare word.</summary>
public sealed class StringConstantExpressionAst : ConstantExpressionAst
{
    internal StringConstantExpressionAst(
        IScriptExtent extent, object? value, StringConstantType stringConstantType)
        : base(extent, value)
    {
        StringConstantType = stringConstantType;
    }

    /// <summary>How it is quoted.</summary>
    public StringConstantType StringConstantType { get; }

    /// <summary>The text.</summary>
    public new string Value => (string)base.Value!;
}
