namespace PanthorPS;

/// <summary>What Invoke-VmBind and New-VmBindOperation share.</summary>
internal static class VmBindParameters
{
    public const string Map = "Map";
    public const string Unmap = "Unmap";
    public const string Operations = "Operation";

    /// <summary>The operation that the parameters describe: a map if there is a buffer, else an unmap.</summary>
    public static VmBindOperation Operation(
        GpuBuffer? buffer, ulong address, ulong? size, ulong offset, GpuMapFlags flags) => buffer is null
        ? new VmBindOperation(VmBindOperationType.Unmap, address, size, null, 0, GpuMapFlags.None)
        : new VmBindOperation(VmBindOperationType.Map, address, size, buffer, offset, flags);

    public static GpuMapFlags Flags(bool readOnly, bool noExecute, bool uncached) =>
        (readOnly ? GpuMapFlags.ReadOnly : 0)
        | (noExecute ? GpuMapFlags.NoExecute : 0)
        | (uncached ? GpuMapFlags.Uncached : 0);
}
