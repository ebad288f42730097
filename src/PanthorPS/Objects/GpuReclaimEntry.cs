using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>A buffer that could give its pages up, and its place in the order of reclaim (a snapshot).</summary>
/// <param name="List">The list it is on: Unused, Mmapped, Vm, Shared; in this order they are gone through.</param>
/// <param name="Vm">The VM whose list it is; null for the other lists, or if no open client has the VM.</param>
/// <param name="Position">Its place on the list from 0; the buffer used longest ago comes first.</param>
/// <param name="Buffer">The buffer; null if no client has a handle of it, as with those of the kernel.</param>
/// <param name="Label">What its owner calls it; empty if it has no name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ResidentPages">Pages of 4 KiB that reclaim would take away.</param>
/// <param name="ReclaimState">How easily they could be taken away.</param>
/// <param name="Evictions">How often they were taken away already.</param>
public sealed record GpuReclaimEntry(
    GemReclaimList List,
    GpuVm? Vm,
    int Position,
    GpuBuffer? Buffer,
    string Label,
    ulong Size,
    long ResidentPages,
    GemReclaimState ReclaimState,
    int Evictions);
