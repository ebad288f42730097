using System.Management.Automation;

namespace PanthorPS;

/// <summary>Makes an operation for Invoke-VmBind.</summary>
/// <remarks>Nothing happens yet: pipe several operations to Invoke-VmBind, which executes them in one call.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB
/// $ops = @(New-VmBindOperation $b 0x400000; New-VmBindOperation -Unmap -Address 0x404000 -Size 16KB)
/// $ops | Invoke-VmBind $vm</code>
/// Maps a buffer and unmaps a part of it again, in one call.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB
/// $ops = @(New-VmBindOperation -Sparse -Address 0x40000000 -Size 8MB; New-VmBindOperation $b 0x40100000)
/// $ops | Invoke-VmBind $vm</code>
/// Makes a range of 8 MiB readable, and puts a buffer into it.
/// </example>
/// <seealso cref="InvokeVmBindCommand"/>
[Cmdlet(VerbsCommon.New, "VmBindOperation", DefaultParameterSetName = VmBindParameters.Map)]
[OutputType(typeof(VmBindOperation))]
public sealed class NewVmBindOperationCommand : GpuCmdlet
{
    /// <summary>The buffer to map, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = VmBindParameters.Map)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer? Buffer { get; set; }

    /// <summary>Unmaps a range instead of mapping a buffer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VmBindParameters.Unmap)]
    public SwitchParameter Unmap { get; set; }

    /// <summary>
    /// Maps the client's dummy object over and over, so that the range can be read before buffers are mapped into it.
    /// The mapping is never executable.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = VmBindParameters.Sparse)]
    public SwitchParameter Sparse { get; set; }

    /// <summary>Does nothing but wait and signal in the order of the VM's bind queue.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VmBindParameters.SyncOnly)]
    public SwitchParameter SyncOnly { get; set; }

    /// <summary>First GPU virtual address, a multiple of the page size.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = VmBindParameters.Map)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = VmBindParameters.Unmap)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = VmBindParameters.Sparse)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>
    /// Bytes, a multiple of the page size. For a map by default the buffer from the offset to its end.
    /// </summary>
    [Parameter(Position = 2, ParameterSetName = VmBindParameters.Map)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = VmBindParameters.Unmap)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = VmBindParameters.Sparse)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Where in the buffer to begin, in bytes.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>The GPU may only read.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    [Parameter(ParameterSetName = VmBindParameters.Sparse)]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The GPU may not fetch instructions.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    [Parameter(ParameterSetName = VmBindParameters.Sparse)]
    public SwitchParameter NoExecute { get; set; }

    /// <summary>Accesses of the GPU bypass its caches.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    [Parameter(ParameterSetName = VmBindParameters.Sparse)]
    public SwitchParameter Uncached { get; set; }

    /// <summary>What the operation waits for: synchronisation objects, or points as <c>$timeline.At(3)</c>.</summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Wait { get; set; } = [];

    /// <summary>What the operation signals: synchronisation objects, or points as <c>$timeline.At(3)</c>.</summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Signal { get; set; } = [];

    private protected override void Process()
    {
        VmBindOperation operation = SyncOnly ? VmBindParameters.SyncOnlyOperation() : VmBindParameters.Operation(
            Buffer,
            Address,
            IsBound(nameof(Size)) ? Size : null,
            Offset,
            VmBindParameters.Flags(ReadOnly, NoExecute, Uncached, Sparse));
        WriteObject(operation with { Wait = Wait, Signal = Signal });
    }
}
