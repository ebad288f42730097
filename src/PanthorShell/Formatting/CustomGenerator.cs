using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>Free layouts: those of a CustomControl, or a tree of the object's properties.</summary>
internal sealed class CustomGenerator(
    ViewDefinition? view, FormatOptions? options, FormatDatabase database, int enumerationLimit)
    : ViewGenerator(view, options, database, enumerationLimit)
{
    private const int MaxDepth = 50;

    public override FormatStartData Start(PSObject first) => new() { Shape = ViewShape.Custom };

    public override EntryPayload Entry(PSObject target)
    {
        if (View?.Control is CustomControlDefinition control)
            return new CustomPayload(Layout(control, target, Database, EnumerationLimit));

        var root = new FrameNode();
        WriteTree(root, target, Options?.Depth ?? 5);
        return new CustomPayload(root);
    }

    public static FrameNode Layout(CustomControlDefinition control, PSObject target, FormatDatabase database, int limit)
    {
        if (control.Builder is not null) return control.Builder(target);

        var root = new FrameNode();
        Expand(control, control, target, root, limit, 0);
        return root;
    }

    private static void Expand(
        CustomControlDefinition control, CustomControlDefinition scope, PSObject target, FrameNode frame, int limit,
            int depth)
    {
        if (depth > MaxDepth) return;

        CustomEntryDefinition? entry =
            control.Entries.FirstOrDefault(entry => !entry.Selector.IsDefault && entry.Selector.Selects(target))
            ?? control.Entries.FirstOrDefault(entry => entry.Selector.IsDefault);
        if (entry is null) return;

        foreach (CustomItem item in entry.Items) Expand(item, scope, target, frame, limit, depth);
    }

    private static void Expand(
        CustomItem item, CustomControlDefinition scope, PSObject target, FrameNode frame, int limit, int depth)
    {
        switch (item)
        {
            case CustomText text:
                frame.Children.Add(new TextNode(text.Text));
                break;
            case CustomNewLine line:
                for (int i = 0; i < line.Count; i++) frame.Children.Add(new NewLineNode());
                break;
            case CustomFrame inner:
                var child = new FrameNode { LeftIndent = inner.Left, RightIndent = inner.Right,
                    FirstLine = inner.FirstLine };
                foreach (CustomItem part in inner.Items) Expand(part, scope, target, child, limit, depth + 1);
                frame.Children.Add(child);
                break;
            case CustomExpression expression:
                Expand(expression, scope, target, frame, limit, depth);
                break;
        }
    }

    private static void Expand(
        CustomExpression item, CustomControlDefinition scope, PSObject target, FrameNode frame, int limit, int depth)
    {
        if (item.Condition is not null && !LanguagePrimitives.IsTrue(item.Condition.Evaluate(target).Value)) return;

        object? value = item.Value is null ? target : item.Value.Evaluate(target).Value;
        CustomControlDefinition? control = item.Control;
        if (control is null && item.ControlName is not null)
            scope.NamedControls?.TryGetValue(item.ControlName, out control);

        if (value is null) return;

        IEnumerable? items = item.Enumerate ? CellText.Enumerable(PSObject.AsPSObject(value)) : null;
        foreach (object? one in items ?? new[] { value })
        {
            if (one is null) continue;
            if (control is null) frame.Children.Add(new TextNode(CellText.Field(one, item.FormatString, limit, false)));
            else Expand(control, scope, PSObject.AsPSObject(one), frame, limit, depth + 1);
        }
    }

    private void WriteTree(FrameNode frame, PSObject target, int depth)
    {
        if (CellText.IsScalar(target))
        {
            frame.Children.Add(new TextNode(target.ToString()));
            frame.Children.Add(new NewLineNode());
            return;
        }

        if (CellText.Enumerable(target) is { } items)
        {
            WriteItems(frame, items, depth);
            return;
        }

        string name = target.TypeNames.Count > 0 ? target.TypeNames[0] : target.BaseObject.GetType().FullName!;
        frame.Children.Add(new TextNode("class " + name[(name.LastIndexOf('.') + 1)..]));
        frame.Children.Add(new NewLineNode());
        frame.Children.Add(new TextNode("{"));
        frame.Children.Add(new NewLineNode());
        var body = new FrameNode { LeftIndent = 2 };
        foreach (FormatProperty property in ActiveProperties(target, keepMissing: false))
            WriteProperty(body, property, target, depth);
        frame.Children.Add(body);
        frame.Children.Add(new TextNode("}"));
        frame.Children.Add(new NewLineNode());
    }

    private void WriteItems(FrameNode frame, IEnumerable items, int depth)
    {
        frame.Children.Add(new TextNode("["));
        frame.Children.Add(new NewLineNode());
        var body = new FrameNode { LeftIndent = 2 };
        int count = 0;
        foreach (object? item in items)
        {
            if (EnumerationLimit >= 0 && count++ == EnumerationLimit)
            {
                body.Children.Add(new TextNode(TextCells.Ellipsis));
                body.Children.Add(new NewLineNode());
                break;
            }

            WriteTree(body, PSObject.AsPSObject(item ?? ""), depth - 1);
        }

        frame.Children.Add(body);
        frame.Children.Add(new TextNode("]"));
        frame.Children.Add(new NewLineNode());
    }

    private void WriteProperty(FrameNode body, FormatProperty property, PSObject target, int depth)
    {
        object? value = property.Expression.Evaluate(target).Value;
        body.Children.Add(new TextNode((property.Label ?? property.Expression.ToString()) + " = "));
        PSObject? inner = value is null ? null : PSObject.AsPSObject(value);
        if (inner is null || CellText.IsScalar(inner) || depth <= 1)
        {
            body.Children.Add(new TextNode(inner is null ? "" : CellText.Text(inner, EnumerationLimit, false)));
            body.Children.Add(new NewLineNode());
            return;
        }

        body.Children.Add(new NewLineNode());
        var frame = new FrameNode { LeftIndent = 2 };
        WriteTree(frame, inner, depth - 1);
        if (CellText.Enumerable(inner) is not null) frame.Children.Add(new NewLineNode());
        body.Children.Add(frame);
    }
}
