using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>A named layout for objects of certain types.</summary>
internal sealed class ViewDefinition
{
    public string Name { get; init; } = "";

    public IReadOnlyList<string> TypeNames { get; init; } = [];

    public required ViewControl Control { get; init; }

    public GroupByDefinition? GroupBy { get; init; }

    public bool OutOfBand { get; init; }

    public bool AppliesTo(string typeName)
    {
        foreach (string name in TypeNames)
        {
            if (string.Equals(name, typeName, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>True when one of the object's types is among those of the view.</summary>
    public bool AppliesTo(IEnumerable<string> typeNames)
    {
        foreach (string typeName in typeNames)
        {
            if (AppliesTo(typeName)) return true;
        }

        return false;
    }
}

internal sealed record GroupByDefinition(ValueExpression Expression, string? Label, CustomControlDefinition? Control);

internal abstract class ViewControl
{
    public abstract ViewShape Shape { get; }

    public bool AutoSize { get; init; }
}

/// <summary>Which objects a row, a list entry or a custom entry is for.</summary>
internal sealed class EntrySelector
{
    public List<string> TypeNames { get; } = [];

    public ValueExpression? Condition { get; set; }

    public bool IsDefault => TypeNames.Count == 0 && Condition is null;

    public bool Selects(PSObject target)
    {
        if (TypeNames.Count > 0 && !MatchesType(target)) return false;
        return Condition is null || LanguagePrimitives.IsTrue(Condition.Evaluate(target).Value);
    }

    private bool MatchesType(PSObject target)
    {
        foreach (string typeName in target.TypeNames)
        {
            if (TypeNames.Exists(name =>
                string.Equals(name, typeName, StringComparison.OrdinalIgnoreCase))) return true;
        }

        return false;
    }
}

internal sealed record CellDefinition(ValueExpression? Value, string? Text, CellAlignment Alignment,
    string? FormatString);

internal sealed record RowDefinition(EntrySelector Selector, IReadOnlyList<CellDefinition> Cells, bool Wrap);

internal sealed record HeaderDefinition(string? Label, int Width, CellAlignment Alignment);

internal sealed class TableControlDefinition : ViewControl
{
    public override ViewShape Shape => ViewShape.Table;

    public IReadOnlyList<HeaderDefinition> Headers { get; init; } = [];

    public required IReadOnlyList<RowDefinition> Rows { get; init; }

    public bool HideHeaders { get; init; }
}

internal sealed record ListItemDefinition(
    string? Label, ValueExpression? Value, string? Text, string? FormatString, ValueExpression? Condition);

internal sealed record ListEntryDefinition(EntrySelector Selector, IReadOnlyList<ListItemDefinition> Items);

internal sealed class ListControlDefinition : ViewControl
{
    public override ViewShape Shape => ViewShape.List;

    public required IReadOnlyList<ListEntryDefinition> Entries { get; init; }
}

internal sealed record WideEntryDefinition(EntrySelector Selector, ValueExpression Value, string? FormatString);

internal sealed class WideControlDefinition : ViewControl
{
    public override ViewShape Shape => ViewShape.Wide;

    public int Columns { get; init; }

    public required IReadOnlyList<WideEntryDefinition> Entries { get; init; }
}

internal abstract record CustomItem;

internal sealed record CustomText(string Text) : CustomItem;

internal sealed record CustomNewLine(int Count) : CustomItem;

internal sealed record CustomFrame(int Left, int Right, int FirstLine, IReadOnlyList<CustomItem> Items) : CustomItem;

internal sealed record CustomExpression(
    ValueExpression? Value,
    string? FormatString,
    bool Enumerate,
    ValueExpression? Condition,
    string? ControlName,
    CustomControlDefinition? Control) : CustomItem;

internal sealed record CustomEntryDefinition(EntrySelector Selector, IReadOnlyList<CustomItem> Items);

internal sealed class CustomControlDefinition : ViewControl
{
    public override ViewShape Shape => ViewShape.Custom;

    public required IReadOnlyList<CustomEntryDefinition> Entries { get; init; }

    /// <summary>Lays the object out by code instead of entries.</summary>
    public Func<PSObject, FrameNode>? Builder { get; init; }

    /// <summary>The named controls of the file and the view.</summary>
    public IReadOnlyDictionary<string, CustomControlDefinition>? NamedControls { get; set; }
}
