using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;

namespace PanthorPS;

/// <summary>A buffer object of a client. All properties are live.</summary>
public sealed class GpuBuffer
{
    private readonly GpuClient? _client;
    private readonly PanthorGemObject? _engine;

    internal GpuBuffer(GpuClient client, uint handle, PanthorGemObject engine)
    {
        _client = client;
        _engine = engine;
        Handle = handle;
    }

    private GpuBuffer(uint handle, string? label)
    {
        Handle = handle;
        ReferenceName = label;
    }

    /// <summary>The client's handle; 0 if it was closed and only mappings keep the buffer.</summary>
    public uint Handle { get; }

    /// <summary>Bytes, a multiple of the page size.</summary>
    public ulong Size => Engine.Size;

    /// <summary>What the client calls it; null if it has no name.</summary>
    public string? Label => Engine.Label;

    /// <summary>The flags that it was created with.</summary>
    public GpuBufferFlags CreateFlags => (GpuBufferFlags)Engine.Flags;

    /// <summary>True if the memory comes from another device.</summary>
    public bool IsImported => Engine.IsImported;

    /// <summary>Pages of 4 KiB that are in memory.</summary>
    public long ResidentPages => Engine.Pages?.Count ?? 0;

    /// <summary>True if its pages are in memory.</summary>
    public bool IsResident => Engine.Pages is not null;

    /// <summary>How easily its pages could be taken away.</summary>
    public GemReclaimState ReclaimState => Engine.ReclaimState;

    /// <summary>How many users need the pages to stay where they are.</summary>
    public int PinCount => Engine.PinCount;

    /// <summary>How many ranges of GPU addresses show it, in all VMs.</summary>
    public int MappingCount
    {
        get
        {
            int count = 0;
            for (GpuVmBo? bond = Engine.GpuvaList.First; bond is not null; bond = bond.NextOfObject)
            {
                for (GpuVa? va = bond.FirstVa; va is not null; va = GpuVmBo.NextVa(va))
                {
                    count++;
                }
            }

            return count;
        }
    }

    /// <summary>The client.</summary>
    public GpuClient Client => _client ?? throw new InvalidOperationException("This is only a reference.");

    internal PanthorGemObject Engine => _engine ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _engine is null;

    internal string? ReferenceName { get; }

    internal bool IsKernel => _engine is { } engine && (engine.UsageFlags & GemUsageFlags.Kernel) != 0;

    internal bool IsClosed => !ReferenceEquals(Client.FindBuffer(Handle, null), this);

    /// <inheritdoc/>
    public override string ToString() => IsReference ? ReferenceName ?? $"buffer {Handle}"
        : Label is { Length: > 0 } label ? $"buffer {Handle} ({label})"
        : $"buffer {Handle}";

    internal static GpuBuffer Reference(uint handle, string? label) => new(handle, label);
}
