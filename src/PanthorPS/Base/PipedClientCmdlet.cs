using System.Management.Automation;

namespace PanthorPS;

/// <summary>A cmdlet that works on clients from the pipeline, or on the first clients of devices from it.</summary>
public abstract class PipedClientCmdlet : ClientCmdlet
{
    /// <summary>
    /// The client that makes the call, or its number or name. By default the device's first open one.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuClient))]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [ValidateNotNull]
    public override GpuClient? Client { get; set; }

    /// <summary>The device, or its number or name. By default the current one (see Select-GpuDevice).</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDevice))]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNull]
    public override GpuDevice? Device { get; set; }
}
