using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets processes of this computer.</summary>
[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
internal sealed class GetProcessCommand : PSCmdlet
{
    [Alias("ProcessName")]
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    public string[]? Name { get; set; }

    [Alias("PID")]
    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public int[]? Id { get; set; }

    protected override void ProcessRecord()
    {
        if (Id is not null)
        {
            foreach (int id in Id) ById(id);
            return;
        }

        Process[] all = [.. Process.GetProcesses()
            .OrderBy(process => process.ProcessName, StringComparer.OrdinalIgnoreCase).ThenBy(process => process.Id)];
        foreach (string pattern in Name ?? ["*"])
        {
            Process[] found = [.. all.Where(process => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)
                .IsMatch(process.ProcessName))];
            foreach (Process process in found) WriteObject(process);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
                NotFound("NoProcessFoundForGivenName",
                    $"Cannot find a process with the name \"{pattern}\". Verify the process name and call the cmdlet "
                    + $"again.", pattern);
        }
    }

    private void ById(int id)
    {
        try
        {
            WriteObject(Process.GetProcessById(id));
        }
        catch (ArgumentException)
        {
            string text = id.ToString(CultureInfo.InvariantCulture);
            NotFound("NoProcessFoundForGivenId", $"Cannot find a process with the process identifier {text}.", id);
        }
    }

    private void NotFound(string id, string message, object target) => WriteError(new ErrorRecord(
        new ArgumentException(message), id, ErrorCategory.ObjectNotFound, target));
}
