using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes an alias that does not exist yet.</summary>
[Cmdlet(VerbsCommon.New, "Alias", SupportsShouldProcess = true)]
[OutputType(typeof(AliasInfo))]
internal sealed class NewAliasCommand : WriteAliasCommandBase
{
    protected override void ProcessRecord()
    {
        if (!Force && Context.CurrentSession.FindAlias(Name!) is not null)
        {
            WriteError(new ErrorRecord(
                new SessionStateException(
                    $"The alias is not allowed, because an alias with the name '{Name}' already exists."),
                "AliasAlreadyExists",
                ErrorCategory.ResourceExists,
                Name));
            return;
        }

        Write("New Alias");
    }
}
