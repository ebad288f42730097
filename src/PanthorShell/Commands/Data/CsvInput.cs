using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// Reads records of delimited text as objects; the first record names the properties unless names are given.
/// </summary>
internal sealed class CsvInput(PSCmdlet cmdlet, char delimiter, string[]? header)
{
    private readonly CsvText _csv = new(delimiter);
    private IReadOnlyList<string>? _names = header;
    private string? _typeName;

    public void Read(TextReader reader)
    {
        while (_csv.Read(reader) is { } fields)
        {
            if (fields.Count == 1 && fields[0].Length == 0) continue;
            if (_names is null && fields[0].StartsWith("#TYPE ", StringComparison.Ordinal))
            {
                _typeName = "CSV:" + fields[0]["#TYPE ".Length..].Trim();
                continue;
            }

            if (_names is null)
            {
                _names = Named(fields);
                continue;
            }

            cmdlet.WriteObject(Make(fields));
        }
    }

    private static List<string> Named(List<string> fields)
    {
        var names = new List<string>();
        for (int i = 0; i < fields.Count; i++) names.Add(fields[i].Length > 0 ? fields[i] : "H" + (i + 1));
        return names;
    }

    private PSObject Make(List<string> fields)
    {
        var item = new PSObject();
        for (int i = 0; i < _names!.Count; i++)
            item.Properties.Add(new PSNoteProperty(_names[i], i < fields.Count ? fields[i] : null));
        if (_typeName is not null) item.TypeNames.Insert(0, _typeName);
        return item;
    }
}
