using System;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Creation: the split of the address range, and the page table.</content>
public sealed partial class PanthorVm
{
    /// <summary>Bytes that the kernel keeps at least (PANTHOR_VM_MIN_KERNEL_VA_SIZE).</summary>
    public const ulong MinKernelVaSize = 256UL << 20;

    /// <summary>Addresses of a user task: TASK_SIZE of a 64-bit process on arm64 with 48-bit addresses.</summary>
    public const ulong TaskSize = 1UL << 48;

    private const ulong Sz4G = 1UL << 32;

    /// <summary>Checks the arguments of VM_CREATE and chooses where the kernel's range begins.</summary>
    /// <param name="device">The device.</param>
    /// <param name="flags">Must be 0.</param>
    /// <param name="userVaRange">Bytes for the user, 0 for the default.</param>
    /// <returns>First address and bytes of the kernel's range; EINVAL.</returns>
    /// <remarks>C: panthor_vm_create_check_args.</remarks>
    public static KernelResult<(ulong KernelVaStart, ulong KernelVaRange)> CheckCreateArgs(
        PanthorDevice device, uint flags, ulong userVaRange)
    {
        ulong fullVaRange = 1UL << device.Mmu.VaBits;
        if (flags != 0)
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} are not 0");
        ulong range = GetUserVaRange(userVaRange, fullVaRange);
        if (range == 0)
            return KernelResult.Fail(Errno.EINVAL, $"the GPU addresses only 0x{fullVaRange:x} bytes");
        if (userVaRange > range)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"user_va_range 0x{userVaRange:x} exceeds the largest possible, 0x{range:x}");
        }

        ulong kernelVaRange = 1UL << BitOperations.Log2(fullVaRange - range);
        return (fullVaRange - kernelVaRange, kernelVaRange);
    }

    /// <summary>Makes a VM without mappings.</summary>
    /// <param name="device">The device.</param>
    /// <param name="forMcu">For the firmware's microcontroller, which addresses 4 GiB.</param>
    /// <param name="kernelVaStart">First address of the kernel's range.</param>
    /// <param name="kernelVaSize">Its bytes.</param>
    /// <param name="autoKernelVaStart">First address where the kernel places objects itself.</param>
    /// <param name="autoKernelVaSize">Bytes of that part.</param>
    /// <returns>The VM with one reference; EINVAL when there is no page for its root table; ENOMEM.</returns>
    /// <remarks>C: panthor_vm_create.</remarks>
    public static async KTask<KernelResult<PanthorVm>> CreateAsync(
        PanthorDevice device,
        bool forMcu,
        ulong kernelVaStart,
        ulong kernelVaSize,
        ulong autoKernelVaStart,
        ulong autoKernelVaSize)
    {
        PanthorMmu mmu = device.Mmu;
        if (SyncFaultPoints.FailsToAllocate(device.Simulation, "panthor_vm", out KernelResult noMemory))
            return noMemory;
        var vm = new PanthorVm(device, forMcu, forMcu ? Sz4G : 1UL << mmu.VaBits, kernelVaStart)
        {
            KernelVaSize = kernelVaSize,
            KernelAutoVaStart = autoKernelVaStart,
            KernelAutoVaEnd = unchecked(autoKernelVaStart + autoKernelVaSize - 1),
        };
        if (!vm.AllocatePageTable())
            return KernelResult.Fail(Errno.EINVAL, "alloc_io_pgtable_ops: no page for the root table");
        vm.Memattr = MairToMemattr(vm._pgtbl.Mair, device.Coherent);
        KernelResult queue = await vm.CreateBindQueueAsync();
        if (!queue.IsOk)
        {
            vm._pgtbl.FreePgtable();
            vm.RootGem.Put();
            return queue;
        }

        vm._tracked = device.Simulation.Objects.Track("panthor_vm", vm);

        await mmu.VmLock.LockAsync();
        mmu.Vms.AddLast(vm.Node);
        if (mmu.IsResetInProgress)
            await vm.StopAsync();
        mmu.VmLock.Unlock();
        return vm;
    }

    private unsafe bool AllocatePageTable()
    {
        PhysicalMemory memory = Device.Platform.Memory;
        var config = new IoPgtableConfig(Mmu.VaBits, Mmu.PaBits, Device.Coherent);
        var host = new PanthorVmPageTableHost(this);
        if (ArmLpaeS1.Create(config, memory.Pointer(memory.Base), memory.Base, host)
            is not { } table)
            return false;
        _pgtbl = table;
        return true;
    }

    /// <summary>C: panthor_vm_create_get_user_va_range.</summary>
    private static ulong GetUserVaRange(ulong requested, ulong fullVaRange)
    {
        if (fullVaRange < MinKernelVaSize)
            return 0;
        ulong range = requested != 0 ? requested
            : TaskSize < fullVaRange ? TaskSize
            : fullVaRange > Sz4G ? fullVaRange / 2
            : fullVaRange - MinKernelVaSize;
        return Math.Min(range, fullVaRange - MinKernelVaSize);
    }

    /// <summary>Turns the memory attributes of an Arm CPU into those of a Mali address space.</summary>
    /// <remarks>
    /// C: mair_to_memattr. Memory is cached only when both the inner and the outer policy are write-back. Without
    /// coherency the inner shareable domain of the page table means the shader cores alone.
    /// </remarks>
    internal static ulong MairToMemattr(ulong mair, bool coherent)
    {
        ulong memattr = 0;
        for (int i = 0; i < 8; i++)
        {
            uint attribute = (byte)(mair >> (8 * i));
            uint outer = attribute >> 4;
            uint inner = attribute & 0xF;
            bool isCached = (outer & 3) != 0 && (outer & 4) != 0 && (inner & 4) != 0;
            uint result = isCached
                ? GpuRegisters.AS_MEMATTR_AARCH64_INNER_OUTER_WB
                    | GpuRegisters.AS_MEMATTR_AARCH64_INNER_ALLOC_EXPL((inner & 1) != 0, (inner & 2) != 0)
                    | (coherent
                        ? GpuRegisters.AS_MEMATTR_AARCH64_SH_CPU_INNER
                        : GpuRegisters.AS_MEMATTR_AARCH64_SH_MIDGARD_INNER)
                : GpuRegisters.AS_MEMATTR_AARCH64_INNER_OUTER_NC
                    | GpuRegisters.AS_MEMATTR_AARCH64_SH_MIDGARD_INNER
                    | GpuRegisters.AS_MEMATTR_AARCH64_INNER_ALLOC_EXPL(false, false);
            memattr |= (ulong)result << (8 * i);
        }

        return memattr;
    }
}
