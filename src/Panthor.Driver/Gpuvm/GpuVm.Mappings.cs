using Panthor.Kernel;

namespace Panthor.Driver.Gpuvm;

/// <content>What the steps do to the tree, and the lists of mappings of the buffers.</content>
public abstract partial class GpuVm
{
    /// <summary>Inserts a mapping; EINVAL outside the space, EEXIST where something is mapped.</summary>
    /// <remarks>C: drm_gpuva_insert.</remarks>
    public Errno Insert(GpuVa va)
    {
        if (!RangeValid(va.Addr, va.Range))
            return Errno.EINVAL;
        Errno ret = va.Range == 0 ? InsertEmpty(va) : _tree.Insert(va);
        if (ret == Errno.None)
            _references++;
        return ret;
    }

    /// <summary>Removes a mapping.</summary>
    /// <remarks>C: drm_gpuva_remove.</remarks>
    public void Remove(GpuVa va)
    {
        if (va == _kernelAllocNode)
        {
            Warn("Can't destroy kernel reserved node.");
            return;
        }

        if (va.Range == 0)
            _empty.Remove(va);
        else
            _tree.Remove(va);
        DropReference();
    }

    /// <summary>
    /// Inserts the mapping of a map step. As in the kernel, nobody learns if it cannot be inserted; so it is only with an
    /// empty one.
    /// </summary>
    /// <remarks>C: drm_gpuva_map.</remarks>
    public void Map(GpuVa va, in GpuVaOpMap op)
    {
        va.InitFromOp(op);
        Insert(va);
    }

    /// <summary>Removes the old mapping of a remap step and inserts what is left of it.</summary>
    /// <remarks>
    /// C: drm_gpuva_remap. The rests lie inside the old range, so that they take its place in the tree.
    /// </remarks>
    public void Remap(GpuVa? prev, GpuVa? next, in GpuVaOp op)
    {
        GpuVa? before = op.HasPrev ? prev : null;
        GpuVa? after = op.HasNext ? next : null;
        GpuVa old = op.Va!;
        before?.InitFromPiece(old, op.Prev);
        after?.InitFromPiece(old, op.Next);
        _tree.Replace(old, before, after);
        _references += (before is null ? 0 : 1) + (after is null ? 0 : 1);
        DropReference();
    }

    /// <summary>Removes the old mapping of an unmap step.</summary>
    /// <remarks>C: drm_gpuva_unmap.</remarks>
    public void Unmap(in GpuVaOp op) => Remove(op.Va!);

    /// <summary>Lists a mapping with the bond to its buffer. Under the buffer's gpuva.lock.</summary>
    /// <remarks>C: drm_gpuva_link.</remarks>
    public void Link(GpuVa va, GpuVmBo bo)
    {
        if (va.Obj is null)
            return;
        if (va.Obj != bo.Obj)
            Warn("drm_gpuva_link: the mapping shows another object than the vm_bo");
        bo.References++;
        va.VmBo = bo;
        bo.AddVa(va);
    }

    /// <summary>
    /// Takes a mapping off its bond's list. A bond without references waits for
    /// <see cref="TakeDeferredBos"/>. Under the buffer's gpuva.lock.
    /// </summary>
    /// <remarks>C: drm_gpuva_unlink_defer.</remarks>
    public void UnlinkDefer(GpuVa va)
    {
        if (va.Obj is null || va.VmBo is not { } bo)
            return;
        bo.RemoveVa(va);
        va.VmBo = null;
        BoPutDeferred(bo);
    }

    /// <summary>
    /// An empty mapping at address 0 ends at the last address there is: it would meet all others.
    /// </summary>
    private Errno InsertEmpty(GpuVa va)
    {
        if (va.Addr == 0 && (_tree.Count != 0 || !_empty.IsEmpty))
            return Errno.EEXIST;
        _empty.Insert(va);
        return Errno.None;
    }

    /// <summary>One more reference to the VM.</summary>
    /// <remarks>C: drm_gpuvm_get.</remarks>
    public void Get() => _references++;

    /// <summary>One reference less.</summary>
    /// <returns>True when it was the last one: the caller frees the VM.</returns>
    /// <remarks>C: drm_gpuvm_put.</remarks>
    protected bool PutReference()
    {
        if (_references <= 0)
            Warn("refcount_t: underflow; use-after-free.");
        if (--_references != 0)
            return false;
        Fini();
        return true;
    }

    private void DropReference()
    {
        if (--_references == 0)
            Warn("refcount_t: the last reference of a VM went with one of its mappings");
    }

    /// <summary>C: drm_gpuvm_fini.</summary>
    private void Fini()
    {
        if (_kernelAllocNode is not null)
            _tree.Remove(_kernelAllocNode);
        if (_tree.Count != 0 || !_empty.IsEmpty)
            Warn("GPUVA tree is not empty, potentially leaking memory.");
        else
            _tree.Release();
        if (!Extobjs.IsEmpty)
            Warn("Extobj list should be empty.");
        if (_deferred is not null)
            Warn("VM BO cleanup list should be empty.");
    }
}
