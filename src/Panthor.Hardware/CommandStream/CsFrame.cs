namespace Panthor.Hardware;

/// <summary>Where a level of the call stack goes on.</summary>
/// <param name="Pointer">Address of the next instruction; in the ring, its offset.</param>
/// <param name="Start">Where the buffer starts.</param>
/// <param name="End">Where it ends; in the ring not used: that is the insert offset.</param>
internal record struct CsFrame(ulong Pointer, ulong Start, ulong End);
