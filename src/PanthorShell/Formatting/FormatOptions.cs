using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>A property of -Property or -GroupBy with its label, width, alignment and format.</summary>
internal sealed class FormatProperty
{
    public required ValueExpression Expression { get; init; }

    public string? Label { get; set; }

    public int Width { get; set; }

    public CellAlignment Alignment { get; set; }

    public string? FormatString { get; set; }

    public int Depth { get; set; }
}

/// <summary>What a Format-* cmdlet was asked for.</summary>
internal sealed class FormatOptions
{
    public IReadOnlyList<FormatProperty> Properties { get; init; } = [];

    public IReadOnlyList<WildcardPattern> Excluded { get; init; } = [];

    public FormatProperty? GroupBy { get; init; }

    public string? ViewName { get; init; }

    public bool? AutoSize { get; init; }

    public bool? Wrap { get; init; }

    public bool? HideHeaders { get; init; }

    public int Columns { get; init; }

    public int Depth { get; init; } = 5;

    /// <summary>Formats strings and errors like any object.</summary>
    public bool Force { get; init; }

    /// <summary>How collections are expanded: CoreOnly, EnumOnly or Both; null for the default.</summary>
    public string? Expand { get; init; }
}
