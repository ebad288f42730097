using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Heaps;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>The ioctls of tiler heaps.</content>
public sealed partial class DrmFile
{
    private const int HeapHandleVmShift = 16;
    private const uint HeapHandleIdMask = 0xffff;

    /// <summary>Creates a tiler heap (TILER_HEAP_CREATE).</summary>
    /// <param name="args">What it is to be.</param>
    /// <param name="firstChunkIsThere">
    /// Told the GPU address of the first chunk, before it is certain that there will be a heap; or null.
    /// </param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>: no such VM, no initial chunk or more than the heap may have, a chunk size that is not
    /// between 128 KiB and 8 MiB or no multiple of the page size; <see cref="Errno.EBUSY"/> with 128 heaps in the VM;
    /// <see cref="Errno.ENOMEM"/>; <see cref="Errno.ENOSPC"/> without room among the kernel's addresses.
    /// </returns>
    public async KTask<KernelResult<DrmPanthorTilerHeap>> TilerHeapCreateAsync(
        DrmPanthorTilerHeapCreate args, Action<ulong>? firstChunkIsThere = null)
    {
        if (!TryEnter(out KernelResult gone))
        {
            return gone;
        }

        KernelResult<DrmPanthorTilerHeap> result = NoSuchVm(args.VmId);
        if (Vms.Get(args.VmId) is { } vm)
        {
            KernelResult<PanthorHeapPool> pool = await vm.GetHeapPoolAsync(create: true);
            result = pool.IsOk ? await CreateHeapAsync(pool.Value, args, firstChunkIsThere) : pool.WithoutValue();
            await vm.PutAsync();
        }

        Device.Exit();
        return result;
    }

    /// <summary>Destroys a tiler heap (TILER_HEAP_DESTROY). The GPU faults on what it still uses of it.</summary>
    /// <param name="handle">What TILER_HEAP_CREATE returned.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>: <paramref name="pad"/> is not zero, no such VM, no such heap in it;
    /// <see cref="Errno.ENOENT"/> if the VM never had a heap.
    /// </returns>
    public async KTask<KernelResult> TilerHeapDestroyAsync(uint handle, uint pad = 0)
    {
        if (!TryEnter(out KernelResult result))
        {
            return result;
        }

        if (pad != 0)
        {
            result = KernelResult.Fail(Errno.EINVAL, $"pad is 0x{pad:x}; it must be 0");
        }
        else if (Vms.Get(handle >> HeapHandleVmShift) is { } vm)
        {
            KernelResult<PanthorHeapPool> pool = await vm.GetHeapPoolAsync(create: false);
            result = pool.WithoutValue();
            if (pool.IsOk)
            {
                result = await pool.Value.DestroyHeapAsync(handle & HeapHandleIdMask);
                pool.Value.Put();
            }

            await vm.PutAsync();
        }
        else
        {
            result = NoSuchVm(handle >> HeapHandleVmShift);
        }

        Device.Exit();
        return result;
    }

    /// <summary>Adds up the memory of the client's tiler heaps (fdinfo).</summary>
    /// <returns>Bytes resident, all of them, and bytes active: those of VMs that are on an address space.</returns>
    /// <remarks>C: panthor_vm_heaps_sizes.</remarks>
    public GemMemoryStats GetHeapSizes()
    {
        ulong resident = 0, active = 0;
        foreach ((_, PanthorVm vm) in Vms.Entries)
        {
            ulong size = vm.HeapPool?.Size ?? 0;
            resident += size;
            active += vm.AsId >= 0 ? size : 0;
        }

        return new GemMemoryStats(0, 0, resident, 0, active);
    }

    private static async KTask<KernelResult<DrmPanthorTilerHeap>> CreateHeapAsync(
        PanthorHeapPool pool, DrmPanthorTilerHeapCreate args, Action<ulong>? firstChunkIsThere)
    {
        KernelResult<(uint Id, ulong Context, ulong FirstChunk)> heap = await pool.CreateHeapAsync(
            args.InitialChunkCount, args.ChunkSize, args.MaxChunks, args.TargetInFlight, firstChunkIsThere);
        pool.Put();
        return heap.IsOk
            ? new DrmPanthorTilerHeap(
                args.VmId << HeapHandleVmShift | heap.Value.Id, heap.Value.Context, heap.Value.FirstChunk)
            : heap.WithoutValue();
    }
}
