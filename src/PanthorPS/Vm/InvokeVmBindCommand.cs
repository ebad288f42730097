using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Maps a buffer in a VM, unmaps a range, or executes several such operations (VM_BIND).</summary>
/// <remarks>
/// <para>
/// A map replaces what was mapped in its range; an unmap of a part of a mapping splits it. Addresses and sizes are
/// multiples of 4 KiB. Pages of 2 MiB are used where address, buffer offset and memory allow it.
/// </para>
/// <para>
/// Operations from the pipeline are executed in one call, in order. If one fails, those before it stay; the error tells
/// its index, and its exception how many were executed.
/// </para>
/// <para>
/// With -Asynchronous the operations are queued, all or none: they are executed in order while the machine runs
/// (Step-GpuDevice, Wait-GpuSyncObject), when what they wait for is signalled. One that fails then makes the VM
/// unusable: maps are refused from there on, unmaps are not.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB
/// Invoke-VmBind $vm $b 0x400000
/// Invoke-VmBind $vm -Unmap -Address 0x404000 -Size 16KB
/// Get-GpuMapping $vm</code>
/// Maps a buffer and unmaps a part of it again: two mappings are left.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 2MB
/// Invoke-VmBind $vm $b -Address 0x40000000 -Offset 1MB -Size 64KB -ReadOnly -NoExecute -PassThru</code>
/// Maps a part of a buffer for reading only, and returns the VM.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 16KB
/// 0..3 | ForEach-Object { New-VmBindOperation $b (0x400000 + $_ * 64KB) } | Invoke-VmBind $vm</code>
/// Maps a buffer at four addresses in one call.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 64KB
/// Invoke-VmBind $vm -Sparse -Address 0x40000000 -Size 8MB; Invoke-VmBind $vm $b 0x40100000</code>
/// Makes a range of 8 MiB readable, and puts a buffer into it.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 16KB; $done = New-GpuSyncObject
/// Invoke-VmBind $vm $b 0x400000 -Asynchronous -Signal $done
/// Invoke-VmBind $vm -Unmap -Address 0x400000 -Size 4KB -Asynchronous -Wait $done
/// Step-GpuDevice -UntilIdle | Out-Null; Get-GpuMapping $vm</code>
/// Queues a map, and an unmap that waits for it.
/// </example>
/// <seealso cref="NewVmBindOperationCommand"/>
/// <seealso cref="WaitGpuSyncObjectCommand"/>
/// <seealso cref="GetGpuMappingCommand"/>
/// <seealso cref="GetGpuPageTableCommand"/>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "VmBind",
    DefaultParameterSetName = VmBindParameters.Map,
    SupportsShouldProcess = true)]
[OutputType(typeof(GpuVm), typeof(GpuTask))]
public sealed class InvokeVmBindCommand : ClientCallCmdlet
{
    private readonly List<VmBindOperation> _operations = [];

