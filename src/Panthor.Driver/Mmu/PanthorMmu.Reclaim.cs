using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Mm;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Reclaim of buffers that only one VM maps.</content>
public sealed partial class PanthorMmu
{
    /// <summary>Takes pages of buffers that only one VM maps, VM by VM, the one that was active longest ago first.</summary>
    /// <param name="pages">How many.</param>
    /// <remarks>
    /// C: panthor_mmu_reclaim_priv_bos. A VM that becomes active meanwhile leaves the temporary lists, so that what goes
    /// back keeps the order.
    /// </remarks>
    internal async KTask<ShrinkResult> ReclaimPrivateBosAsync(long pages)
    {
        PanthorReclaim reclaim = Device.Reclaim;
        var remainingVms = new LinkedList<PanthorVm>();
        var vms = new LinkedList<PanthorVm>();
        long freed = 0;
        long remaining = 0;
        await Device.GemLruMutex.LockAsync();
        MoveAll(reclaim.Vms, vms);
        while (freed < pages && vms.First is { } first)
        {
            PanthorVm vm = first.Value;
            if (!vm.TryGetReference())
            {
                vms.Remove(first);
                continue;
            }

            Device.GemLruMutex.Unlock();
            ShrinkResult result = await reclaim.ScanLruAsync(vm.ReclaimLru, pages - freed, mayWait: true);
            freed += result.Freed;
            remaining += result.Remaining;
            await Device.GemLruMutex.LockAsync();
            if (vms.First == vm.ReclaimNode)
            {
                vms.Remove(vm.ReclaimNode);
                if (vm.ReclaimLru.Count > 0)
                {
                    remainingVms.AddLast(vm.ReclaimNode);
                }
            }

            Device.GemLruMutex.Unlock();
            await vm.PutAsync();
            await Device.GemLruMutex.LockAsync();
        }

        MoveAll(vms, remainingVms);
        while (remainingVms.Last is { } last)
        {
            remainingVms.Remove(last);
            reclaim.Vms.AddFirst(last);
        }

        Device.GemLruMutex.Unlock();
        return new ShrinkResult(freed, remaining);
    }

    private static void MoveAll(LinkedList<PanthorVm> from, LinkedList<PanthorVm> to)
    {
        while (from.First is { } first)
        {
            from.Remove(first);
            to.AddLast(first);
        }
    }
}
