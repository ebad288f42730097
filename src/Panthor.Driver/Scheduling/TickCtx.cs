using System;
using Panthor.Driver.Mmu;

namespace Panthor.Driver.Scheduling;

/// <summary>What a tick has decided so far (<c>struct panthor_sched_tick_ctx</c>).</summary>
internal sealed class TickCtx
{
    private readonly PanthorVm?[] _vms = new PanthorVm?[PanthorMmu.MaxAsSlots];
    private int _asCount;

    public TickCtx()
    {
        for (int i = 0; i < PanthorScheduler.PriorityCount; i++)
        {
            OldGroups[i] = new GroupLink();
            Groups[i] = new GroupLink();
        }
    }

    /// <summary>The groups that were on slots, by priority; those that are left in the end have to go.</summary>
    public GroupLink[] OldGroups { get; } = new GroupLink[PanthorScheduler.PriorityCount];

    /// <summary>The groups that are to be on slots, by priority.</summary>
    public GroupLink[] Groups { get; } = new GroupLink[PanthorScheduler.PriorityCount];

    /// <summary>How many of the chosen groups have nothing to do.</summary>
    public int IdleGroupCount { get; set; }

    /// <summary>How many groups are chosen.</summary>
    public int GroupCount { get; set; }

    /// <summary>The next tick is due at once.</summary>
    public bool ImmediateTick { get; set; }

    /// <summary>Nobody has to be given a turn: no tick is due.</summary>
    public bool StopTick { get; set; }

    /// <summary>The lowest priority of a chosen group that has something to do.</summary>
    public int MinPriority { get; set; }

    /// <summary>Slots that did not do what they were asked for, a bit each.</summary>
    public uint CsgUpdFailedMask { get; set; }

    /// <summary>Forgets everything; the lists are empty.</summary>
    public void Init()
    {
        Array.Clear(_vms, 0, _asCount);
        _asCount = 0;
        IdleGroupCount = 0;
        GroupCount = 0;
        ImmediateTick = false;
        StopTick = true;
        MinPriority = PanthorScheduler.PriorityCount;
        CsgUpdFailedMask = 0;
    }

    /// <summary>Counts a VM among those of the chosen groups, if there is an address space for it.</summary>
    /// <param name="vm">The VM of a group.</param>
    /// <param name="limit">How many address spaces there are.</param>
    public bool TryUseVm(PanthorVm vm, int limit)
    {
        for (int i = 0; i < _asCount; i++)
        {
            if (ReferenceEquals(_vms[i], vm))
                return true;
        }

        if (_asCount >= limit)
            return false;
        _vms[_asCount++] = vm;
        return true;
    }
}
