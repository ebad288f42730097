using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gathers objects with equal values; the groups come sorted.</summary>
[Cmdlet(VerbsData.Group, "Object", DefaultParameterSetName = "Default")]
[OutputType(typeof(Hashtable), typeof(GroupInfo), typeof(GroupInfoNoElement))]
internal sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Alias("AHT")]
    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null) _input.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        CultureInfo culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : new CultureInfo(Culture);
        List<ValueExpression> expressions =
            [.. PropertyArgument.Parse(this, Property, "Name").Select(argument => argument.Expression)];
        if (_input.Count > 0) expressions = [.. expressions.SelectMany(expression => expression.Resolve(_input[0]))];
        var order = Comparer<SortKeys>.Create((left, right) =>
            SortKeys.Compare(left, right, [], CaseSensitive, culture));
        var groups = new List<GroupInfo>();
        SortKeys? current = null;
        foreach (SortKeys keys in _input.Select(item => SortKeys.Of(item, expressions)).OrderBy(keys => keys, order))
        {
            if (current is not null && order.Compare(current, keys) == 0)
            {
                groups[^1].Add(keys.Target);
                continue;
            }

            current = keys;
            groups.Add(new GroupInfo([.. keys.Values.Select(ObjectComparison.Plain)], keys.Target));
        }

        if (AsHashTable)
        {
            WriteTable(groups);
            return;
        }

        foreach (GroupInfo group in groups) WriteObject(NoElement ? new GroupInfoNoElement(group) : group);
    }

    private void WriteTable(List<GroupInfo> groups)
    {
        if (Property is { Length: > 1 } && !AsString)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("Several properties make a table only with -AsString."),
                "UnsupportedOperation",
                ErrorCategory.InvalidArgument,
                Property));
        }

        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture
            : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in groups)
        {
            object key = AsString ? group.Name : group.Values[0] ?? "";
            table[key] = group.Group;
        }

        WriteObject(table);
    }
}
