using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>The groups of an open file under their handles (<c>struct panthor_group_pool</c>).</summary>
public sealed class PanthorGroupPool
{
    /// <summary>Groups that a file may have (<c>MAX_GROUPS_PER_POOL</c>).</summary>
    public const int MaxGroupsPerPool = 128;

    private readonly PanthorDevice _device;
    private readonly HandleTable<PanthorGroup> _groups = new(MaxGroupsPerPool);

    /// <summary>Makes an empty pool.</summary>
    /// <remarks>C: panthor_group_pool_create.</remarks>
    public PanthorGroupPool(PanthorDevice device)
    {
        _device = device;
    }

    /// <summary>How many groups there are, those that are being created included.</summary>
    public int Count => _groups.Count;

    /// <summary>The groups whose creation is complete, in the order of their handles.</summary>
    public IEnumerable<PanthorGroup> Groups
    {
        get
        {
            foreach (KeyValuePair<uint, PanthorGroup> entry in _groups.Entries)
            {
                if (entry.Value.IsRegistered)
                    yield return entry.Value;
            }
        }
    }

    /// <summary>The group of a handle, if its creation is complete. No reference is taken.</summary>
    public PanthorGroup? Find(uint handle) =>
        _groups.Find(handle) is { } group && (group.IsRegistered || !_device.Scheduler.Patches.HidesUnfinishedGroups)
            ? group
            : null;

    /// <summary>The group of a handle with one more reference, if its creation is complete.</summary>
    /// <remarks>C: group_from_handle. The lock of the array is held in between.</remarks>
    internal async KTask<PanthorGroup?> GetAsync(uint handle)
    {
        PanthorGroup? group = Find(handle);
        if (!_device.Scheduler.Patches.LocksHandles)
            await _device.Simulation.PreemptionPoint(ChoiceKind.Other);
        return group?.Get();
    }

    internal bool TryAdd(PanthorGroup group, out uint handle) => _groups.TryAdd(group, out handle);

    internal void Erase(uint handle) => _groups.Remove(handle);

    /// <summary>
    /// Takes a group's handle away and has it leave its slot. It returns at once: the tick does the rest.
    /// </summary>
    /// <returns>EINVAL when the handle names no group.</returns>
    /// <remarks>C: panthor_group_destroy.</remarks>
    internal async KTask<KernelResult> DestroyGroupAsync(uint handle)
    {
        if (Find(handle) is not { } group)
            return NoSuchGroup(handle);
        if (!_device.Scheduler.Patches.DefersEntityDestruction)
            await group.DestroyEntitiesAsync();
        _groups.Remove(handle);
        group.IsRegistered = false;
        await _device.Scheduler.DestroyGroupAsync(group);
        return KernelResult.Ok;
    }

    /// <summary>Destroys all groups: the file is closed.</summary>
    /// <remarks>C: panthor_group_pool_destroy.</remarks>
    internal async KTask DestroyAsync()
    {
        for (uint handle = 1; handle <= MaxGroupsPerPool; handle++)
            await DestroyGroupAsync(handle);
    }

    /// <summary>Takes what the jobs of all groups have used since it was last asked.</summary>
    /// <remarks>C: panthor_fdinfo_gather_group_samples. The lock of the array is held all the time.</remarks>
    internal async KTask<PanthorGpuUsage> GatherSamplesAsync()
    {
        PanthorGpuUsage usage = default;
        foreach (PanthorGroup group in Groups)
        {
            if (!_device.Scheduler.Patches.LocksGroupsForFdinfo)
                await _device.Simulation.PreemptionPoint(ChoiceKind.Other);
            usage += group.TakeUsage();
        }

        return usage;
    }

    /// <summary>Sums up the kernel's own buffers of the groups.</summary>
    /// <returns>Bytes of all groups, and of those that are on a slot.</returns>
    /// <remarks>C: panthor_fdinfo_gather_group_mem_info.</remarks>
    internal (ulong Resident, ulong Active) GatherMemInfo()
    {
        ulong resident = 0;
        ulong active = 0;
        foreach (PanthorGroup group in Groups)
        {
            resident += group.KboSizes;
            active += group.CsgId >= 0 ? group.KboSizes : 0;
        }

        return (resident, active);
    }

    internal static KernelResult NoSuchGroup(uint handle) =>
        KernelResult.Fail(Errno.EINVAL, $"group {handle} does not exist in this client");
}
