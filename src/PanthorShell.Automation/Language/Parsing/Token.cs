namespace System.Management.Automation.Language;

/// <summary>A token of a script.</summary>
public class Token
{
    internal Token(TokenKind kind, IScriptExtent extent)
    {
        Kind = kind;
        Extent = extent;
    }

    /// <summary>The kind of the token.</summary>
    public TokenKind Kind { get; }

    /// <summary>Where it is written.</summary>
    public IScriptExtent Extent { get; }

    /// <summary>Its source text.</summary>
    public string Text => Extent.Text;

    /// <summary>The source text.</summary>
    public override string ToString() => Text;
}
