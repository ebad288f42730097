using System.Collections.Generic;
using System.Numerics;

namespace PanthorPS;

/// <summary>What a GPU says of itself (drm_panthor_gpu_info), as a client is told. A snapshot.</summary>
public sealed class GpuHardwareInfo
{
    internal GpuHardwareInfo(IReadOnlyDictionary<string, object> fields)
    {
        GpuId = (uint)fields["gpu_id"];
        GpuRevision = (uint)fields["gpu_rev"];
        CsfId = (uint)fields["csf_id"];
        L2Features = (uint)fields["l2_features"];
        TilerFeatures = (uint)fields["tiler_features"];
        MemoryFeatures = (uint)fields["mem_features"];
        MmuFeatures = (uint)fields["mmu_features"];
        ThreadFeatures = (uint)fields["thread_features"];
        MaximumThreads = (uint)fields["max_threads"];
        MaximumWorkgroupSize = (uint)fields["thread_max_workgroup_size"];
        MaximumBarrierSize = (uint)fields["thread_max_barrier_size"];
        CoherencyFeatures = (uint)fields["coherency_features"];
        TextureFeatures = (uint[])fields["texture_features"];
        AddressSpacesPresent = (uint)fields["as_present"];
        SelectedCoherency = (uint)fields["selected_coherency"];
        ShadersPresent = (ulong)fields["shader_present"];
        L2Present = (ulong)fields["l2_present"];
        TilersPresent = (ulong)fields["tiler_present"];
        CoreFeatures = (uint)fields["core_features"];
        GpuFeatures = (ulong)fields["gpu_features"];
    }

    /// <summary>Architecture, product and version (gpu_id).</summary>
    public uint GpuId { get; }

    /// <summary>Architecture of the GPU, as in 10.8.</summary>
    public string Architecture => $"{GpuId >> 28}.{GpuId >> 24 & 0xf}";

    /// <summary>Revision (gpu_rev).</summary>
    public uint GpuRevision { get; }

    /// <summary>Version of the command stream frontend (csf_id).</summary>
    public uint CsfId { get; }

    /// <summary>The shader cores, a bit each (shader_present).</summary>
    public ulong ShadersPresent { get; }

    /// <summary>How many shader cores there are.</summary>
    public int ShaderCores => BitOperations.PopCount(ShadersPresent);

    /// <summary>The L2 slices, a bit each (l2_present).</summary>
    public ulong L2Present { get; }

    /// <summary>The tilers, a bit each (tiler_present).</summary>
    public ulong TilersPresent { get; }

    /// <summary>The address spaces, a bit each (as_present).</summary>
    public uint AddressSpacesPresent { get; }

    /// <summary>How many bits a GPU address has.</summary>
    public int VirtualAddressBits => (int)(MmuFeatures & 0xff);

    /// <summary>L2 cache (l2_features).</summary>
    public uint L2Features { get; }

    /// <summary>Tiler (tiler_features).</summary>
    public uint TilerFeatures { get; }

    /// <summary>Memory (mem_features).</summary>
    public uint MemoryFeatures { get; }

    /// <summary>Address bits of the MMU (mmu_features).</summary>
    public uint MmuFeatures { get; }

    /// <summary>Threads (thread_features).</summary>
    public uint ThreadFeatures { get; }

    /// <summary>Threads of a core (max_threads).</summary>
    public uint MaximumThreads { get; }

    /// <summary>Threads of a work group (thread_max_workgroup_size).</summary>
    public uint MaximumWorkgroupSize { get; }

    /// <summary>Threads that can wait at a barrier (thread_max_barrier_size).</summary>
    public uint MaximumBarrierSize { get; }

    /// <summary>Coherency protocols of the GPU, a bit each (coherency_features).</summary>
    public uint CoherencyFeatures { get; }

    /// <summary>The protocol in use: 0 ACE-Lite, 1 ACE, 31 none (selected_coherency).</summary>
    public uint SelectedCoherency { get; }

    /// <summary>Textures (texture_features).</summary>
    public IReadOnlyList<uint> TextureFeatures { get; }

    /// <summary>Variants of the cores (core_features).</summary>
    public uint CoreFeatures { get; }

    /// <summary>The GPU as a whole (gpu_features).</summary>
    public ulong GpuFeatures { get; }
}
