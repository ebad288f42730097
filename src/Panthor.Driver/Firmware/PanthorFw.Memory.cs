using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <content>Memory of groups and queues in the firmware's VM.</content>
public sealed partial class PanthorFw
{
    /// <summary>
    /// Allocates the memory in which driver and firmware tell each other how far a ring buffer is written and read
    /// (<c>panthor_fw_alloc_queue_iface_mem()</c>): two zeroed pages, uncached.
    /// </summary>
    /// <returns>The interface, whose buffer the caller destroys; else nothing was left behind.</returns>
    public async KTask<KernelResult<FwQueueIface>> AllocQueueIfaceMemAsync()
    {
        const ulong Sz8K = 2 * GemPages.PageSize;
        KernelResult<PanthorKernelBo> created = await PanthorKernelBo.CreateAsync(
            Vm,
            Sz8K,
            PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,
            PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED,
            PanthorVm.KernelAutoVa,
            "Queue FW interface");
        if (!created.IsOk)
        {
            return created.WithoutValue();
        }

        PanthorKernelBo mem = created.Value;
        KernelResult mapped = await mem.VmapAsync();
        if (!mapped.IsOk)
        {
            await mem.DestroyAsync();
            return mapped;
        }

        KernelMapping map = mem.Map!;
        map.Fill(0, mem.Size, 0);
        return new FwQueueIface(
            mem,
            new FwRingbufInput(map, 0),
            new FwRingbufOutput(map, GemPages.PageSize),
            (uint)mem.GpuVa,
            (uint)(mem.GpuVa + GemPages.PageSize));
    }

    /// <summary>
    /// Allocates the memory that a group is suspended to (<c>panthor_fw_alloc_suspend_buf_mem()</c>).
    /// </summary>
    /// <param name="size">Bytes.</param>
    /// <returns>The buffer, which the caller destroys; else nothing was left behind.</returns>
    public KTask<KernelResult<PanthorKernelBo>> AllocSuspendBufMemAsync(ulong size) => PanthorKernelBo.CreateAsync(
        Vm,
        size,
        PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,
        PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC,
        PanthorVm.KernelAutoVa,
        "FW suspend buffer");
}
