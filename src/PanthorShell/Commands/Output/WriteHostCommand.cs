using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Shows text to the user; it is an information record that carries the tag PSHOST.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostCommand : PSCmdlet
{
    [Alias("Msg", "Message")]
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object? Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = Text(Object) ?? "",
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, ["PSHOST"]);
    }

    private string? Text(object? value)
    {
        object? plain = ObjectComparison.Plain(value);
        if (plain is null) return null;
        if (plain is string text) return text.Length > 0 ? text : null;
        if (plain is not IEnumerable items || plain is System.Xml.XmlNode) return PSObject.AsPSObject(value!)
            .ToString();

        string separator = Separator is null ? "" : PSObject.AsPSObject(Separator).ToString();
        return string.Join(separator, items.Cast<object?>().Select(Text).Where(part => !string.IsNullOrEmpty(part)));
    }
}
