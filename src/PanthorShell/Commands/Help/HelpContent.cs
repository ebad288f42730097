using System.Collections.Generic;

namespace Microsoft.PowerShell.Commands;

/// <summary>The help of a command, whatever file it comes from.</summary>
internal sealed class HelpContent
{
    public required string Name { get; init; }

    public string Category { get; init; } = "Cmdlet";

    public string ModuleName { get; init; } = "";

    public string Synopsis { get; set; } = "";

    public List<string> Syntax { get; } = [];

    public List<string> Description { get; } = [];

    public List<HelpParameter> Parameters { get; } = [];

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<string> Notes { get; } = [];

    public List<HelpExample> Examples { get; } = [];

    public List<HelpLink> Links { get; } = [];

    /// <summary>False when nobody has written help and only the syntax is known.</summary>
    public bool IsWritten { get; set; } = true;

    public string Aliases { get; set; } = "None";
}

internal sealed class HelpParameter
{
    public required string Name { get; init; }

    public string Type { get; init; } = "";

    public string Value { get; init; } = "";

    public bool IsSwitch { get; init; }

    public List<string> Description { get; } = [];

    public string Required { get; init; } = "false";

    public string Position { get; init; } = "named";

    public string Default { get; init; } = "";

    public string PipelineInput { get; init; } = "false";

    public string Aliases { get; init; } = "";

    public string Globbing { get; init; } = "false";
}

internal sealed record HelpExample(string Title, string Introduction, string Code, List<string> Remarks);

internal sealed record HelpLink(string Text, string Uri);
