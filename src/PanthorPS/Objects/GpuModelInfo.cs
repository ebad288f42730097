using Panthor.Hardware;

namespace PanthorPS;

/// <summary>A GPU that a device can have (a snapshot).</summary>
/// <param name="Name">Its name, for New-GpuDevice -Model.</param>
/// <param name="GpuId">The register GPU_ID.</param>
/// <param name="Architecture">Version of the architecture.</param>
/// <param name="ShaderCores">How many shader cores it has.</param>
/// <param name="CsgSlots">How many groups can be on the GPU at a time.</param>
/// <param name="AddressSpaces">How many address spaces it has.</param>
/// <param name="Soc">The chip on which the values were read.</param>
/// <param name="Source">Where the values were published.</param>
/// <param name="Assumed">Which values no public source tells.</param>
public sealed record GpuModelInfo(
    string Name,
    uint GpuId,
    string Architecture,
    int ShaderCores,
    int CsgSlots,
    int AddressSpaces,
    string Soc,
    string Source,
    string Assumed)
{
    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static GpuModelInfo Of(GpuModel model) => new(
        model.Name,
        model.GpuId,
        model.Architecture.ToString(),
        model.ShaderCores,
        model.CsgSlots,
        model.AddressSpaces,
        model.Soc,
        model.Source,
        model.Assumed);
}
