using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sorts objects by themselves or by properties; equal ones keep their order.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
internal sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Top")]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Bottom")]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null) _input.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (_input.Count == 0) return;

        CultureInfo culture = string.IsNullOrEmpty(Culture) ? CultureInfo.CurrentCulture : new CultureInfo(Culture);
        List<PropertyArgument> arguments = PropertyArgument.Parse(this, Property, "Ascending", "Descending");
        var expressions = new List<ValueExpression>();
        var descending = new List<bool>();
        foreach (PropertyArgument argument in arguments)
        {
            foreach (ValueExpression expression in argument.Expression.Resolve(_input[0]))
            {
                expressions.Add(expression);
                bool? down = argument.Flag("Descending") ?? !argument.Flag("Ascending");
                descending.Add(down ?? Descending);
            }
        }

        if (expressions.Count == 0) descending.Add(Descending);

        List<SortKeys> sorted = [.. _input.Select(item => SortKeys.Of(item, expressions))];
        var order = Comparer<SortKeys>.Create(
            (left, right) => SortKeys.Compare(left, right, descending, CaseSensitive, culture));
        sorted = [.. sorted.OrderBy(keys => keys, order)];
        if (Unique) sorted = Distinct(sorted, order);
        if (Top > 0) sorted = [.. sorted.Take(Top)];
        if (Bottom > 0) sorted = [.. sorted.Skip(sorted.Count - Bottom)];
        foreach (SortKeys keys in sorted) WriteObject(keys.Target);
    }

    private static List<SortKeys> Distinct(List<SortKeys> sorted, Comparer<SortKeys> order)
    {
        var result = new List<SortKeys>();
        foreach (SortKeys keys in sorted)
        {
            if (result.Count == 0 || order.Compare(result[^1], keys) != 0) result.Add(keys);
        }

        return result;
    }
}