    /// <summary>The VM, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = VmBindParameters.Map)]
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = VmBindParameters.Unmap)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = VmBindParameters.Sparse)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = VmBindParameters.SyncOnly)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = VmBindParameters.Operations)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm Vm { get; set; } = null!;

    /// <summary>The buffer to map, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = VmBindParameters.Map)]
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
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = VmBindParameters.Map)]
    [Parameter(
        Mandatory = true,
        Position = 2,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = VmBindParameters.Unmap)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = VmBindParameters.Sparse)]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>
    /// Bytes, a multiple of the page size. For a map by default the buffer from the offset to its end.
    /// </summary>
    [Parameter(Position = 3, ParameterSetName = VmBindParameters.Map)]
    [Parameter(
        Mandatory = true,
        Position = 3,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = VmBindParameters.Unmap)]
    [Parameter(Mandatory = true, Position = 3, ParameterSetName = VmBindParameters.Sparse)]
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

    /// <summary>Operations, as New-VmBindOperation makes them. All of them are executed in one call.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = VmBindParameters.Operations)]
    [ValidateNotNullOrEmpty]
    public VmBindOperation[] Operation { get; set; } = [];

    /// <summary>Queues the operations instead of executing them before the command returns.</summary>
    [Parameter]
    public SwitchParameter Asynchronous { get; set; }

    /// <summary>What the first operation waits for: synchronisation objects, or points as <c>$timeline.At(3)</c>.</summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Wait { get; set; } = [];

    /// <summary>What the last operation signals: synchronisation objects, or points as <c>$timeline.At(3)</c>.</summary>
    [Parameter]
    [GpuSync]
    [ArgumentCompleter(typeof(SyncObjectCompleter))]
    [ValidateNotNull]
    public GpuSyncPoint[] Signal { get; set; } = [];

    /// <summary>Returns the VM.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => Vm;

    private protected override void Process()
    {
        if (ParameterSetName == VmBindParameters.Operations)
        {
            _operations.AddRange(Operation);
            return;
        }

        Execute([SyncOnly ? VmBindParameters.SyncOnlyOperation() : VmBindParameters.Operation(
            Buffer,
            Address,
            IsBound(nameof(Size)) ? Size : null,
            Offset,
            VmBindParameters.Flags(ReadOnly, NoExecute, Uncached, Sparse))]);
    }

    private protected override void End()
    {
        if (_operations.Count > 0)
        {
            Execute(_operations);
        }
    }

    private void Execute(List<VmBindOperation> operations)
    {
        GpuVm vm = Resolve(Vm);
        GpuClient client = vm.Client;
        var calls = new DrmPanthorVmBindOp[operations.Count];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = ToUapi(operations[i], client) with
            {
                Syncs = Syncs(operations[i], i == 0 ? Wait : [], i == calls.Length - 1 ? Signal : [], client),
            };
        }

        string what = operations.Count <= 3
            ? string.Join("; ", operations)
            : $"{operations[0]}; and {operations.Count - 1} more operations";
        if (!ShouldProcess($"{vm} of {client}", what))
        {
            return;
        }

        uint flags = Asynchronous ? PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC : 0;
        Call(
            client,
            () => client.File.CallAsync(() => client.File.VmBindAsync(vm.Id, calls, flags)),
            outcome =>
            {
                CheckOutcome(outcome, vm, operations);
                return vm;
            },
            PassThru);
    }

    private void CheckOutcome(
        (KernelResult Result, int Executed) outcome, GpuVm vm, List<VmBindOperation> operations)
    {
        (KernelResult result, int executed) = outcome;
        if (Asynchronous)
        {
            Check(result, "VM_BIND", vm);
        }

        if (!result.IsOk)
        {
            throw new VmBindException(result.Errno, result.Check, executed, operations.Count)
            {
                Target = operations.Count > 1 && executed < operations.Count ? operations[executed] : vm,
            };
        }
    }

    private DrmPanthorSyncOp[] Syncs(
        VmBindOperation operation, GpuSyncPoint[] wait, GpuSyncPoint[] signal, GpuClient client) =>
        [.. SyncOperations.ToUapi(
            [.. wait, .. operation.Wait],
            [.. operation.Signal, .. signal],
            client,
            "VM_BIND",
            sync => Resolve(sync))];

    private DrmPanthorVmBindOp ToUapi(VmBindOperation operation, GpuClient client)
    {
        switch (operation.Buffer)
        {
            case null:
                return operation.ToUapi(0, 0);
            case { IsReference: true, ReferenceName: null } number when client.FindBuffer(number.Handle, null) is null:
                // What a wrong handle means is the driver's to say.
                return operation.ToUapi(number.Handle, 0);
            case { IsReference: true } reference:
                GpuBuffer buffer = Resolve(reference, client);
                return operation.ToUapi(buffer.Handle, buffer.Size);
            case { } own when own.Client == client && !own.IsClosed:
                return operation.ToUapi(own.Handle, own.Size);
            case { } other:
                string check = other.Client == client
                    ? $"buffer handle {other.Handle} was closed"
                    : $"{other} belongs to {other.Client.Beside(client)}, the VM to {client.Beside(other.Client)}";
                throw new ErrnoException(Errno.EINVAL, "VM_BIND", check) { Target = other };
        }
    }
}
