using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// What every buffer has (<c>struct drm_gem_object</c>): a size, a reservation, references, handles, and the VMs that map
/// it.
/// </summary>
/// <remarks>
/// <see cref="Resv"/> guards the pages; <see cref="GpuvaLock"/> the list of VMs. The last <see cref="Put"/> frees the
/// object.
/// </remarks>
public class DrmGemObject : IDrmExecObject
{
    private readonly DmaResv _ownResv;
    private GpuVmBoList _gpuvaList;
    private LinkedListNode<DrmGemObject>? _lruNode;
    private int _references = 1;

    /// <summary>Makes an object with one reference (<c>drm_gem_private_object_init()</c>).</summary>
    public DrmGemObject(PanthorDevice device, ulong size)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        Size = size;
        _ownResv = device.NewResv();
        Resv = _ownResv;
        GpuvaLock = device.NewGpuvaLock();
    }

    /// <summary>The device that the object belongs to.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Size in bytes, a multiple of the page size.</summary>
    public ulong Size { get; }

    /// <summary>Lock and fences: its own, those of its exclusive VM, or the exporter's (<c>resv</c>).</summary>
    public DmaResv Resv { get; private set; }

    /// <summary>Guards the list of VMs that map the object (<c>gpuva.lock</c>).</summary>
    public Mutex GpuvaLock { get; }

    /// <summary>The VMs that map the object, one node a VM (<c>gpuva.list</c>).</summary>
    public ref GpuVmBoList GpuvaList => ref _gpuvaList;

    /// <summary>How many handles of all clients refer to the object (<c>handle_count</c>).</summary>
    public int HandleCount { get; internal set; }

    /// <summary>A number that every client of the primary node can open the object by; 0 for none (<c>name</c>).</summary>
    public uint GlobalName { get; internal set; }

    /// <summary>The buffer as others see it, while it is exported (<c>dma_buf</c>).</summary>
    public DmaBuf? DmaBuf { get; internal set; }

    /// <summary>Where the memory comes from, if another device owns it (<c>import_attach</c>).</summary>
    public DmaBufAttachment? ImportedBuffer { get; private protected init; }

    /// <summary>True if another device owns the memory (<c>drm_gem_is_imported()</c>).</summary>
    public virtual bool IsImported => ImportedBuffer is not null;

    /// <summary>References held at present.</summary>
    public int ReferenceCount => _references;

    /// <summary>The reclaim list that the object is on (<c>lru</c>).</summary>
    internal GemLru? Lru { get; set; }

    internal LinkedListNode<DrmGemObject> LruNode => _lruNode ??= new LinkedListNode<DrmGemObject>(this);

    /// <summary>Takes a reference (<c>drm_gem_object_get()</c>).</summary>
    public void Get()
    {
        if (_references <= 0)
        {
            ReportUseAfterFree("addition on 0");
        }
        else
        {
            _references++;
        }
    }

    /// <summary>Takes a reference unless the object is dead (<c>kref_get_unless_zero()</c>).</summary>
    public bool TryGet()
    {
        _references += _references > 0 ? 1 : 0;
        return _references > 0;
    }

    /// <summary>Drops a reference (<c>drm_gem_object_put()</c>).</summary>
    public void Put()
    {
        if (_references <= 0)
        {
            ReportUseAfterFree("underflow");
        }
        else if (--_references == 0)
        {
            Free();
        }
    }

    /// <summary>Uses lock and fences of a VM or of an exporter from now on.</summary>
    private protected void ShareResv(DmaResv other) => Resv = other;

    /// <summary>Called when the last reference has gone (<c>drm_gem_object_release()</c>).</summary>
    private protected virtual void Free()
    {
        GemLru.Remove(this);
        _ownResv.Fini();
    }

    private void ReportUseAfterFree(string what) => Device.Simulation.Report(
        FindingKind.UseAfterFree, $"refcount_t: {what}; use-after-free of drm_gem_object", "");
}
