namespace PanthorPS;

/// <summary>What Invoke-VmBind and New-VmBindOperation share.</summary>
internal static class VmBindParameters
{
    public const string Map = "Map";
    public const string Sparse = "Sparse";
    public const string Unmap = "Unmap";
    public const string SyncOnly = "SyncOnly";
    public const string Operations = "Operation";

    /// <summary>
    /// The operation that the parameters describe: a map if there is a buffer or the flags say sparse, else an unmap.
    /// </summary>
    public static VmBindOperation Operation(
        GpuBuffer? buffer, ulong address, ulong? size, ulong offset, GpuMapFlags flags) =>
        buffer is null && !flags.HasFlag(GpuMapFlags.Sparse)
            ? new VmBindOperation(VmBindOperationType.Unmap, address, size, null, 0, GpuMapFlags.None)
            : new VmBindOperation(VmBindOperationType.Map, address, size, buffer, offset, flags);

    /// <summary>A point in the order of the VM's bind queue.</summary>
    public static VmBindOperation SyncOnlyOperation() =>
        new(VmBindOperationType.SyncOnly, 0, 0, null, 0, GpuMapFlags.None);

    /// <summary>The map flags; the driver wants every sparse mapping to be one without code.</summary>
    public static GpuMapFlags Flags(bool readOnly, bool noExecute, bool uncached, bool sparse) =>
        (readOnly ? GpuMapFlags.ReadOnly : 0)
        | (noExecute || sparse ? GpuMapFlags.NoExecute : 0)
        | (uncached ? GpuMapFlags.Uncached : 0)
        | (sparse ? GpuMapFlags.Sparse : 0);
}
