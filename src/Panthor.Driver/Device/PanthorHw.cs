using System.Numerics;
using Panthor.Hardware;

namespace Panthor.Driver.Device;

/// <summary>Finds out which GPU this is, from its registers (<c>panthor_hw.c</c>).</summary>
public static class PanthorHw
{
    private const uint ArchMajorMin = 10;
    private const uint ArchMajorMax = 13;
    private const ulong FeatureRayIntersection = 1u << 2;

    /// <summary>
    /// True for the architectures whose power is controlled by the GPU control block (10 to 13). Those from 14 on have
    /// a power control block of their own, which this driver does not model yet.
    /// </summary>
    public static bool IsSupported(uint gpuId) => gpuId >> 28 is >= ArchMajorMin and <= ArchMajorMax;

    /// <summary>Reads what the GPU says of itself (<c>panthor_gpu_info_init()</c>).</summary>
    public static GpuInfo ReadGpuInfo(IoWindow gpu) => new()
    {
        GpuId = gpu.Read(GpuRegisters.GPU_ID),
        CsfId = gpu.Read(GpuRegisters.GPU_CSF_ID),
        GpuRev = gpu.Read(GpuRegisters.GPU_REVID),
        CoreFeatures = gpu.Read(GpuRegisters.GPU_CORE_FEATURES),
        L2Features = gpu.Read(GpuRegisters.GPU_L2_FEATURES),
        TilerFeatures = gpu.Read(GpuRegisters.GPU_TILER_FEATURES),
        MemFeatures = gpu.Read(GpuRegisters.GPU_MEM_FEATURES),
        MmuFeatures = gpu.Read(GpuRegisters.GPU_MMU_FEATURES),
        ThreadFeatures = gpu.Read(GpuRegisters.GPU_THREAD_FEATURES),
        MaxThreads = gpu.Read(GpuRegisters.GPU_THREAD_MAX_THREADS),
        ThreadMaxWorkgroupSize = gpu.Read(GpuRegisters.GPU_THREAD_MAX_WORKGROUP_SIZE),
        ThreadMaxBarrierSize = gpu.Read(GpuRegisters.GPU_THREAD_MAX_BARRIER_SIZE),
        CoherencyFeatures = gpu.Read(GpuRegisters.GPU_COHERENCY_FEATURES),
        TextureFeatures = new[]
        {
            gpu.Read(GpuRegisters.GPU_TEXTURE_FEATURES(0)),
            gpu.Read(GpuRegisters.GPU_TEXTURE_FEATURES(1)),
            gpu.Read(GpuRegisters.GPU_TEXTURE_FEATURES(2)),
            gpu.Read(GpuRegisters.GPU_TEXTURE_FEATURES(3)),
        },
        AsPresent = gpu.Read(GpuRegisters.GPU_AS_PRESENT),
        GpuFeatures = gpu.Read64(GpuRegisters.GPU_FEATURES),
        ShaderPresent = gpu.Read64(GpuRegisters.GPU_SHADER_PRESENT),
        TilerPresent = gpu.Read64(GpuRegisters.GPU_TILER_PRESENT),
        L2Present = gpu.Read64(GpuRegisters.GPU_L2_PRESENT),
    };

    /// <summary>The marketing name, from product, core count and ray tracing (<c>get_gpu_model_name()</c>).</summary>
    public static string ModelName(GpuInfo info)
    {
        System.ArgumentNullException.ThrowIfNull(info);
        int cores = BitOperations.PopCount(info.ShaderPresent);
        bool rays = (info.GpuFeatures & FeatureRayIntersection) != 0;
        return (info.ArchMajor, info.ProdMajor) switch
        {
            (10, 2) => "Mali-G710",
            (10, 3) => "Mali-G510",
            (10, 4) => "Mali-G310",
            (10, 7) => "Mali-G610",
            (11, 2) when cores >= 10 && rays => "Mali-G715-Immortalis",
            (11, 2) when cores >= 7 => "Mali-G715",
            (11, 2) or (11, 3) => "Mali-G615",
            (12, 0) when cores >= 10 && rays => "Mali-G720-Immortalis",
            (12, 0) when cores >= 6 => "Mali-G720",
            (12, 0) or (12, 1) => "Mali-G620",
            (13, 0) when cores >= 10 && rays => "Mali-G925-Immortalis",
            (13, 0) when cores >= 6 => "Mali-G725",
            (13, 0) or (13, 1) => "Mali-G625",
            _ => "(Unknown Mali GPU)",
        };
    }
}
