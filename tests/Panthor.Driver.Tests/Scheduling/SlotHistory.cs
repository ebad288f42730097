using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Scheduling;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>When a group was on a slot, and when it waited for one, as the event log tells it.</summary>
internal sealed class SlotHistory
{
    private SlotHistory(PanthorGroup group, List<(long From, long To)> turns, List<(long From, long To)> waits)
    {
        Group = group;
        Turns = turns;
        Waits = waits;
    }

    public PanthorGroup Group { get; }

    /// <summary>From when to when it was on a slot, in ns.</summary>
    public IReadOnlyList<(long From, long To)> Turns { get; }

    /// <summary>From when to when it had work but no slot, in ns.</summary>
    public IReadOnlyList<(long From, long To)> Waits { get; }

    public long LongestWait => Waits.Max(wait => wait.To - wait.From);

    /// <summary>The history of groups that have had work since <paramref name="start"/> until their last job.</summary>
    public static SlotHistory[] Of(GroupLab lab, PanthorGroup[] groups, VirtualTime start)
    {
        EventRecord[] log = [.. lab.Simulation.Events.Last(int.MaxValue).Where(record => record.Time >= start)];
        return [.. groups.Select(group => Of(log, group, start.Nanoseconds))];
    }

    /// <summary>How long it was on a slot during a span of time, in ns.</summary>
    public long OnSlotDuring((long From, long To) span) =>
        Turns.Sum(turn => Math.Max(0, Math.Min(turn.To, span.To) - Math.Max(turn.From, span.From)));

    private static SlotHistory Of(EventRecord[] log, PanthorGroup group, long start)
    {
        ulong id = (ulong)group.Id;
        long end = log.Last(record => Is(record, SchedulingEvents.JobDone, id)).Time.Nanoseconds;
        List<(long From, long To)> turns = [];
        List<(long From, long To)> waits = [];
        long since = start;
        bool isOn = false;
        foreach (EventRecord record in log)
        {
            long now = record.Time.Nanoseconds;
            if (now >= end)
                break;
            if (!isOn && Is(record, SchedulingEvents.GroupBind, id))
                waits.Add((since, now));
            else if (isOn && Is(record, SchedulingEvents.GroupUnbind, id))
                turns.Add((since, now));
            else
                continue;
            isOn = !isOn;
            since = now;
        }

        (isOn ? turns : waits).Add((since, end));
        return new SlotHistory(group, turns, waits);
    }

    private static bool Is(EventRecord record, EventId kind, ulong group) =>
        ReferenceEquals(record.Id, kind) && record.A == group;
}
