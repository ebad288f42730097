using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>Makes the packets of one document from a view definition or from the objects' properties.</summary>
internal abstract class ViewGenerator(
    ViewDefinition? view, FormatOptions? options, FormatDatabase database, int enumerationLimit)
{
    protected ViewDefinition? View { get; } = view;

    protected FormatOptions? Options { get; } = options;

    protected FormatDatabase Database { get; } = database;

    protected int EnumerationLimit { get; } = enumerationLimit;

    public bool Groups => Options?.GroupBy is not null || View?.GroupBy is not null;

    public abstract FormatStartData Start(PSObject first);

    public abstract EntryPayload Entry(PSObject target);

    /// <summary>True when the object may appear in this document.</summary>
    public bool AppliesTo(PSObject target) => View is null || View.AppliesTo(target.TypeNames);

    public object? GroupKey(PSObject target)
    {
        ValueExpression? expression = Options?.GroupBy?.Expression ?? View?.GroupBy?.Expression;
        return expression?.Evaluate(target).Value;
    }

    public FrameNode? GroupLabel(PSObject first, object? key)
    {
        if (!Groups) return null;

        if (Options?.GroupBy is null && View!.GroupBy!.Control is { } control)
            return CustomGenerator.Layout(control, first, Database, EnumerationLimit);

        ValueExpression expression = Options?.GroupBy?.Expression ?? View!.GroupBy!.Expression;
        string label = (Options?.GroupBy is { } own ? own.Label : View!.GroupBy!.Label) ?? expression.ToString();
        string text = key is null ? "" : CellText.Text(PSObject.AsPSObject(key), EnumerationLimit, roundFloats: false);
        var root = new FrameNode();
        root.Children.Add(new TextNode("   " + label + ": " + text));
        return root;
    }

    /// <summary>The properties to show when no view says so: those asked for, the default set, or all.</summary>
    protected List<FormatProperty> ActiveProperties(PSObject target, bool keepMissing, bool defaultSet = true)
    {
        var result = new List<FormatProperty>();
        if (Options is { Properties.Count: > 0 })
        {
            foreach (FormatProperty property in Options.Properties)
            {
                foreach (ValueExpression expression in property.Expression.Resolve(target))
                {
                    bool exists = expression.PropertyName is null || expression.Evaluate(target).Found;
                    if (exists || keepMissing) result.Add(With(property, expression));
                }
            }
        }
        else
        {
            IReadOnlyList<string> names = defaultSet ? CellText.DefaultDisplayProperties(target) : [];
            if (names.Count == 0) names = AllNames(target);
            foreach (string name in names.SelectMany(name => ValueExpression.Property(name).Resolve(target))
                .Select(expression => expression.PropertyName!).Distinct())
                result.Add(new FormatProperty { Expression = ValueExpression.Property(name) });
        }

        if (Options is { Excluded.Count: > 0 })
            result.RemoveAll(property =>
                Options.Excluded.Any(pattern => pattern.IsMatch(property.Expression.ToString())));
        return result;
    }

    protected string Cell(PSObject target, ValueExpression expression, string? formatString, bool roundFloats)
    {
        ExpressionResult result = expression.Evaluate(target);
        return result.Error is null ? CellText.Field(result.Value, formatString, EnumerationLimit, roundFloats) : "";
    }

    /// <summary>What the object itself has comes first, then what was added to it.</summary>
    private static List<string> AllNames(PSObject target) => [.. CellText.Properties(target)
        .OrderBy(property => property is not PSProperty).Select(property => property.Name)];

    private static FormatProperty With(FormatProperty property, ValueExpression expression)
    {
        return new FormatProperty
        {
            Expression = expression,
            Label = property.Label,
            Width = property.Width,
            Alignment = property.Alignment,
            FormatString = property.FormatString,
            Depth = property.Depth,
        };
    }
}
