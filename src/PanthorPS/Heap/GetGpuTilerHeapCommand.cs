using System.Management.Automation;

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
public sealed class GetGpuTilerHeapCommand : VmObjectsCmdlet
{
    /// <summary>Handles of the heaps. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TilerHeapCompleter))]
    [ValidateNotNullOrEmpty]
    public uint[]? Handle { get; set; }

    private protected override void Process() => WriteObjects(
        Handle,
        static client => client.TilerHeaps,
        static (client, handle) => client.FindTilerHeap(handle),
        static item => item.Vm,
        static handle => $"tiler heap 0x{handle:x}");
}
