using System;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>
/// What every buffer has (<c>struct drm_gem_object</c>): a size, a reservation lock, references, handles, and the VMs
/// that map it.
/// </summary>
/// <remarks>
/// <see cref="Resv"/> guards the pages; <see cref="GpuvaLock"/> the list of VMs. The last <see cref="Put"/> frees the
/// object.
/// </remarks>
public class DrmGemObject
{
    private readonly RefCount _references;

    /// <summary>Makes an object with one reference (<c>drm_gem_private_object_init()</c>).</summary>
    public DrmGemObject(PanthorDevice device, ulong size)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        Size = size;
        Resv = device.NewResv();
        GpuvaLock = device.NewGpuvaLock();
        _references = new RefCount(device.Simulation, "drm_gem_object", Free);
    }

    /// <summary>The device that the object belongs to.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Size in bytes, a multiple of the page size.</summary>
    public ulong Size { get; }

    /// <summary>The reservation lock (<c>dma_resv_lock()</c>): its own, or the one of its exclusive VM.</summary>
    public Mutex Resv { get; private protected set; }

    /// <summary>Guards the list of VMs that map the object (<c>gpuva.lock</c>).</summary>
    public Mutex GpuvaLock { get; }

    /// <summary>The VMs that map the object, one node a VM (<c>gpuva.list</c>).</summary>
    public GpuVmBoList GpuvaList { get; } = new();

    /// <summary>How many handles of all clients refer to the object.</summary>
    public int HandleCount { get; internal set; }

    /// <summary>References held at present.</summary>
    public int ReferenceCount => _references.Count;

    /// <summary>Takes a reference (<c>drm_gem_object_get()</c>).</summary>
    public void Get() => _references.Get();

    /// <summary>Drops a reference (<c>drm_gem_object_put()</c>).</summary>
    public void Put() => _references.Put();

    /// <summary>Called when the last reference has gone.</summary>
    private protected virtual void Free()
    {
    }
}
