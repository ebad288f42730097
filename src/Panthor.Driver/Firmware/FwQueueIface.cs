using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>The memory in which driver and firmware tell each other how far a ring buffer is written and read.</summary>
/// <param name="Mem">The buffer, in the VM of the firmware.</param>
/// <param name="Input">What the driver writes, at the start of the buffer.</param>
/// <param name="Output">What the firmware writes, in the next page.</param>
/// <param name="InputFwVa">Firmware address of <paramref name="Input"/>.</param>
/// <param name="OutputFwVa">Firmware address of <paramref name="Output"/>.</param>
public sealed record FwQueueIface(
    PanthorKernelBo Mem, FwRingbufInput Input, FwRingbufOutput Output, uint InputFwVa, uint OutputFwVa);
