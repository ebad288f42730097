using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns JSON into objects.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _input = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string? InputObject { get; set; }

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    protected override void ProcessRecord() => _input.Add(InputObject ?? "");

    protected override void EndProcessing()
    {
        if (_input.Count == 0) return;

        // Either each line is a text of its own, or all lines together are one.
        if (_input.Count > 1 && Converts(_input[0]))
        {
            foreach (string text in _input) Convert(text);
            return;
        }

        Convert(string.Join(Environment.NewLine, _input));
    }

    private bool Converts(string text)
    {
        try
        {
            new JsonReader(AsHashtable, Depth).Read(text);
            return !string.IsNullOrWhiteSpace(text);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Convert(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        try
        {
            WriteObject(new JsonReader(AsHashtable, Depth).Read(text), !NoEnumerate);
        }
        catch (InvalidOperationException exception)
        {
            ThrowTerminatingError(
                new ErrorRecord(exception, "KeysWithDifferentCasingInJsonString", ErrorCategory.InvalidOperation,
                null));
        }
    }
}
