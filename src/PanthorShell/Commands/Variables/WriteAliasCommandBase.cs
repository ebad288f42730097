using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Alias and New-Alias have in common.</summary>
internal abstract class WriteAliasCommandBase : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string? Value { get; set; }

    [Parameter]
    public string Description { get; set; } = "";

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected void Write(string action)
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", action)) return;

        var alias = new AliasInfo(Name!, Value!, Context, Option) { Description = Description };
        try
        {
            Context.CurrentSession.SetAlias(alias, Scope, Force);
        }
        catch (SessionStateException exception)
        {
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            return;
        }

        if (PassThru) WriteObject(alias);
    }
}
