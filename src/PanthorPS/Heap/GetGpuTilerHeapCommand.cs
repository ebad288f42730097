using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the tiler heaps of a client, or of one VM.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; New-GpuTilerHeap $vm 128KB 2 | Out-Null; Get-GpuTilerHeap</code>
/// Lists the heaps of the first client.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; New-GpuTilerHeap $vm 128KB 2 | Out-Null
/// Get-GpuTilerHeap -Vm $vm | ForEach-Object ChunkAddresses</code>
/// Shows where the chunks of the heaps of a VM lie.
/// </example>
/// <seealso cref="NewGpuTilerHeapCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuTilerHeap")]
[OutputType(typeof(GpuTilerHeap))]
public sealed class GetGpuTilerHeapCommand : ClientCmdlet
{
    /// <summary>Handles of the heaps. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TilerHeapCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Handle { get; set; }

    /// <summary>Only the heaps of this VM.</summary>
    [Parameter(ValueFromPipeline = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm? Vm { get; set; }

    private protected override void Process()
    {
        GpuVm? vm = Vm is null ? null : Resolve(Vm);
        GpuClient client = vm?.Client ?? TargetClient;
        if (Handle is null)
        {
            foreach (GpuTilerHeap heap in client.TilerHeaps)
            {
                if (vm is null || heap.Vm == vm)
                {
                    WriteObject(heap);
                }
            }

            return;
        }

        foreach (uint handle in Handle)
        {
            if (client.FindTilerHeap(handle) is { } heap && (vm is null || heap.Vm == vm))
            {
                WriteObject(heap);
            }
            else
            {
                string where = vm is null ? $"{client}" : $"{vm} of {client}";
                WriteError(ErrorRecords.Of(
                    new ErrnoException(
                        Errno.ENOENT, "Tiler heap lookup", $"tiler heap 0x{handle:x} does not exist in {where}"),
                    handle));
            }
        }
    }
}
