namespace System.Management.Automation.Language;

/// <summary>What a using statement uses. Only namespaces are supported; the others are refused by the parser.</summary>
public enum UsingStatementKind
{
    /// <summary>`using assembly`.</summary>
    Assembly = 0,

    /// <summary>`using command`.</summary>
    Command = 1,

    /// <summary>`using module`.</summary>
    Module = 2,

    /// <summary>`using namespace`.</summary>
    Namespace = 3,

    /// <summary>`using type`.</summary>
    Type = 4,
}
