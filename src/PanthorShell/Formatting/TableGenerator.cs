using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>Rows and columns.</summary>
internal sealed class TableGenerator(
    ViewDefinition? view, FormatOptions? options, FormatDatabase database, int enumerationLimit)
    : ViewGenerator(view, options, database, enumerationLimit)
{
    private const int MaxColumns = 10;

    private List<FormatProperty> _properties = [];

    public override FormatStartData Start(PSObject first)
    {
        var control = View?.Control as TableControlDefinition;
        return new FormatStartData
        {
            Shape = ViewShape.Table,
            AutoSize = Options?.AutoSize ?? View?.Control.AutoSize ?? false,
            HideHeader = Options?.HideHeaders ?? control?.HideHeaders ?? false,
            Columns = control is null ? PropertyColumns(first) : ViewColumns(control, first),
        };
    }

    public override EntryPayload Entry(PSObject target)
    {
        if (View?.Control is TableControlDefinition control)
        {
            RowDefinition row = Select(control, target);
            string[] cells = [.. row.Cells.Select(cell => cell.Value is null
                ? cell.Text ?? ""
                : Cell(target, cell.Value, cell.FormatString, roundFloats: false))];
            return new TableRowPayload(cells, [.. row.Cells.Select(cell => cell.Alignment)], Options?.Wrap ?? row.Wrap);
        }

        string[] values = [.. _properties.Select(property =>
            Cell(target, property.Expression, property.FormatString, roundFloats: property.FormatString is null))];
        return new TableRowPayload(values, new CellAlignment[values.Length], Options?.Wrap ?? false);
    }

    private static RowDefinition Select(TableControlDefinition control, PSObject target)
    {
        RowDefinition standard = control.Rows.FirstOrDefault(row => row.Selector.IsDefault) ?? control.Rows[0];
        RowDefinition? special = control.Rows.FirstOrDefault(row => !row.Selector.IsDefault
            && row.Selector.Selects(target));
        if (special is null) return standard;

        // An empty cell of a special row stands for the same cell of the default row.
        CellDefinition[] cells = [.. special.Cells.Select((cell, index) =>
            cell.Value is null && cell.Text is null && index < standard.Cells.Count ? standard.Cells[index] : cell)];
        return special with { Cells = cells, Wrap = special.Wrap || standard.Wrap };
    }

    private static List<TableColumn> ViewColumns(TableControlDefinition control, PSObject first)
    {
        RowDefinition row = Select(control, first);
        var columns = new List<TableColumn>();
        for (int k = 0; k < row.Cells.Count; k++)
        {
            HeaderDefinition? header = k < control.Headers.Count ? control.Headers[k] : null;
            CellDefinition cell = row.Cells[k];
            CellAlignment alignment = header?.Alignment ?? CellAlignment.Undefined;
            if (alignment == CellAlignment.Undefined) alignment = cell.Alignment;
            string label = header?.Label ?? cell.Value?.ToString() ?? cell.Text ?? "";
            columns.Add(new TableColumn(label, header?.Width ?? 0, alignment));
        }

        return columns;
    }

    private List<TableColumn> PropertyColumns(PSObject first)
    {
        _properties = ActiveProperties(first, keepMissing: true);
        if (Options is not { Properties.Count: > 0 } && CellText.DefaultDisplayProperties(first).Count == 0
            && _properties.Count > MaxColumns)
            _properties.RemoveRange(MaxColumns, _properties.Count - MaxColumns);

        var columns = new List<TableColumn>();
        foreach (FormatProperty property in _properties)
        {
            CellAlignment alignment = property.Alignment;
            if (alignment == CellAlignment.Undefined) alignment = NaturalAlignment(first, property.Expression);
            columns.Add(new TableColumn(property.Label ?? property.Expression.ToString(), property.Width, alignment));
        }

        return columns;
    }

    /// <summary>Numbers, booleans and enumerations stand at the right, as the first object has them.</summary>
    private static CellAlignment NaturalAlignment(PSObject first, ValueExpression expression)
    {
        ExpressionResult result = expression.Evaluate(first);
        if (result.Error is not null || result.Value is null) return CellAlignment.Left;

        PSObject value = PSObject.AsPSObject(result.Value);
        return value.BaseObject is not string && CellText.IsScalar(value) ? CellAlignment.Right : CellAlignment.Left;
    }
}
