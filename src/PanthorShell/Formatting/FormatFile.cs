using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace PanthorShell.Formatting;

/// <summary>Reads format.ps1xml files.</summary>
internal sealed class FormatFile
{
    private readonly string _path;
    private readonly Dictionary<string, List<string>> _selectionSets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CustomControlDefinition> _controls = new(StringComparer.OrdinalIgnoreCase);

    private FormatFile(string path)
    {
        _path = path;
    }

    public static List<ViewDefinition> Load(string path) => new FormatFile(path).Read();

    private List<ViewDefinition> Read()
    {
        XElement root;
        try
        {
            root = XDocument.Load(_path, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException($"{_path}: {exception.Message}", exception);
        }

        if (root.Name.LocalName != "Configuration") throw Wrong(root, "a Configuration element is expected");

        foreach (XElement set in Path(root, "SelectionSets").Elements("SelectionSet"))
            _selectionSets[Text(set, "Name") ?? ""] = [.. Path(set, "Types").Elements("TypeName")
                .Select(type => type.Value.Trim())];
        ReadControls(Path(root, "Controls"), _controls);
        return [.. Path(root, "ViewDefinitions").Elements("View").Select(ReadView)];
    }

    private static IEnumerable<XElement> Path(XElement element, string name) => element.Elements(name);

    private static string? Text(XElement element, string name) => element.Element(name)?.Value.Trim();

    private void ReadControls(IEnumerable<XElement> sections, Dictionary<string, CustomControlDefinition> controls)
    {
        foreach (XElement control in sections.Elements("Control"))
        {
            XElement body = control.Element("CustomControl") ?? throw Wrong(control, "a CustomControl is expected");
            controls[Text(control, "Name") ?? ""] = Custom(body, controls);
        }
    }

    private ViewDefinition ReadView(XElement view)
    {
        var controls = new Dictionary<string, CustomControlDefinition>(_controls, StringComparer.OrdinalIgnoreCase);
        ReadControls(view.Elements("Controls"), controls);
        bool autoSize = view.Descendants("AutoSize").Any();
        return new ViewDefinition
        {
            Name = Text(view, "Name") ?? "",
            TypeNames = TypeNames(view.Element("ViewSelectedBy") ?? throw Wrong(view, "ViewSelectedBy is missing")),
            Control = Control(view, controls, autoSize),
            GroupBy = view.Element("GroupBy") is { } groupBy ? ReadGroupBy(groupBy, controls) : null,
            OutOfBand = view.Element("OutOfBand") is not null,
        };
    }

    private List<string> TypeNames(XElement selectedBy)
    {
        List<string> names = [.. selectedBy.Elements("TypeName").Select(type => type.Value.Trim())];
        foreach (XElement set in selectedBy.Elements("SelectionSetName"))
        {
            if (!_selectionSets.TryGetValue(set.Value.Trim(), out List<string>? types))
                throw Wrong(set, $"the selection set {set.Value.Trim()} is not defined");
            names.AddRange(types);
        }

        return names;
    }

    private ViewControl Control(XElement view, Dictionary<string, CustomControlDefinition> controls, bool autoSize)
    {
        if (view.Element("TableControl") is { } table) return Table(table, autoSize);
        if (view.Element("ListControl") is { } list) return List(list);
        if (view.Element("WideControl") is { } wide) return Wide(wide, autoSize);
        if (view.Element("CustomControl") is { } custom) return Custom(custom, controls);
        throw Wrong(view, "a TableControl, ListControl, WideControl or CustomControl is expected");
    }

    private GroupByDefinition ReadGroupBy(XElement groupBy, Dictionary<string, CustomControlDefinition> controls)
    {
        ValueExpression expression = Expression(groupBy)
            ?? throw Wrong(groupBy, "a PropertyName or ScriptBlock is expected");
        CustomControlDefinition? control = null;
        if (Text(groupBy, "CustomControlName") is { } name)
        {
            if (!controls.TryGetValue(name, out control)) throw Wrong(groupBy, $"the control {name} is not defined");
        }
        else if (groupBy.Element("CustomControl") is { } body)
        {
            control = Custom(body, controls);
        }

        return new GroupByDefinition(expression, Text(groupBy, "Label"), control);
    }

    private TableControlDefinition Table(XElement table, bool autoSize)
    {
        var rows = new List<RowDefinition>();
        foreach (XElement row in table.Elements("TableRowEntries").Elements("TableRowEntry"))
        {
            List<CellDefinition> cells = [.. row.Elements("TableColumnItems").Elements("TableColumnItem").Select(item =>
                new CellDefinition(Expression(item), Text(item, "Text"), Alignment(item), Text(item, "FormatString")))];
            rows.Add(new RowDefinition(Selector(row), cells, row.Element("Wrap") is not null));
        }

        if (rows.Count == 0) throw Wrong(table, "a TableRowEntry is expected");
        return new TableControlDefinition
        {
            AutoSize = autoSize,
            HideHeaders = table.Element("HideTableHeaders") is not null,
            Headers = [.. table.Elements("TableHeaders").Elements("TableColumnHeader").Select(header =>
                new HeaderDefinition(Text(header, "Label"), Number(header, "Width"), Alignment(header)))],
            Rows = rows,
        };
    }

    private ListControlDefinition List(XElement list)
    {
        var entries = new List<ListEntryDefinition>();
        foreach (XElement entry in list.Elements("ListEntries").Elements("ListEntry"))
        {
            List<ListItemDefinition> items = [.. entry.Elements("ListItems").Elements("ListItem").Select(item =>
                new ListItemDefinition(
                    Text(item, "Label"),
                    Expression(item),
                    Text(item, "Text"),
                    Text(item, "FormatString"),
                    item.Element("ItemSelectionCondition") is { } condition ? Expression(condition) : null))];
            entries.Add(new ListEntryDefinition(Selector(entry), items));
        }

        if (entries.Count == 0) throw Wrong(list, "a ListEntry is expected");
        return new ListControlDefinition { Entries = entries };
    }

    private WideControlDefinition Wide(XElement wide, bool autoSize)
    {
        var entries = new List<WideEntryDefinition>();
        foreach (XElement entry in wide.Elements("WideEntries").Elements("WideEntry"))
        {
            XElement item = entry.Element("WideItem") ?? throw Wrong(entry, "a WideItem is expected");
            ValueExpression value = Expression(item) ?? throw Wrong(item, "a PropertyName or ScriptBlock is expected");
            entries.Add(new WideEntryDefinition(Selector(entry), value, Text(item, "FormatString")));
        }

        if (entries.Count == 0) throw Wrong(wide, "a WideEntry is expected");
        return new WideControlDefinition { AutoSize = autoSize, Columns = Number(wide, "ColumnNumber"),
            Entries = entries };
    }

    private CustomControlDefinition Custom(XElement custom, Dictionary<string, CustomControlDefinition> controls)
    {
        var entries = new List<CustomEntryDefinition>();
        foreach (XElement entry in custom.Elements("CustomEntries").Elements("CustomEntry"))
            entries.Add(new CustomEntryDefinition(Selector(entry), Items(entry.Element("CustomItem"), controls)));
        return new CustomControlDefinition { Entries = entries, NamedControls = controls };
    }

    private List<CustomItem> Items(XElement? parent, Dictionary<string, CustomControlDefinition> controls)
    {
        var items = new List<CustomItem>();
        foreach (XElement item in parent?.Elements() ?? [])
        {
            items.Add(item.Name.LocalName switch
            {
                "Text" => new CustomText(item.Value),
                "NewLine" => new CustomNewLine(Math.Max(1, Number(item, "Count"))),
                "Frame" => new CustomFrame(
                    Number(item, "LeftIndent"),
                    Number(item, "RightIndent"),
                    item.Element("FirstLineHanging") is not null ? -Number(item, "FirstLineHanging")
                        : Number(item, "FirstLineIndent"),
                    Items(item.Element("CustomItem"), controls)),
                "ExpressionBinding" => new CustomExpression(
                    Expression(item),
                    Text(item, "FormatString"),
                    item.Element("EnumerateCollection") is not null,
                    item.Element("ItemSelectionCondition") is { } condition ? Expression(condition) : null,
                    Text(item, "CustomControlName"),
                    item.Element("CustomControl") is { } control ? Custom(control, controls) : null),
                _ => throw Wrong(item, $"{item.Name.LocalName} is not known in a CustomItem"),
            });
        }

        return items;
    }

    private EntrySelector Selector(XElement entry)
    {
        var selector = new EntrySelector();
        if (entry.Element("EntrySelectedBy") is not { } selectedBy) return selector;

        selector.TypeNames.AddRange(TypeNames(selectedBy));
        if (selectedBy.Element("SelectionCondition") is { } condition)
        {
            selector.TypeNames.AddRange(TypeNames(condition));
            selector.Condition = Expression(condition);
        }

        return selector;
    }

    private static ValueExpression? Expression(XElement element)
    {
        if (Text(element, "PropertyName") is { } property) return ValueExpression.Property(property);
        return Text(element, "ScriptBlock") is { } script ? ValueExpression.Code(script) : null;
    }

    private static int Number(XElement element, string name)
    {
        string? text = Text(element, name);
        if (text is null) return 0;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    private static CellAlignment Alignment(XElement element)
    {
        string? text = Text(element, "Alignment");
        return Enum.TryParse(text, ignoreCase: true, out CellAlignment alignment) ? alignment : CellAlignment.Undefined;
    }

    private InvalidDataException Wrong(XObject node, string problem)
    {
        var line = (IXmlLineInfo)node;
        return new InvalidDataException($"{_path}, line {line.LineNumber}: {problem}.");
    }
}
