using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the open clients of a device.</summary>
/// <remarks>A new device has one client; New-GpuClient opens more.</remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuClient</code>
/// Lists the clients of a device.
/// </example>
/// <seealso cref="NewGpuClientCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuClient", DefaultParameterSetName = ByName)]
[OutputType(typeof(GpuClient))]
public sealed class GetGpuClientCommand : PipedDeviceCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";

    /// <summary>Numbers or names of the clients; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [GpuReference(typeof(GpuClient))]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public GpuClient[]? Id { get; set; }

    /// <summary>Names of the clients; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(ClientNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        foreach (GpuClient given in Id ?? [])
        {
            if (given.ReferenceName is { } name)
            {
                WriteNamed(device, name);
            }
            else if (device.FindClient(given.Id, null) is { } client && (given.IsReference || given == client))
            {
                WriteObject(client);
            }
            else
            {
                WriteNotFound(device, $"number {given.Id}", given.IsReference ? given.Id : given);
            }
        }

        foreach (string name in Id is null ? Name : [])
        {
            WriteNamed(device, name);
        }
    }

    private void WriteNamed(GpuDevice device, string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        GpuClient[] clients = [.. device.Clients.Where(client => pattern.IsMatch(client.Name))];
        if (clients.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteNotFound(device, $"name '{name}'", name);
        }

        WriteObject(clients, true);
    }

    private void WriteNotFound(GpuDevice device, string what, object target) => WriteError(ErrorRecords.Of(
        new ErrnoException(Errno.ENOENT, "Client lookup", $"{device} has no client with the {what}"), target));
}
