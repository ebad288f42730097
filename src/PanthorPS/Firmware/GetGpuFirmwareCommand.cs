using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the firmware of a GPU: its version, where it comes from and its sections in memory.</summary>
/// <remarks>
/// The firmware runs on a microcontroller in the GPU. The driver loads an image into memory, section by section, boots
/// it, and finds in the shared section the interfaces through which both talk. New-GpuDevice -Firmware takes a real
/// image; without it the device has a small built-in one.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuFirmware</code>
/// Shows the built-in firmware.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; (Get-GpuFirmware).Sections | Format-Table Address, Size, Flags</code>
/// Lists where its sections lie.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuFirmware")]
[OutputType(typeof(GpuFirmware))]
public sealed class GetGpuFirmwareCommand : PipedDeviceCmdlet
{
    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (device.Machine.Device.IsUnplugged)
        {
            throw new ErrnoException(Errno.ENODEV, "Firmware lookup", $"the driver has given {device} up")
            {
                Target = device,
            };
        }

        WriteObject(new GpuFirmware(device, device.Machine.Device.Fw));
    }
}
