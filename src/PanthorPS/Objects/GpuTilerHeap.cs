using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Heaps;

namespace PanthorPS;

/// <summary>
/// A tiler heap of a VM: memory that the tiler fills, chunk by chunk, and that grows on demand. All properties are
/// live.
/// </summary>
public sealed class GpuTilerHeap
{
    private const int VmShift = 16;
    private const uint IndexMask = 0xffff;

    private readonly GpuVm? _vm;
    private readonly PanthorHeap? _engine;

    internal GpuTilerHeap(GpuVm vm, uint handle, PanthorHeap engine)
    {
        _vm = vm;
        _engine = engine;
        Handle = handle;
        ContextAddress = vm.Engine.HeapPool!.ContextAddress(IndexOf(handle));
        FirstChunkAddress = engine.Chunks.First().GpuVa;
    }

    private GpuTilerHeap(uint handle)
    {
        Handle = handle;
    }

    /// <summary>The client's handle: the VM's in the upper 16 bits, the number in the VM in the lower.</summary>
    public uint Handle { get; }

    /// <summary>The VM.</summary>
    public GpuVm Vm => _vm ?? throw new InvalidOperationException("This is only a reference.");

    /// <summary>GPU address of the context, which a stream names with HeapSet.</summary>
    public ulong ContextAddress { get; }

    /// <summary>GPU address of the first chunk of the list that the heap began with.</summary>
    public ulong FirstChunkAddress { get; }

    /// <summary>How many chunks it has.</summary>
    public uint Chunks => Engine.ChunkCount;

    /// <summary>GPU addresses of the chunks, the newest first.</summary>
    public IReadOnlyList<ulong> ChunkAddresses => Engine.Chunks.Select(chunk => chunk.GpuVa).ToArray();

    /// <summary>Bytes of a chunk.</summary>
    public uint ChunkSize => Engine.ChunkSize;

    /// <summary>How many chunks it may have.</summary>
    public uint MaxChunks => Engine.MaxChunks;

    /// <summary>With more render passes in flight than this it does not grow.</summary>
    public uint TargetInFlight => Engine.TargetInFlight;

    /// <summary>Bytes of all chunks.</summary>
    public ulong Size => (ulong)Engine.ChunkCount * Engine.ChunkSize;

    /// <summary>True once it was destroyed, or its VM.</summary>
    public bool IsDestroyed => !ReferenceEquals(Vm.Engine.HeapPool?.Find(IndexOf(Handle)), Engine);

    /// <summary>The client.</summary>
    public GpuClient Client => Vm.Client;

    internal PanthorHeap Engine => _engine ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _engine is null;

    /// <inheritdoc/>
    public override string ToString() => $"tiler heap 0x{Handle:x}";

    internal static GpuTilerHeap Reference(uint handle) => new(handle);

    internal static uint VmOf(uint handle) => handle >> VmShift;

    internal static uint IndexOf(uint handle) => handle & IndexMask;

    internal static uint HandleOf(uint vm, uint index) => vm << VmShift | index;
}
