using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>The VMs of an open file under their handles.</summary>
/// <remarks>C: struct panthor_vm_pool.</remarks>
public sealed class PanthorVmPool
{
    /// <summary>VMs that a file may have (PANTHOR_MAX_VMS_PER_FILE).</summary>
    public const int MaxVmsPerFile = 32;

    private readonly PanthorDevice _device;
    private readonly HandleTable<PanthorVm> _vms = new(MaxVmsPerFile);

    private PanthorVmPool(PanthorDevice device)
    {
        _device = device;
        LocksHandles = device.Has(MemoryPatches.VmHandleLock);
        Dummy = PanthorGemObject.Create(device, ArmLpae.SZ_2M, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP);
    }

    /// <summary>
    /// The object behind the sparse mappings of the file; it has no pages before the first of them. One for each file:
    /// what one client writes, no other may read.
    /// </summary>
    /// <remarks>C: panthor_dummy_bo_create.</remarks>
    public PanthorGemObject Dummy { get; }

    /// <summary><see cref="MemoryPatches.VmHandleLock"/>.</summary>
    internal bool LocksHandles { get; }

    /// <summary>The VMs with their handles, in the order of the handles.</summary>
    public IEnumerable<KeyValuePair<uint, PanthorVm>> Entries => _vms.Entries;

    /// <summary>Makes an empty pool.</summary>
    /// <remarks>C: panthor_vm_pool_create.</remarks>
    public static KTask<KernelResult<PanthorVmPool>> CreateAsync(PanthorDevice device) =>
        KTask.FromResult(KernelResult.Of(new PanthorVmPool(device)));

    /// <summary>Makes a VM.</summary>
    /// <param name="flags">Must be 0.</param>
    /// <param name="userVaRange">Bytes for the user, 0 for the default.</param>
    /// <returns>Its handle and the bytes that the user got; EINVAL; EBUSY when the file has 32 VMs.</returns>
    /// <remarks>C: panthor_vm_pool_create_vm.</remarks>
    public async KTask<KernelResult<DrmPanthorVm>> CreateVmAsync(uint flags, ulong userVaRange)
    {
        KernelResult<(ulong Start, ulong Range)> kernelVa = PanthorVm.CheckCreateArgs(_device, flags, userVaRange);
        if (!kernelVa.IsOk)
            return kernelVa.WithoutValue();
        (ulong start, ulong range) = kernelVa.Value;
        KernelResult<PanthorVm> created = await PanthorVm.CreateAsync(_device, false, start, range, start, range);
        if (!created.IsOk)
            return created.WithoutValue();
        created.Value.SetDummy(Dummy);
        if (_vms.TryAdd(created.Value, out uint handle))
            return new DrmPanthorVm(handle, start);
        await created.Value.PutAsync();
        return KernelResult.Fail(Errno.EBUSY, $"the client has {MaxVmsPerFile} VMs already");
    }

    /// <summary>Destroys a VM: its mappings go, the rest when nobody holds it any more.</summary>
    /// <returns>EINVAL when the handle names no VM.</returns>
    /// <remarks>C: panthor_vm_pool_destroy_vm.</remarks>
    public async KTask<KernelResult> DestroyVmAsync(uint handle)
    {
        if (_vms.Remove(handle) is not { } vm)
            return KernelResult.Fail(Errno.EINVAL, $"VM {handle} does not exist in this client");
        await vm.DestroyAsync();
        return KernelResult.Ok;
    }

    /// <summary>The VM behind a handle; null when there is none. No reference is taken.</summary>
    public PanthorVm? Find(uint handle) => _vms.Find(handle);

    /// <summary>The VM behind a handle with one more reference; null when there is none.</summary>
    /// <remarks>C: panthor_vm_pool_get_vm.</remarks>
    public PanthorVm? Get(uint handle)
    {
        PanthorVm? vm = Find(handle);
        vm?.Get();
        return vm;
    }

    /// <summary>As <see cref="Get"/>, without <see cref="MemoryPatches.VmHandleLock"/>.</summary>
    internal async KTask<PanthorVm?> GetUnlockedAsync(uint handle)
    {
        PanthorVm? vm = Find(handle);
        await _device.Simulation.PreemptionPoint(ChoiceKind.Other);
        if (vm is not null && !vm.AssertAlive("panthor_vm_pool_get_vm"))
            throw _device.Simulation.Oops("Unable to handle kernel paging request in panthor_vm_pool_get_vm");
        vm?.Get();
        return vm;
    }

    /// <summary>Destroys all VMs: the file is closed.</summary>
    /// <remarks>C: panthor_vm_pool_destroy.</remarks>
    public async KTask DestroyAsync()
    {
        for (uint handle = 1; handle <= MaxVmsPerFile; handle++)
        {
            if (_vms.Remove(handle) is { } vm)
                await vm.DestroyAsync();
        }

        Dummy.Put();
    }
}
