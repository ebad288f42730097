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
        KernelResult<PanthorKernelBo> created = await CreateBoAsync(
            Sz8K, PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED, "Queue FW interface");
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
    public KTask<KernelResult<PanthorKernelBo>> AllocSuspendBufMemAsync(ulong size) =>
        CreateBoAsync(size, 0, "FW suspend buffer");

    /// <summary>
    /// A buffer in the firmware's VM. GROUP_CREATE does not hold up an unplug: the VM may have gone meanwhile, of which
    /// <c>panthor_kernel_bo_create()</c> WARNs.
    /// </summary>
    private KTask<KernelResult<PanthorKernelBo>> CreateBoAsync(ulong size, uint mapFlags, string name) =>
        _device.WarnOn(Vm is null, "panthor_kernel_bo_create: the firmware's VM has gone")
            ? KTask.FromResult<KernelResult<PanthorKernelBo>>(
                KernelResult.Fail(Errno.EINVAL, $"no VM for {name}: the device has gone"))
            : PanthorKernelBo.CreateAsync(
                Vm!,
                size,
                PanthorDrm.DRM_PANTHOR_BO_NO_MMAP,
                PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC | mapFlags,
                PanthorVm.KernelAutoVa,
                name);
}
