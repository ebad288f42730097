using System.Management.Automation;

namespace PanthorPS;

/// <summary>Destroys a tiler heap with its memory (TILER_HEAP_DESTROY).</summary>
/// <remarks>A group that still uses it faults: that is the client's fault, and the end of the group.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuTilerHeap | Remove-GpuTilerHeap</code>
/// Creates a heap and destroys it.
/// </example>
/// <seealso cref="NewGpuTilerHeapCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuTilerHeap", SupportsShouldProcess = true)]
[OutputType(typeof(GpuTilerHeap))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuTilerHeapCommand : ClientCallCmdlet
{
    /// <summary>The heaps, or their handles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuTilerHeap))]
    [ArgumentCompleter(typeof(TilerHeapCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuTilerHeap[] TilerHeap { get; set; } = [];

    /// <summary>Returns what was destroyed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(TilerHeap, given =>
    {
        GpuTilerHeap heap = Resolve(given);
        GpuClient client = heap.Client;
        if (ShouldProcess($"{heap} of {heap.Vm}", "Destroy"))
        {
            Call(
                client,
                () => client.File.CallAsync(() => client.File.TilerHeapDestroyAsync(heap.Handle)),
                result => Checked(result, "TILER_HEAP_DESTROY", heap),
                PassThru);
        }
    });
}
