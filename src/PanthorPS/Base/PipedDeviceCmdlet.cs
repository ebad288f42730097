using System;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>A cmdlet that works on devices from the pipeline.</summary>
public abstract class PipedDeviceCmdlet : DeviceCmdlet
{
    /// <summary>The device, or its number or name. By default the current one (see Select-GpuDevice).</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNull]
    public override GpuDevice? Device { get; set; }

    /// <summary>Keeps the state of a device; ends the command if that cannot be done.</summary>
    private protected GpuCheckpoint Checkpoint(GpuDevice device)
    {
        RefuseIfRunning(device);
        try
        {
            return new GpuCheckpoint(device, device.Machine.TakeCheckpoint(device));
        }
        catch (NotSupportedException e)
        {
            Refuse("GpuCheckpointRefused", ErrorCategory.InvalidOperation, e.Message, device);
            throw;
        }
    }
}
