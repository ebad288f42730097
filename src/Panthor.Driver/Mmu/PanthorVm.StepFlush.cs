using Panthor.Driver.Gem;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>
/// The driver without <see cref="PatchCatalogue.AtomicPageTableUpdates"/>: each step of an operation is flushed by
/// itself, and the GPU sees what lies between the steps.
/// </content>
public sealed partial class PanthorVm
{
    private async KTask UnmapAndFlushAsync(ulong iova, ulong size)
    {
        await UnmapTablesAsync(iova, size);
        await FlushRangeAsync(iova, size);
    }

    private async KTask<Errno> MapAndFlushAsync(uint flags, DrmGemObject bo, ulong iova, ulong offset, ulong size)
    {
        Errno ret = await MapTablesAsync(flags, bo, iova, offset, size);
        return ret == Errno.None ? await FlushRangeAsync(iova, size) : ret;
    }

    /// <summary>Lets the GPU forget what it knows of a range.</summary>
    /// <remarks>C before the patch: panthor_vm_flush_range.</remarks>
    private async KTask<Errno> FlushRangeAsync(ulong iova, ulong size)
    {
        Errno ret = Errno.None;
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0 && Device.TryEnter())
        {
            ret = await FlushSlotAsync(iova, size);
            Device.Exit();
        }

        Mmu.SlotsLock.Unlock();
        return ret;
    }

    /// <summary>C before the patch: mmu_hw_do_flush_on_gpu_ctrl.</summary>
    private async KTask<Errno> FlushSlotAsync(ulong iova, ulong size)
    {
        Errno ret = await SendLockAsync(PackRegionRange(ref iova, ref size));
        if (ret == Errno.None)
            ret = await Mmu.FlushCachesAsync();
        return ret == Errno.None
            ? await Mmu.AsSendCmdAndWaitAsync(AsId, GpuRegisters.AS_COMMAND_UNLOCK)
            : ret;
    }
}
