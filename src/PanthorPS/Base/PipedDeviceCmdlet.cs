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
}
