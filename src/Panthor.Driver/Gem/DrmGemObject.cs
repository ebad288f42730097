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
    private GpuVmBoList _gpuvaList;
    private int _references = 1;

    /// <summary>Makes an object with one reference (<c>drm_gem_private_object_init()</c>).</summary>
    public DrmGemObject(PanthorDevice device, ulong size)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        Size = size;
        Resv = device.NewResv();
        GpuvaLock = device.NewGpuvaLock();
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
    public ref GpuVmBoList GpuvaList => ref _gpuvaList;

    /// <summary>How many handles of all clients refer to the object.</summary>
    public int HandleCount { get; internal set; }

    /// <summary>References held at present.</summary>
    public int ReferenceCount => _references;

    /// <summary>Takes a reference (<c>drm_gem_object_get()</c>).</summary>
    public void Get()
    {
        if (_references <= 0)
            ReportUseAfterFree("addition on 0");
        else
            _references++;
    }

    /// <summary>Drops a reference (<c>drm_gem_object_put()</c>).</summary>
    public void Put()
    {
        if (_references <= 0)
            ReportUseAfterFree("underflow");
        else if (--_references == 0)
            Free();
    }

    /// <summary>Called when the last reference has gone.</summary>
    private protected virtual void Free()
    {
    }

    private void ReportUseAfterFree(string what) => Device.Simulation.Report(
        FindingKind.UseAfterFree, $"refcount_t: {what}; use-after-free of drm_gem_object", "");
}
