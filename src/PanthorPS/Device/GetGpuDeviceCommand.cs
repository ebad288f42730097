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

    /// <summary>Numbers of the devices to list.</summary>
    [Parameter(Position = 0, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Id { get; set; }

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
            foreach (int id in Id)
            {
                Write(id);
            }
        }
    }

    private void Write(int id)
    {
        if (Session.Find(id, null) is { } device)
        {
            WriteObject(device);
        }
        else
        {
            string check = string.Create(CultureInfo.InvariantCulture, $"there is no device with the number {id}");
            WriteError(ErrorRecords.Of(new ErrnoException(Errno.ENOENT, "Device lookup", check), id));
        }
    }
}
