using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>A section of the firmware in memory (<c>struct panthor_fw_section</c>).</summary>
/// <param name="Image">Where it comes from; kept, to load it again after a reset.</param>
/// <param name="Mem">Its memory, in the firmware's VM.</param>
public sealed record FwSection(FwImageSection Image, PanthorKernelBo Mem);
