using System.Linq;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Twice as many busy groups as slots, of all priorities.</summary>
public sealed class LoadTests
{
    private const int Rounds = 100_000 / Streams.InstructionsPerRound;

    [Fact]
    public void Everybody_finishes_a_hundred_thousand_instructions_with_the_right_counter()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = MixedGroups(lab);
        uint[] done = [.. groups.Select((group, i) => lab.SubmitSignaling(group, Count(lab, i)))];
        Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Wait(syncobj)));
        Assert.All(groups, group => Assert.Equal(default, lab.StateOf(group)));
        Assert.Equal(Enumerable.Repeat((uint)Rounds, groups.Length), groups.Select((_, i) => lab.Read32(CounterVa(i))));
    }

    [Fact]
    public void Work_for_several_time_slices_is_shared_by_priority_and_by_turns()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = MixedGroups(lab);
        DrmPanthorQueueSubmit[] streams = [.. groups.Select((_, i) => Count(lab, i))];
        uint[] done = new uint[groups.Length];
        for (int job = 0; job < 30; job++)
        {
            for (int i = 0; i < groups.Length; i++)
                done[i] = lab.SubmitSignaling(groups[i], streams[i]);
        }

        Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Wait(syncobj)));
        Assert.All(groups, (group, i) => Assert.Equal(30ul, group.Queues[0].CompletedSeqno));
        Assert.All(groups, (group, i) => Assert.Equal((uint)Rounds, lab.Read32(CounterVa(i))));

        // No group was ever on a slot while one of a higher priority that was busy had none for a whole slice; and all
        // groups had one in the end.
        EventRecord[] binds = lab.Events(SchedulingEvents.GroupBind);
        Assert.All(groups, group => Assert.Contains(binds, record => record.A == (ulong)group.Id));
        VirtualTime[] ends = [.. groups.Select(group => EndOf(lab, group))];
        Assert.True(
            Latest(groups, ends, PanthorCsgPriority.RealTime) < Latest(groups, ends, PanthorCsgPriority.Low),
            "real-time groups are done before those of low priority");
        Assert.True(lab.Events(SchedulingEvents.Tick).Length > 3);
    }

    private static PanthorGroup[] MixedGroups(GroupLab lab) =>
        [.. Enumerable.Range(0, 2 * lab.SlotCount).Select(i => lab.NewGroup((PanthorCsgPriority)(i % 4)))];

    private static DrmPanthorQueueSubmit Count(GroupLab lab, int index) =>
        lab.Stream(s => s.CountedStores(CounterVa(index), Rounds));

    private static ulong CounterVa(int index) => DataVa + ((ulong)index * 64);

    private static VirtualTime EndOf(GroupLab lab, PanthorGroup group) =>
        lab.Events(SchedulingEvents.JobDone).Last(record => record.A == (ulong)group.Id).Time;

    private static VirtualTime Latest(PanthorGroup[] groups, VirtualTime[] ends, PanthorCsgPriority priority) =>
        ends.Where((_, i) => groups[i].Priority == priority).Max();
}
