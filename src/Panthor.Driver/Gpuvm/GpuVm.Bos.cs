using Panthor.Driver.Gem;

namespace Panthor.Driver.Gpuvm;

/// <content>The bonds between the VM and its buffers.</content>
public abstract partial class GpuVm
{
    private GpuVmBo? _deferred;
    private GpuVmBoList _extobjs = GpuVmBoList.ForExtobj();

    /// <summary>Bonds to buffers that have a reservation lock of their own. Under the VM's lock.</summary>
    public ref GpuVmBoList Extobjs => ref _extobjs;

    /// <summary>Bonds wait for their clean-up.</summary>
    public bool HasDeferredBos => _deferred is not null;

    /// <summary>
    /// Makes a bond that is in no list, with one reference; holds a reference to the buffer and the VM.
    /// </summary>
    /// <remarks>C: drm_gpuvm_bo_create.</remarks>
    public GpuVmBo BoCreate(DrmGemObject obj)
    {
        GpuVmBo bo = _caches.RentBo();
        bo.Vm = this;
        bo.Obj = obj;
        bo.Lock = obj.GpuvaLock;
        bo.References = 1;
        bo.IsEvicted = false;
        _references++;
        obj.Get();
        return bo;
    }

    /// <summary>
    /// The bond between VM and buffer: an existing one with one more reference, and then the prepared one is
    /// destroyed; else the prepared one, listed with the buffer. Under the buffer's gpuva.lock.
    /// </summary>
    /// <remarks>C: drm_gpuvm_bo_obtain_prealloc.</remarks>
    public GpuVmBo BoObtainPrealloc(GpuVmBo prepared)
    {
        ref GpuVmBoList list = ref prepared.Obj.GpuvaList;
        for (GpuVmBo? bo = list.First; bo is not null; bo = list.Next(bo))
        {
            if (bo.Vm != this)
                continue;
            bo.References++;
            prepared.References = 0;
            prepared.Obj.Put();
            BoDestroyNotInLists(prepared);
            return bo;
        }

        list.AddTail(prepared);
        return prepared;
    }

    /// <summary>Lists the bond with the external objects of the VM, once. Under the VM's reservation lock.</summary>
    /// <remarks>C: drm_gpuvm_bo_extobj_add.</remarks>
    public void BoExtobjAdd(GpuVmBo bo)
    {
        AssertResvHeld();
        Extobjs.AddTail(bo);
    }

    /// <summary>Reports that somebody changes a list without the VM's reservation lock.</summary>
    /// <remarks>C: drm_gpuvm_resv_assert_held.</remarks>
    protected virtual void AssertResvHeld()
    {
    }

    /// <summary>
    /// One reference less; a bond without references leaves the buffer's list and waits for
    /// <see cref="TakeDeferredBos"/>. Under the buffer's gpuva.lock.
    /// </summary>
    /// <remarks>C: drm_gpuvm_bo_put_deferred.</remarks>
    public void BoPutDeferred(GpuVmBo bo)
    {
        if (bo.References <= 0)
            Warn("refcount_t: underflow; use-after-free.");
        if (--bo.References != 0)
            return;
        bo.Obj.GpuvaList.Remove(bo);
        bo.NextDeferred = _deferred;
        _deferred = bo;
    }

    /// <summary>
    /// The bonds that wait for their clean-up, youngest first, chained by <c>NextDeferred</c>.
    /// </summary>
    /// <remarks>C: the llist_del_all of drm_gpuvm_bo_deferred_cleanup.</remarks>
    protected GpuVmBo? TakeDeferredBos()
    {
        GpuVmBo? first = _deferred;
        _deferred = null;
        return first;
    }

    /// <summary>The bond that waits behind another one.</summary>
    protected static GpuVmBo? NextDeferred(GpuVmBo bo) => bo.NextDeferred;

    /// <summary>
    /// Frees a bond that is in no list and drops its reference to the VM; the buffer's is the caller's.
    /// </summary>
    /// <remarks>C: drm_gpuvm_bo_destroy_not_in_lists.</remarks>
    protected void BoDestroyNotInLists(GpuVmBo bo)
    {
        _caches.Return(bo);
        DropReference();
    }
}
