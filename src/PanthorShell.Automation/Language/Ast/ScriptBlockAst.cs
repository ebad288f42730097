using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A script, a function body or a script block literal.</summary>
public sealed class ScriptBlockAst : Ast
{
    internal ScriptBlockAst(
        IScriptExtent extent, ReadOnlyCollection<UsingStatementAst> usingStatements,
        ReadOnlyCollection<AttributeAst> attributes, ParamBlockAst? paramBlock, NamedBlockAst? beginBlock,
        NamedBlockAst? processBlock, NamedBlockAst? endBlock, NamedBlockAst? cleanBlock,
        NamedBlockAst? dynamicParamBlock, ScriptRequirements? scriptRequirements, CommentHelpInfo? helpContent)
        : base(extent)
    {
        UsingStatements = usingStatements;
        Attributes = attributes;
        ParamBlock = paramBlock;
        BeginBlock = beginBlock;
        ProcessBlock = processBlock;
        EndBlock = endBlock;
        CleanBlock = cleanBlock;
        DynamicParamBlock = dynamicParamBlock;
        ScriptRequirements = scriptRequirements;
        HelpContent = helpContent;
        Adopt(usingStatements);
        Adopt(attributes);
        Adopt(paramBlock);
        Adopt(beginBlock);
        Adopt(processBlock);
        Adopt(endBlock);
        Adopt(cleanBlock);
        Adopt(dynamicParamBlock);
    }

    /// <summary>The `using` statements at the top of a script.</summary>
    public ReadOnlyCollection<UsingStatementAst> UsingStatements { get; }

    /// <summary>Attributes in front of a missing param block; empty otherwise.</summary>
    public ReadOnlyCollection<AttributeAst> Attributes { get; }

    /// <summary>The param block, or null.</summary>
    public ParamBlockAst? ParamBlock { get; }

    /// <summary>The begin block, or null.</summary>
    public NamedBlockAst? BeginBlock { get; }

    /// <summary>The process block, or null.</summary>
    public NamedBlockAst? ProcessBlock { get; }

    /// <summary>The end block (also the body without named blocks), or null.</summary>
    public NamedBlockAst? EndBlock { get; }

    /// <summary>The clean block, or null.</summary>
    public NamedBlockAst? CleanBlock { get; }

    /// <summary>The dynamicparam block, or null.</summary>
    public NamedBlockAst? DynamicParamBlock { get; }

    /// <summary>What the `#requires` lines of a script ask for, or null.</summary>
    public ScriptRequirements? ScriptRequirements { get; }

    /// <summary>The comment-based help of the script block, or null.</summary>
    internal CommentHelpInfo? HelpContent { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in UsingStatements)
            yield return child;
        foreach (Ast child in Attributes)
            yield return child;
        if (ParamBlock is not null)
            yield return ParamBlock;
        if (BeginBlock is not null)
            yield return BeginBlock;
        if (ProcessBlock is not null)
            yield return ProcessBlock;
        if (EndBlock is not null)
            yield return EndBlock;
        if (CleanBlock is not null)
            yield return CleanBlock;
        if (DynamicParamBlock is not null)
            yield return DynamicParamBlock;
    }
}
