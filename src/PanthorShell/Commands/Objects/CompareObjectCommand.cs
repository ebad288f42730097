using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Tells which objects are in one of two sets only.</summary>
[Cmdlet(VerbsData.Compare, "Object")]
internal sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<SortKeys> _reference = [];
    private readonly List<SortKeys> _difference = [];
    private List<PropertyArgument> _properties = [];

    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    public PSObject[]? ReferenceObject { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[]? DifferenceObject { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SyncWindow { get; set; } = int.MaxValue;

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void BeginProcessing() => _properties = PropertyArgument.Parse(this, Property, "Name");

    protected override void ProcessRecord()
    {
        foreach (PSObject item in DifferenceObject ?? [])
        {
            if (item is not null) _difference.Add(Keys(item));
        }
    }

    protected override void EndProcessing()
    {
        foreach (PSObject item in ReferenceObject ?? [])
        {
            if (item is not null) _reference.Add(Keys(item));
        }

        // Each object of one side is matched with the nearest equal one of the other side, at most SyncWindow away.
        var left = new List<SortKeys?>();
        var right = new List<SortKeys?>();
        int total = Math.Max(_reference.Count, _difference.Count);
        for (int i = 0; i < total; i++)
        {
            if (i < _difference.Count) Take(_difference[i], left, right, "=>");
            if (i < _reference.Count) Take(_reference[i], right, left, "<=");
            Expire(left, "<=");
            Expire(right, "=>");
        }

        foreach (SortKeys? item in right) Different(item, "=>");
        foreach (SortKeys? item in left) Different(item, "<=");
    }

    private void Take(SortKeys item, List<SortKeys?> waiting, List<SortKeys?> own, string side)
    {
        int match = waiting.FindIndex(other => other is not null && Same(other, item));
        if (match < 0)
        {
            own.Add(item);
            return;
        }

        SortKeys equal = side == "=>" ? waiting[match]! : item;
        waiting.RemoveAt(match);
        if (IncludeEqual || ExcludeDifferent) Emit(equal, "==");
    }

    private void Expire(List<SortKeys?> waiting, string side)
    {
        while (SyncWindow < int.MaxValue && waiting.Count > SyncWindow)
        {
            Different(waiting[0], side);
            waiting.RemoveAt(0);
        }
    }

    private bool Same(SortKeys left, SortKeys right)
    {
        CultureInfo culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : new CultureInfo(Culture);
        return SortKeys.Compare(left, right, [], CaseSensitive, culture) == 0;
    }

    private SortKeys Keys(PSObject item) =>
        SortKeys.Of(item, [.. _properties.SelectMany(property => property.Expression.Resolve(item))]);

    private void Different(SortKeys? item, string side)
    {
        if (item is not null && !ExcludeDifferent) Emit(item, side);
    }

    private void Emit(SortKeys item, string side)
    {
        if (PassThru)
        {
            PSObject same = item.Target;
            same.Properties.Remove("SideIndicator");
            same.Properties.Add(new PSNoteProperty("SideIndicator", side));
            WriteObject(same);
            return;
        }

        var result = new PSObject();
        if (_properties.Count == 0)
        {
            result.Properties.Add(new PSNoteProperty("InputObject", item.Target));
        }
        else
        {
            List<(string Name, ValueExpression Expression)> names = [.. _properties.SelectMany(property =>
                property.Expression.Resolve(item.Target)
                    .Select(expression => (property.Label ?? expression.ToString(), expression)))];
            for (int i = 0; i < names.Count; i++)
                result.Properties.Add(new PSNoteProperty(names[i].Name, item.Values[i]));
        }

        result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(result);
    }
}
