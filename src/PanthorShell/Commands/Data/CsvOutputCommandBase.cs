using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What ConvertTo-Csv and Export-Csv have in common.</summary>
internal abstract class CsvOutputCommandBase : PSCmdlet
{
    private CsvText? _csv;
    private List<string>? _names;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Alias("ITI")]
    [Parameter]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Alias("NTI")]
    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; } = true;

    [Alias("QF")]
    [Parameter]
    public string[]? QuoteFields { get; set; }

    [Alias("UQ")]
    [Parameter]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    private protected virtual IReadOnlyList<string>? ExistingNames => null;

    protected override void BeginProcessing()
    {
        HashSet<string>? fields = QuoteFields is null ? null
            : new HashSet<string>(QuoteFields, StringComparer.OrdinalIgnoreCase);
        _csv = new CsvText(Delimiter, UseQuotes, fields);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;

        if (_names is null)
        {
            _names = [.. ExistingNames ?? Names(InputObject)];
            if (IncludeTypeInformation && ExistingNames is null) Write("#TYPE " + InputObject.TypeNames[0]);
            if (!NoHeader && ExistingNames is null) Write(_csv!.Header(_names));
        }

        Write(_csv!.Row(InputObject, _names));
    }

    private protected abstract void Write(string line);

    private static IEnumerable<string> Names(PSObject target) => target.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Select(key => key.ToString()!)
        : target.Properties.Select(property => property.Name);
}
