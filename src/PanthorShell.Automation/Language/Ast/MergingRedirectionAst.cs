namespace System.Management.Automation.Language;

/// <summary>A redirection of one stream into another.</summary>
public sealed class MergingRedirectionAst : RedirectionAst
{
    internal MergingRedirectionAst(
        IScriptExtent extent, RedirectionStream fromStream, RedirectionStream toStream)
        : base(extent, fromStream)
    {
        ToStream = toStream;
    }

    /// <summary>The stream it goes to.</summary>
    public RedirectionStream ToStream { get; }
}
