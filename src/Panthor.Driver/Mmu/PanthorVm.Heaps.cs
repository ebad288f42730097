using Panthor.Driver.Heaps;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>The tiler heaps of a VM.</content>
public sealed partial class PanthorVm
{
    private Mutex? _heapsLock;
    private PanthorHeapPool? _heapPool;

    /// <summary>The pool of tiler heaps, for those who only look; null until somebody creates a heap.</summary>
    public PanthorHeapPool? HeapPool => _heapPool;

    private Mutex HeapsLock => _heapsLock ??= new Mutex(Sim, MmuLockClasses.HeapsLock);

    /// <summary>The pool of tiler heaps with a reference for the caller.</summary>
    /// <param name="create">Whether to make it if there is none yet.</param>
    /// <returns>
    /// ENOENT without a pool, EINVAL if one should be made for a VM that was destroyed; what
    /// <see cref="PanthorHeapPool.CreateAsync"/> returns.
    /// </returns>
    /// <remarks>C: panthor_vm_get_heap_pool.</remarks>
    public async KTask<KernelResult<PanthorHeapPool>> GetHeapPoolAsync(bool create)
    {
        await HeapsLock.LockAsync();
        KernelResult result = KernelResult.Ok;
        if (_heapPool is null && create)
        {
            KernelResult<PanthorHeapPool> created = Destroyed
                ? KernelResult.Fail(Errno.EINVAL, "the VM was destroyed")
                : await PanthorHeapPool.CreateAsync(this);
            result = created.WithoutValue();
            _heapPool = created.ValueOrDefault();
        }
        else if (_heapPool is null)
        {
            result = KernelResult.Fail(Errno.ENOENT, "the VM has no tiler heap");
        }

        PanthorHeapPool? pool = _heapPool;
        pool?.Get();
        HeapsLock.Unlock();
        return result.IsOk ? pool! : result;
    }

    /// <summary>The part of panthor_vm_destroy that ends the heaps; the GPU faults on what it still uses of them.</summary>
    private async KTask DestroyHeapPoolAsync()
    {
        await HeapsLock.LockAsync();
        if (_heapPool is { } pool)
        {
            await pool.DestroyAsync();
            _heapPool = null;
        }

        HeapsLock.Unlock();
    }
}
