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

    /// <summary>Numbers of the clients.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Id { get; set; }

    /// <summary>Names of the clients; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(ClientNameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        foreach (int id in Id ?? [])
        {
            if (device.FindClient(id, null) is { } client)
            {
                WriteObject(client);
            }
            else
            {
                WriteNotFound(device, $"number {id}", id);
            }
        }

        foreach (string name in Id is null ? Name : [])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            GpuClient[] clients = [.. device.Clients.Where(client => pattern.IsMatch(client.Name))];
            if (clients.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteNotFound(device, $"name '{name}'", name);
            }

            WriteObject(clients, true);
        }
    }

    private void WriteNotFound(GpuDevice device, string what, object target) => WriteError(ErrorRecords.Of(
        new ErrnoException(Errno.ENOENT, "Client lookup", $"{device} has no client with the {what}"), target));
}
