using System.Collections.Generic;

namespace PanthorShell.Formatting;

/// <summary>How objects are laid out.</summary>
internal enum ViewShape
{
    Undefined,
    Table,
    List,
    Wide,
    Custom,
}

/// <summary>Where the text of a table cell stands.</summary>
internal enum CellAlignment
{
    Undefined,
    Left,
    Center,
    Right,
}

/// <summary>What the Format-* cmdlets write and the Out-* cmdlets print.</summary>
internal abstract class FormatPacket
{
}

/// <summary>A column of a table; a width of 0 means that the renderer chooses.</summary>
internal sealed record TableColumn(string Label, int Width, CellAlignment Alignment);

/// <summary>Opens a document of one shape.</summary>
internal sealed class FormatStartData : FormatPacket
{
    public ViewShape Shape { get; init; }

    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    public bool HideHeader { get; init; }

    public bool AutoSize { get; init; }

    public int WideColumns { get; init; }
}

/// <summary>Closes the document.</summary>
internal sealed class FormatEndData : FormatPacket
{
}

/// <summary>Opens a group; the label is null when objects are not grouped.</summary>
internal sealed class GroupStartData : FormatPacket
{
    public FrameNode? Label { get; init; }
}

/// <summary>Closes a group.</summary>
internal sealed class GroupEndData : FormatPacket
{
}

/// <summary>One formatted object.</summary>
internal sealed class FormatEntryData : FormatPacket
{
    public required EntryPayload Payload { get; init; }

    /// <summary>Printed as it comes, whatever document is open.</summary>
    public bool OutOfBand { get; init; }

    /// <summary>The stream that the object came from.</summary>
    public OutputStream Stream { get; init; }
}

/// <summary>The stream a formatted line belongs to.</summary>
internal enum OutputStream
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
}

internal abstract class EntryPayload
{
}

internal sealed class RawTextPayload(string text) : EntryPayload
{
    public string Text { get; } = text;
}

internal sealed class TableRowPayload(string[] cells, CellAlignment[] alignments, bool wrap) : EntryPayload
{
    public string[] Cells { get; } = cells;

    public CellAlignment[] Alignments { get; } = alignments;

    public bool Wrap { get; } = wrap;
}

internal sealed class ListPayload(List<KeyValuePair<string, string>> fields) : EntryPayload
{
    public List<KeyValuePair<string, string>> Fields { get; } = fields;
}

internal sealed class WidePayload(string text) : EntryPayload
{
    public string Text { get; } = text;
}

internal sealed class CustomPayload(FrameNode root) : EntryPayload
{
    public FrameNode Root { get; } = root;
}

/// <summary>A piece of custom layout: a text, a line break or an indented frame.</summary>
internal abstract class LayoutNode
{
}

internal sealed class TextNode(string text) : LayoutNode
{
    public string Text { get; } = text;
}

internal sealed class NewLineNode : LayoutNode
{
}

internal sealed class FrameNode : LayoutNode
{
    public int LeftIndent { get; init; }

    public int RightIndent { get; init; }

    /// <summary>Indentation of the first line; negative for a hanging first line.</summary>
    public int FirstLine { get; init; }

    public List<LayoutNode> Children { get; } = [];
}
