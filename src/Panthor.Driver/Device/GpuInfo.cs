using System;

namespace Panthor.Driver.Device;

/// <summary>What the driver read from the GPU at probe (<c>struct drm_panthor_gpu_info</c>).</summary>
public sealed record GpuInfo
{
    /// <summary>GPU_ID: architecture, product and version.</summary>
    public uint GpuId { get; init; }

    /// <summary>GPU_REVID.</summary>
    public uint GpuRev { get; init; }

    /// <summary>GPU_CSF_ID: version of the command stream frontend.</summary>
    public uint CsfId { get; init; }

    /// <summary>GPU_L2_FEATURES.</summary>
    public uint L2Features { get; init; }

    /// <summary>GPU_TILER_FEATURES.</summary>
    public uint TilerFeatures { get; init; }

    /// <summary>GPU_MEM_FEATURES.</summary>
    public uint MemFeatures { get; init; }

    /// <summary>GPU_MMU_FEATURES: bits 7:0 virtual, bits 15:8 physical address bits.</summary>
    public uint MmuFeatures { get; init; }

    /// <summary>GPU_THREAD_FEATURES.</summary>
    public uint ThreadFeatures { get; init; }

    /// <summary>GPU_THREAD_MAX_THREADS.</summary>
    public uint MaxThreads { get; init; }

    /// <summary>GPU_THREAD_MAX_WORKGROUP_SIZE.</summary>
    public uint ThreadMaxWorkgroupSize { get; init; }

    /// <summary>GPU_THREAD_MAX_BARRIER_SIZE.</summary>
    public uint ThreadMaxBarrierSize { get; init; }

    /// <summary>GPU_COHERENCY_FEATURES.</summary>
    public uint CoherencyFeatures { get; init; }

    /// <summary>The coherency protocol in use: 0 ACE-Lite, 1 ACE, 31 none.</summary>
    public uint SelectedCoherency { get; init; }

    /// <summary>GPU_TEXTURE_FEATURES(0..3).</summary>
    public ReadOnlyMemory<uint> TextureFeatures { get; init; }

    /// <summary>GPU_AS_PRESENT: a bit an address space.</summary>
    public uint AsPresent { get; init; }

    /// <summary>GPU_CORE_FEATURES.</summary>
    public uint CoreFeatures { get; init; }

    /// <summary>GPU_SHADER_PRESENT: a bit a shader core.</summary>
    public ulong ShaderPresent { get; init; }

    /// <summary>GPU_L2_PRESENT: a bit an L2 slice group.</summary>
    public ulong L2Present { get; init; }

    /// <summary>GPU_TILER_PRESENT: a bit a tiler.</summary>
    public ulong TilerPresent { get; init; }

    /// <summary>GPU_FEATURES (from architecture 11 on).</summary>
    public ulong GpuFeatures { get; init; }

    /// <summary>Bits of a GPU virtual address (<c>GPU_MMU_FEATURES_VA_BITS</c>).</summary>
    public int VaBits => (int)(MmuFeatures & 0xff);

    /// <summary>Bits of a physical address (<c>GPU_MMU_FEATURES_PA_BITS</c>).</summary>
    public int PaBits => (int)(MmuFeatures >> 8 & 0xff);

    /// <summary>Architecture major version, 10 for a Mali-G610 (<c>GPU_ARCH_MAJOR</c>).</summary>
    public uint ArchMajor => GpuId >> 28;

    /// <summary>Product major version (<c>GPU_PROD_MAJOR</c>).</summary>
    public uint ProdMajor => GpuId >> 16 & 0xf;
}
