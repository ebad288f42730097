using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>One property a line.</summary>
internal sealed class ListGenerator(
    ViewDefinition? view, FormatOptions? options, FormatDatabase database, int enumerationLimit)
    : ViewGenerator(view, options, database, enumerationLimit)
{
    public override FormatStartData Start(PSObject first) => new() { Shape = ViewShape.List };

    public override EntryPayload Entry(PSObject target)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (View?.Control is ListControlDefinition control)
        {
            foreach (ListItemDefinition item in Select(control, target).Items)
            {
                if (item.Condition is not null
                    && !LanguagePrimitives.IsTrue(item.Condition.Evaluate(target).Value)) continue;

                string label = item.Label ?? item.Value?.ToString() ?? item.Text ?? "";
                string value = item.Value is null
                    ? item.Text ?? ""
                    : Cell(target, item.Value, item.FormatString, roundFloats: false);
                fields.Add(new KeyValuePair<string, string>(label, value));
            }

            return new ListPayload(fields);
        }

        foreach (FormatProperty property in ActiveProperties(target, keepMissing: false))
        {
            string label = property.Label ?? property.Expression.ToString();
            string value = Cell(target, property.Expression, property.FormatString, roundFloats: false);
            fields.Add(new KeyValuePair<string, string>(label, value));
        }

        return new ListPayload(fields);
    }

    private static ListEntryDefinition Select(ListControlDefinition control, PSObject target)
    {
        return control.Entries.FirstOrDefault(entry => !entry.Selector.IsDefault && entry.Selector.Selects(target))
            ?? control.Entries.FirstOrDefault(entry => entry.Selector.IsDefault)
            ?? control.Entries[0];
    }
}
