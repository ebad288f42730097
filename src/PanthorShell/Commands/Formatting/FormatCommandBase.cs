using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the Format-* cmdlets have in common.</summary>
internal abstract class FormatCommandBase : PSCmdlet
{
    private ObjectFormatter? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public object? GroupBy { get; set; }

    [Parameter]
    public string? View { get; set; }

    [Parameter]
    public SwitchParameter ShowError { get; set; }

    [Parameter]
    public SwitchParameter DisplayError { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateSet("CoreOnly", "EnumOnly", "Both")]
    public string? Expand { get; set; }

    private protected abstract ViewShape Shape { get; }

    protected override void BeginProcessing()
    {
        _formatter = new ObjectFormatter(
            Shape, Options(), ShellState.Of(this).Formats, ShellState.EnumerationLimit(this), WriteObject);
    }

    protected override void ProcessRecord()
    {
        try
        {
            _formatter!.Process(InputObject);
        }
        catch (FormatViewException exception)
        {
            ThrowTerminatingError(exception.Error);
        }
    }

    protected override void EndProcessing() => _formatter!.Finish();

    private protected abstract FormatOptions Options();

    private protected List<FormatProperty> Properties(object[]? values, params string[] keys) =>
        [.. PropertyArgument.Parse(this, values, keys).Select(argument => argument.ToFormatProperty())];

    private protected FormatProperty? GroupProperty() =>
        GroupBy is null ? null : PropertyArgument.Parse(this, [GroupBy], "Name", "FormatString")[0].ToFormatProperty();

    private protected static List<WildcardPattern> Patterns(string[]? names) =>
        [.. (names ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];

    private protected void RefuseViewWithProperty(object[]? property)
    {
        if (string.IsNullOrEmpty(View) || property is not { Length: > 0 }) return;

        var error = new ErrorRecord(
            new InvalidOperationException("The View parameter and the Property parameter exclude each other."),
            "FormatCannotSpecifyViewAndProperty",
            ErrorCategory.InvalidArgument,
            null);
        ThrowTerminatingError(error);
    }
}
