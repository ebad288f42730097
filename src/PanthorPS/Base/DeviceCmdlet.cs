using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that works on a device: the one given, else the current one.</summary>
public abstract class DeviceCmdlet : GpuCmdlet
{
    /// <summary>The device, or its number or name. By default the current one (see Select-GpuDevice).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNull]
    public virtual GpuDevice? Device { get; set; }

    private protected override object? DefaultTarget => Device;

    /// <summary>The device that the current record is about.</summary>
    private protected virtual GpuDevice TargetDevice => Device is null ? CurrentDevice() : Resolve(Device);

    /// <summary>The client behind a parameter; ends the command if the device has none such.</summary>
    private protected GpuClient Resolve(GpuClient client, GpuDevice device)
    {
        GpuClient? found = client.IsReference ? device.FindClient(client.Id, client.ReferenceName) : client;
        if (found is null)
        {
            string what = client.ReferenceName is { } name ? $"named '{name}'" : $"with the number {client.Id}";
            Refuse(
                "GpuClientNotFound",
                ErrorCategory.ObjectNotFound,
                $"{device} has no client {what}.",
                client.ReferenceName ?? (object)client.Id,
                "Get-GpuClient lists the clients of a device.");
        }

        if (found.Device != device)
        {
            Refuse(
                "GpuDeviceMismatch",
                ErrorCategory.InvalidArgument,
                $"{found} belongs to {found.Device}, not to {device}.",
                found);
        }

        if (found.File.IsOpen && !found.IsOpen)
        {
            throw new ErrnoException(Errno.EBADF, "Client lookup", $"{found} is not there at this time")
            {
                Target = found,
            };
        }

        return found;
    }

    private GpuDevice CurrentDevice()
    {
        if (Session.CurrentDevice is { } device)
        {
            return device;
        }

        Refuse(
            "NoGpuDevice",
            ErrorCategory.ObjectNotFound,
            "There is no GPU device in this session.",
            null,
            "Create one with New-GpuDevice.");
        return null;
    }
}
