using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Gives the handle of a buffer back (GEM_CLOSE).</summary>
/// <remarks>Mappings keep the buffer alive: its memory is free when the last of them is gone.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 4KB | Remove-GpuBuffer</code>
/// Creates a buffer and closes it.
/// </example>
/// <seealso cref="NewGpuBufferCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuBuffer", SupportsShouldProcess = true)]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuBufferCommand : ClientCallCmdlet
{
    /// <summary>The buffers, or their handles or labels.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuBuffer[] Buffer { get; set; } = [];

    /// <summary>Returns what was closed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Buffer, given =>
    {
        GpuBuffer buffer = Resolve(given);
        if (ShouldProcess(buffer.ToString(), "Close"))
        {
            GpuClient client = buffer.Client;
            Call(
                client,
                () => client.File.CallAsync(() => KTask.FromResult(client.File.GemClose(buffer.Handle))),
                result => Checked(result, "GEM_CLOSE", buffer),
                PassThru);
        }
    });
}
