using System.Globalization;

namespace Panthor.Hardware;

/// <summary>The architecture version of a GPU: the three top fields of <c>GPU_ID</c>.</summary>
/// <param name="Major">GPU_ARCH_MAJOR; 10 is the first generation with a command stream frontend.</param>
/// <param name="Minor">GPU_ARCH_MINOR.</param>
/// <param name="Revision">GPU_ARCH_REV.</param>
public readonly record struct GpuArchitecture(uint Major, uint Minor, uint Revision)
{
    /// <summary>Reads the version out of a GPU_ID value.</summary>
    public static GpuArchitecture FromGpuId(uint gpuId) => new(
        GpuRegisters.GPU_ARCH_MAJOR(gpuId), GpuRegisters.GPU_ARCH_MINOR(gpuId), GpuRegisters.GPU_ARCH_REV(gpuId));

    /// <summary>The version as it is written, for example <c>10.8.6</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Revision}");
}
