using System.Management.Automation;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Creates a tiler heap in a VM (TILER_HEAP_CREATE).</summary>
/// <remarks>
/// <para>
/// A tiler writes the polygons of a render pass into chunks of a heap. When a chunk is full, it takes the next of the
/// list; when there is none, the driver allocates one, until the heap has -MaxChunks or more render passes than
/// -TargetInFlight are under way.
/// </para>
/// <para>
/// A command stream names the heap by its context: <c>Mov d0 $heap.ContextAddress; HeapSet d0</c>. The firmware keeps a
/// working copy of the context and writes it back when the group leaves its slot.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuTilerHeap</code>
/// Creates a heap with one chunk of 2 MiB, which may grow to 64.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// New-GpuTilerHeap $vm -ChunkSize 128KB -InitialChunks 4 -MaxChunks 8; Get-GpuMapping $vm</code>
/// Creates a small heap and shows where the driver mapped it.
/// </example>
/// <seealso cref="GetGpuTilerHeapCommand"/>
/// <seealso cref="RemoveGpuTilerHeapCommand"/>
/// <seealso cref="NewGpuCommandStreamCommand"/>
[Cmdlet(VerbsCommon.New, "GpuTilerHeap")]
[OutputType(typeof(GpuTilerHeap))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuTilerHeapCommand : VmCallCmdlet
{
    /// <summary>Bytes of a chunk: 128 KiB to 8 MiB, a multiple of 4 KiB.</summary>
    [Parameter(Position = 1)]
    [Quantity]
    [PSDefaultValue(Value = "2MB")]
    public ulong ChunkSize { get; set; } = 2 << 20;

    /// <summary>Chunks that it has from the beginning, at least 1.</summary>
    [Parameter(Position = 2)]
    public uint InitialChunks { get; set; } = 1;

    /// <summary>Chunks that it may have.</summary>
    [Parameter(Position = 3)]
    public uint MaxChunks { get; set; } = 64;

    /// <summary>
    /// With more render passes under way than this, it does not grow: the firmware waits for one to end.
    /// </summary>
    [Parameter]
    public uint TargetInFlight { get; set; } = 65535;

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        GpuClient client = vm.Client;
        if (ChunkSize > uint.MaxValue)
        {
            throw new ErrnoException(
                Errno.EINVAL, "TILER_HEAP_CREATE", $"chunk_size 0x{ChunkSize:x} does not fit into its 32 bits");
        }

        var args = new DrmPanthorTilerHeapCreate(vm.Id, InitialChunks, (uint)ChunkSize, MaxChunks, TargetInFlight);
        Call(
            client,
            () => client.File.CallAsync(() => client.File.TilerHeapCreateAsync(args)),
            created => client.FindTilerHeap(Check(created, "TILER_HEAP_CREATE", vm).Handle));
    }
}
