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

    /// <summary>First GPU virtual address, a multiple of the page size.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>
    /// Bytes, a multiple of the page size. For a map by default the buffer from the offset to its end.
    /// </summary>
    [Parameter(Position = 2, ParameterSetName = VmBindParameters.Map)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = VmBindParameters.Unmap)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Where in the buffer to begin, in bytes.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>The GPU may only read.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The GPU may not fetch instructions.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    public SwitchParameter NoExecute { get; set; }

    /// <summary>Accesses of the GPU bypass its caches.</summary>
    [Parameter(ParameterSetName = VmBindParameters.Map)]
    public SwitchParameter Uncached { get; set; }

    private protected override void Process() => WriteObject(VmBindParameters.Operation(
        Buffer,
        Address,
        IsBound(nameof(Size)) ? Size : null,
        Offset,
        VmBindParameters.Flags(ReadOnly, NoExecute, Uncached)));
}
