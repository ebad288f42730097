using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Heaps;

/// <summary>The tiler heaps of a VM, and the buffer with the contexts through which firmware and GPU know them.</summary>
/// <remarks>
/// C: struct panthor_heap_pool. A context belongs to the GPU: the driver only clears it. Whoever handles an out-of-memory
/// event may hold the pool for longer than its VM does; it then finds a pool without heaps.
/// </remarks>
public sealed partial class PanthorHeapPool
{
    /// <summary>Heaps that a VM may have (MAX_HEAPS_PER_POOL).</summary>
    public const uint MaxHeapsPerPool = 128;

    private const uint HeapContextSize = 32;

    private static readonly LockClass s_lock = new("panthor_heap_pool.lock");

    private readonly PanthorDevice _device;
    private readonly RwSemaphore _lock;
    private readonly RefCount _references;
    private readonly TrackedObject _tracked;
    private readonly bool _letsFirmwareRender;

    // Without HeapContextIndex the heaps are numbered from 1 on, one more than their contexts.
    private readonly uint _firstId;
    private readonly PanthorHeap?[] _heaps;

    // Null once the pool was destroyed. No reference: the pool belongs to the VM.
    private PanthorVm? _vm;
    private PanthorKernelBo? _contexts;

    private PanthorHeapPool(PanthorVm vm)
    {
        _vm = vm;
        _device = vm.Device;
        _lock = new RwSemaphore(_device.Simulation, s_lock);
        _tracked = _device.Simulation.Objects.Track("panthor_heap_pool", this);
        _references = new RefCount(_device.Simulation, _tracked.Name, _tracked.Free);
        _letsFirmwareRender = _device.Has(PatchCatalogue.IncrementalRendering);
        _firstId = _device.Has(PatchCatalogue.HeapContextIndex) ? 0u : 1u;
        _heaps = new PanthorHeap?[_firstId + MaxHeapsPerPool];
        ContextStride = AlignUp(HeapContextSize, GpuRegisters.GPU_L2_FEATURES_LINE_SIZE(_device.GpuInfo.L2Features));
    }

    /// <summary>Bytes from one context to the next: a GPU cache line at least (panthor_heap_ctx_stride).</summary>
    public uint ContextStride { get; }

    /// <summary>Bytes of all chunks and of the contexts (panthor_heap_pool_size).</summary>
    public ulong Size { get; private set; }

    /// <summary>The heaps with their numbers in the pool, in ascending order.</summary>
    public IEnumerable<KeyValuePair<uint, PanthorHeap>> Heaps
    {
        get
        {
            for (uint id = 0; id < _heaps.Length; id++)
            {
                if (_heaps[id] is { } heap)
                {
                    yield return new(id, heap);
                }
            }
        }
    }

    /// <summary>Makes the pool of a VM.</summary>
    /// <param name="vm">The VM.</param>
    /// <returns>
    /// The pool with one reference, which <see cref="DestroyAsync"/> gives back; ENOMEM, ENOSPC when the VM has no room
    /// for the contexts.
    /// </returns>
    /// <remarks>C: panthor_heap_pool_create.</remarks>
    public static async KTask<KernelResult<PanthorHeapPool>> CreateAsync(PanthorVm vm)
    {
        if (SyncFaultPoints.FailsToAllocate(vm.Device.Simulation, "panthor_heap_pool", out KernelResult noMemory))
        {
            return noMemory;
        }

        var pool = new PanthorHeapPool(vm);
        KernelResult<PanthorKernelBo> contexts = await PanthorKernelBo.CreateAsync(
            vm,
            AlignUp(MaxHeapsPerPool * pool.ContextStride, (uint)PanthorVm.PageSize),
            PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,
            PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC,
            PanthorVm.KernelAutoVa,
            "Heap pool");
        pool._contexts = contexts.ValueOrDefault();
        pool.Size = pool._contexts?.Size ?? 0;
        KernelResult result = contexts.IsOk ? await contexts.Value.VmapAsync() : contexts.WithoutValue();
        if (result.IsOk)
        {
            return pool;
        }

        await pool.DestroyAsync();
        return result;
    }

    /// <summary>One more reference (panthor_heap_pool_get).</summary>
    public void Get() => _references.Get();

    /// <summary>One reference less (panthor_heap_pool_put).</summary>
    public void Put() => _references.Put();

    /// <summary>GPU address of the context of a heap.</summary>
    /// <param name="id">Number of the heap in the pool.</param>
    public ulong ContextAddress(uint id) => (_contexts?.GpuVa ?? 0) + (ulong)id * ContextStride;

    /// <summary>The heap of a number, or null.</summary>
    public PanthorHeap? Find(uint id) => id < _heaps.Length ? _heaps[id] : null;

    /// <summary>
    /// Destroys all heaps with their memory. What the GPU still uses of them faults. The object lives until the last
    /// reference is gone.
    /// </summary>
    /// <remarks>C: panthor_heap_pool_destroy.</remarks>
    public async KTask DestroyAsync()
    {
        await _lock.DownWriteAsync();
        for (uint id = 0; id < _heaps.Length; id++)
        {
            if (_heaps[id] is not null)
            {
                await DestroyHeapLockedAsync(id);
            }
        }

        if (_contexts is { } contexts)
        {
            Size -= contexts.Size;
            await contexts.DestroyAsync();
        }

        _vm = null;
        _lock.UpWrite();
        Put();
    }

    private static uint AlignUp(uint value, uint alignment) => checked(value + alignment - 1) & ~(alignment - 1);
}
