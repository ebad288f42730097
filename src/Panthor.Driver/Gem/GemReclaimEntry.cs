using Panthor.Driver.Mmu;

namespace Panthor.Driver.Gem;

/// <summary>A buffer on one of the lists of reclaim (a snapshot).</summary>
/// <param name="List">The list.</param>
/// <param name="Vm">Whose list it is, if it is that of a VM.</param>
/// <param name="Position">Its place on the list from 0; the one used longest ago is the first.</param>
/// <param name="Buffer">The buffer.</param>
public readonly record struct GemReclaimEntry(
    GemReclaimList List, PanthorVm? Vm, int Position, PanthorGemObject Buffer);
