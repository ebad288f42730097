using System;
using System.Collections.Generic;
using System.Numerics;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>What a real GPU says about itself in its read-only registers, and what its firmware offers.</summary>
/// <remarks>
/// A value comes from a public source, named in <see cref="Source"/>; what no source tells is assumed and named in
/// <see cref="Assumed"/>. GPUs for which not even the identification and the present masks are public are left out.
/// </remarks>
[SharedAcrossRuns]
public sealed partial class GpuModel
{
    private GpuModel()
    {
    }

    /// <summary>The marketing name as panthor prints it (<c>get_gpu_model_name</c>), for example Mali-G610.</summary>
    public required string Name { get; init; }

    /// <summary>GPU_ID.</summary>
    public required uint GpuId { get; init; }

    /// <summary>GPU_REVID.</summary>
    public uint RevisionId { get; init; }

    /// <summary>GPU_L2_FEATURES.</summary>
    public required uint L2Features { get; init; }

    /// <summary>GPU_CORE_FEATURES.</summary>
    public uint CoreFeatures { get; init; }

    /// <summary>GPU_TILER_FEATURES.</summary>
    public required uint TilerFeatures { get; init; }

    /// <summary>GPU_MEM_FEATURES.</summary>
    public required uint MemFeatures { get; init; }

    /// <summary>GPU_MMU_FEATURES: virtual address bits in [7:0], physical in [15:8].</summary>
    public required uint MmuFeatures { get; init; }

    /// <summary>GPU_AS_PRESENT: a bit per address space.</summary>
    public required uint AsPresent { get; init; }

    /// <summary>GPU_CSF_ID: versions of the command stream hardware and of its MCU.</summary>
    public required uint CsfId { get; init; }

    /// <summary>GPU_FEATURES (architecture 11 and later).</summary>
    public ulong GpuFeatures { get; init; }

    /// <summary>GPU_THREAD_MAX_THREADS.</summary>
    public required uint ThreadMaxThreads { get; init; }

    /// <summary>GPU_THREAD_MAX_WORKGROUP_SIZE.</summary>
    public required uint ThreadMaxWorkgroupSize { get; init; }

    /// <summary>GPU_THREAD_MAX_BARRIER_SIZE.</summary>
    public required uint ThreadMaxBarrierSize { get; init; }

    /// <summary>GPU_THREAD_FEATURES.</summary>
    public required uint ThreadFeatures { get; init; }

    /// <summary>GPU_TEXTURE_FEATURES, four words.</summary>
    public required IReadOnlyList<uint> TextureFeatures { get; init; }

    /// <summary>GPU_COHERENCY_FEATURES as found on the SoC of <see cref="Soc"/>.</summary>
    public uint CoherencyFeatures { get; init; }

    /// <summary>GPU_SHADER_PRESENT.</summary>
    public required ulong ShaderPresent { get; init; }

    /// <summary>GPU_TILER_PRESENT.</summary>
    public required ulong TilerPresent { get; init; }

    /// <summary>GPU_L2_PRESENT.</summary>
    public required ulong L2Present { get; init; }

    /// <summary>Command stream group slots that the firmware offers.</summary>
    public required int CsgSlots { get; init; }

    /// <summary>Command streams per group.</summary>
    public required int CsSlotsPerGroup { get; init; }

    /// <summary>Registers of a command stream.</summary>
    public required int CsRegisters { get; init; }

    /// <summary>Scoreboard slots of a command stream.</summary>
    public required int Scoreboards { get; init; }

    /// <summary>Rate of the core clock when the driver probes, in hertz (it drives GPU_CYCLE_COUNT).</summary>
    public required long CoreClockHz { get; init; }

    /// <summary>Rate of GPU_TIMESTAMP, in hertz (the system counter).</summary>
    public required long TimestampHz { get; init; }

    /// <summary>The system on chip on which the values were read.</summary>
    public required string Soc { get; init; }

    /// <summary>Where the values were published.</summary>
    public required string Source { get; init; }

    /// <summary>Which values no public source gives, and what stands in for them; empty if none.</summary>
    public string Assumed { get; init; } = "";

    /// <summary>Architecture version, out of <see cref="GpuId"/>.</summary>
    public GpuArchitecture Architecture => GpuArchitecture.FromGpuId(GpuId);

    /// <summary>Number of shader cores.</summary>
    public int ShaderCores => BitOperations.PopCount(ShaderPresent);

    /// <summary>Number of address spaces.</summary>
    public int AddressSpaces => BitOperations.PopCount(AsPresent);

    /// <summary>Width of a GPU virtual address, in bits.</summary>
    public int VaBits => (int)GpuRegisters.GPU_MMU_FEATURES_VA_BITS(MmuFeatures);

    /// <summary>Width of a physical address, in bits.</summary>
    public int PaBits => (int)GpuRegisters.GPU_MMU_FEATURES_PA_BITS(MmuFeatures);

    /// <summary>The Mali-G610 of the RK3588.</summary>
    public static GpuModel Default => MaliG610;

    /// <summary>The model of that name, or null; case does not matter.</summary>
    public static GpuModel? ByName(string name)
    {
        foreach (GpuModel model in All)
        {
            if (string.Equals(model.Name, name, StringComparison.OrdinalIgnoreCase))
                return model;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
