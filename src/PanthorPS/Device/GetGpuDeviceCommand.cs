using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the GPU devices of this session.</summary>
/// <remarks>Devices belong to the session (the runspace) that created them; no other session sees them.</remarks>
/// <example>
/// <code>New-GpuDevice -Name lab; Get-GpuDevice</code>
/// Creates a device and lists all devices.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; (Get-GpuDevice -Current).FreeMemory</code>
/// Tells how much memory the current device has left, in bytes.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
/// <seealso cref="SelectGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuDevice", DefaultParameterSetName = ById)]
[OutputType(typeof(GpuDevice))]
public sealed class GetGpuDeviceCommand : GpuCmdlet
{
    private const string ById = "Id";
    private const string OnlyCurrent = "Current";

    /// <summary>Numbers or names of the devices to list; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = ById)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public GpuDevice[]? Id { get; set; }

    /// <summary>Only the current device.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OnlyCurrent)]
    public SwitchParameter Current { get; set; }

    private protected override void Process()
    {
        if (Current)
        {
            if (Session.CurrentDevice is { } current)
            {
                WriteObject(current);
            }
        }
        else if (Id is null)
        {
            // A copy: what comes next in the pipeline may remove them.
            WriteObject(Session.Devices.ToArray(), true);
        }
        else
        {
            ForEach(Id, Write);
        }
    }

    private void Write(GpuDevice given)
    {
        if (given.ReferenceName is { } name && WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            WriteObject(Session.Devices.Where(device => pattern.IsMatch(device.Name)).ToArray(), true);
            return;
        }

        GpuDevice? found = given.IsReference
            ? Session.Find(given.Id, given.ReferenceName)
            : Session.Devices.FirstOrDefault(device => device == given);
        if (found is null)
        {
            object target = given.IsReference ? given.ReferenceName ?? (object)given.Id : given;
            string what = given.ReferenceName is { } missing
                ? $"named '{missing}'"
                : string.Create(CultureInfo.InvariantCulture, $"with the number {given.Id}");
            throw new ErrnoException(Errno.ENOENT, "Device lookup", $"there is no device {what}") { Target = target };
        }

        WriteObject(found);
    }
}
