using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a line from the user.</summary>
[Cmdlet(VerbsCommunications.Read, "Host")]
[OutputType(typeof(string))]
internal sealed class ReadHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    [Parameter]
    public SwitchParameter AsSecureString { get; set; }

    [Parameter]
    public SwitchParameter MaskInput { get; set; }

    protected override void BeginProcessing()
    {
        if (AsSecureString || MaskInput) throw Refusal.Of(this, "Read-Host -AsSecureString");

        if (Prompt is not null) Host.UI!.Write(PSObject.AsPSObject(Prompt) + ": ");
        WriteObject(Host.UI!.ReadLine());
    }
}
