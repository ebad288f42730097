using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>One value an object, several a line.</summary>
internal sealed class WideGenerator(
    ViewDefinition? view, FormatOptions? options, FormatDatabase database, int enumerationLimit)
    : ViewGenerator(view, options, database, enumerationLimit)
{
    private FormatProperty? _property;

    public override FormatStartData Start(PSObject first)
    {
        var control = View?.Control as WideControlDefinition;
        if (control is null) _property = Choose(first);
        return new FormatStartData
        {
            Shape = ViewShape.Wide,
            AutoSize = Options?.AutoSize ?? View?.Control.AutoSize ?? false,
            WideColumns = Options is { Columns: > 0 } ? Options.Columns : control?.Columns ?? 0,
        };
    }

    public override EntryPayload Entry(PSObject target)
    {
        if (View?.Control is WideControlDefinition control)
        {
            WideEntryDefinition entry =
                control.Entries.FirstOrDefault(entry => !entry.Selector.IsDefault && entry.Selector.Selects(target))
                ?? control.Entries[0];
            return new WidePayload(Cell(target, entry.Value, entry.FormatString, roundFloats: false));
        }

        return new WidePayload(_property is null
            ? ""
            : Cell(target, _property.Expression, _property.FormatString, roundFloats: false));
    }

    private FormatProperty? Choose(PSObject first)
    {
        if (Options is { Properties.Count: > 0 }) return ActiveProperties(first, keepMissing: false).FirstOrDefault();

        if (CellText.NameProperty(first) is { } name)
            return new FormatProperty { Expression = ValueExpression.Property(name) };
        return ActiveProperties(first, keepMissing: false).FirstOrDefault();
    }
}
