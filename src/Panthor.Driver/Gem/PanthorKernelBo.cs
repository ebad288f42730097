using System;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>A buffer of the driver itself, mapped in one VM (<c>struct panthor_kernel_bo</c>).</summary>
public sealed class PanthorKernelBo
{
    private readonly TrackedObject _tracked;
    private KernelMapping? _map;

    private PanthorKernelBo(PanthorGemObject target, PanthorVm vm, ulong address, ulong size)
    {
        Target = target;
        Vm = vm;
        GpuVa = address;
        VaSize = size;
        _tracked = target.Device.Simulation.Objects.Track("panthor_kernel_bo", this);
    }

    /// <summary>The buffer (<c>obj</c>).</summary>
    public PanthorGemObject Target { get; }

    /// <summary>The VM, which lives as long as the buffer (<c>vm</c>).</summary>
    public PanthorVm Vm { get; }

    /// <summary>First GPU address (<c>panthor_kernel_bo_gpuva()</c>).</summary>
    public ulong GpuVa { get; }

    /// <summary>Bytes of addresses taken (<c>va_node.size</c>).</summary>
    public ulong VaSize { get; }

    /// <summary>Size in bytes (<c>panthor_kernel_bo_size()</c>).</summary>
    public ulong Size => Target.Size;

    /// <summary>The kernel's view, or null (<c>kmap</c>).</summary>
    public KernelMapping? Map => _map;

    /// <summary>Makes a buffer and maps it (<c>panthor_kernel_bo_create()</c>).</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="boFlags"><c>DRM_PANTHOR_BO_*</c>.</param>
    /// <param name="vmMapFlags"><c>DRM_PANTHOR_VM_BIND_OP_MAP_*</c>.</param>
    /// <param name="gpuVa">GPU address, or <see cref="PanthorVm.KernelAutoVa"/>.</param>
    /// <param name="name">What it is for.</param>
    /// <returns>The buffer; else nothing was left behind.</returns>
    public static async KTask<KernelResult<PanthorKernelBo>> CreateAsync(
        PanthorVm vm, ulong size, uint boFlags, uint vmMapFlags, ulong gpuVa, string? name)
    {
        ArgumentNullException.ThrowIfNull(vm);
        if (SyncFaultPoints.FailsToAllocate(vm.Device.Simulation, "panthor_kernel_bo", out KernelResult noMemory)
            || SyncFaultPoints.FailsToAllocate(vm.Device.Simulation, "panthor_gem_object", out noMemory))
        {
            return noMemory;
        }

        GemUsageFlags usage = GemUsageFlags.Kernel | (vm.ForMcu ? GemUsageFlags.FirmwareMapped : 0);
        var buffer = PanthorGemObject.Create(vm.Device, size, boFlags, vm.RootGem, usage);
        Errno pinned = vm.ForMcu ? await buffer.PinAsync() : Errno.None;
        if (pinned != Errno.None)
        {
            buffer.Put();
            return KernelResult.Fail(pinned, $"no memory for the 0x{size:x} bytes of {name ?? "a kernel buffer"}");
        }

        if (name is not null)
        {
            buffer.Label = name;
        }

        ulong vaSize = buffer.Size;
        KernelResult<ulong> address = await vm.AllocVaAsync(gpuVa, vaSize);
        KernelResult result = address.WithoutValue();
        if (result.IsOk)
        {
            result = await vm.MapBoRangeAsync(buffer, 0, vaSize, address.Value, vmMapFlags);
            if (result.IsOk)
            {
                if (vm.Mmu.LetsKernelBosKeepVms)
                    vm.Get();
                var created = new PanthorKernelBo(buffer, vm, address.Value, vaSize);
                vm.SetVaOwner(address.Value, vaSize, created._tracked);
                return created;
            }

            await vm.FreeVaAsync(address.Value, vaSize);
        }

        if (vm.ForMcu)
        {
            await buffer.UnpinAsync();
        }

        buffer.Put();
        return result;
    }

    /// <summary>Maps the buffer for the kernel, once (<c>panthor_kernel_bo_vmap()</c>).</summary>
    public async KTask<KernelResult> VmapAsync()
    {
        if (_map is not null)
        {
            return KernelResult.Ok;
        }

        KernelResult<KernelMapping> map = await Target.VmapAsync();
        _map = map.IsOk ? map.Value : null;
        return map.WithoutValue();
    }

    /// <summary>Ends the kernel's view (<c>panthor_kernel_bo_vunmap()</c>).</summary>
    public async KTask VunmapAsync()
    {
        if (_map is not null)
        {
            _map = null;
            await Target.VunmapAsync();
        }
    }

    /// <summary>Unmaps and frees the buffer (<c>panthor_kernel_bo_destroy()</c>).</summary>
    public async KTask DestroyAsync()
    {
        PanthorDevice device = Target.Device;
        await VunmapAsync();
        device.WarnOn(
            Target.ExclusiveVmRootGem != Vm.RootGem, "panthor_kernel_bo_destroy: the buffer belongs to another VM");
        Errno unmapped = await Vm.UnmapRangeAsync(GpuVa, VaSize);
        if (unmapped == Errno.None || Vm.Mmu.FreesKernelVas)
            await Vm.FreeVaAsync(GpuVa, VaSize);
        if (Vm.ForMcu)
        {
            await Target.UnpinAsync();
        }

        Target.Put();
        if (Vm.Mmu.LetsKernelBosKeepVms)
            await Vm.PutAsync();
        _tracked.Free();
    }

    /// <summary>Reports a use of the structure after <see cref="DestroyAsync"/> freed it.</summary>
    /// <param name="operation">The C function that uses it.</param>
    internal void AssertAlive(string operation) => _tracked.AssertAlive(operation);
}
