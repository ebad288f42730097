using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>A -Property argument: a name, a script block, or a table with an expression and its attributes.</summary>
internal sealed class PropertyArgument
{
    private PropertyArgument(ValueExpression expression)
    {
        Expression = expression;
    }

    public ValueExpression Expression { get; }

    /// <summary>The other entries of the table by their full names.</summary>
    public Dictionary<string, object?> Entries { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? Label => Entries.TryGetValue("Name", out object? label) ? label as string : null;

    public static List<PropertyArgument> Parse(Cmdlet cmdlet, object[]? values, params string[] allowedKeys)
    {
        var result = new List<PropertyArgument>();
        foreach (object? value in values ?? []) result.Add(ParseOne(cmdlet, value, allowedKeys));
        return result;
    }

    /// <summary>True when a Boolean entry is present and true; null when it is absent.</summary>
    public bool? Flag(string name) => Entries.TryGetValue(name, out object? value) ? LanguagePrimitives.IsTrue(value)
        : null;

    public FormatProperty ToFormatProperty()
    {
        var property = new FormatProperty { Expression = Expression, Label = Label };
        if (Entries.TryGetValue("Width", out object? width))
            property.Width = LanguagePrimitives.ConvertTo<int>(width);
        if (Entries.TryGetValue("Alignment", out object? alignment)) property.Alignment = ParseAlignment(alignment);
        if (Entries.TryGetValue("FormatString", out object? format)) property.FormatString = format as string;
        return property;
    }

    private static PropertyArgument ParseOne(Cmdlet cmdlet, object? value, string[] allowedKeys)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case string name:
                return name.Length > 0 ? new PropertyArgument(ValueExpression.Property(name)) : throw Empty(cmdlet);
            case ScriptBlock block:
                return new PropertyArgument(ValueExpression.Code(block));
            case IDictionary table:
                return ParseTable(cmdlet, table, allowedKeys);
            case null:
                throw Empty(cmdlet);
            default:
                return new PropertyArgument(ValueExpression.Property(ObjectComparison.Text(plain)));
        }
    }

    private static PropertyArgument ParseTable(Cmdlet cmdlet, IDictionary table, string[] allowedKeys)
    {
        object? expression = null;
        var entries = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            string key = entry.Key as string ?? throw Invalid(
                cmdlet, "DictionaryKeyIllegal", $"The key {entry.Key} is not a string.", entry.Key);
            string full = FullKey(cmdlet, key, allowedKeys);
            object? content = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            if (full == "Expression") expression = content;
            else entries[full] = content;
        }

        if (expression is null && entries.TryGetValue("Name", out object? label)) expression = label;
        ValueExpression parsed = expression switch
        {
            ScriptBlock block => ValueExpression.Code(block),
            string { Length: > 0 } name => ValueExpression.Property(name),
            null => throw Invalid(cmdlet, "DictionaryKeyMandatoryEntry", "The key Expression is missing.", table),
            _ => throw Invalid(
                cmdlet, "DictionaryKeyIllegalValue1", "The key Expression takes a string or a script block.",
                    expression),
        };
        var result = new PropertyArgument(parsed);
        foreach ((string key, object? content) in entries) result.Entries[key] = content;
        return result;
    }

    private static string FullKey(Cmdlet cmdlet, string key, string[] allowedKeys)
    {
        if (key.Length > 0 && "Expression".StartsWith(key, StringComparison.OrdinalIgnoreCase)) return "Expression";
        foreach (string allowed in allowedKeys)
        {
            if (key.Length > 0 && allowed.StartsWith(key, StringComparison.OrdinalIgnoreCase)) return allowed;
            if (allowed == "Name" && key.Length > 0
                && "Label".StartsWith(key, StringComparison.OrdinalIgnoreCase)) return allowed;
        }

        throw Invalid(cmdlet, "DictionaryKeyUnknown", $"The {key} key is not valid.", key);
    }

    private static CellAlignment ParseAlignment(object? value)
    {
        string text = value?.ToString() ?? "";
        foreach (CellAlignment alignment in (CellAlignment[])[CellAlignment.Left, CellAlignment.Center,
            CellAlignment.Right])
        {
            if (text.Length > 0 && alignment.ToString()
                .StartsWith(text, StringComparison.OrdinalIgnoreCase)) return alignment;
        }

        return CellAlignment.Undefined;
    }

    private static NotSupportedException Empty(Cmdlet cmdlet) =>
        Invalid(cmdlet, "ExpressionEmptyString1", "A property expression must not be empty.", null);

    private static NotSupportedException Invalid(Cmdlet cmdlet, string id, string message, object? target)
    {
        var error = new ErrorRecord(new NotSupportedException(message), id, ErrorCategory.InvalidArgument, target);
        cmdlet.ThrowTerminatingError(error);
        return new NotSupportedException(message);
    }
}
