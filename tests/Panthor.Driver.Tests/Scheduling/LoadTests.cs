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
    private const int Jobs = 60;

    // A tick of 10 ms, in jiffies of 4 ms, from one on to the next; and the time in which slots change hands.
    private const long SliceNs = 16_000_000 + 1_000_000;

    /// <summary>Of 16 groups: two, three, eight and three. The medium ones have three slots at first.</summary>
    private static readonly PanthorCsgPriority[] s_priorities =
    [
        .. Enumerable.Repeat(PanthorCsgPriority.Low, 3), .. Enumerable.Repeat(PanthorCsgPriority.Medium, 8),
        .. Enumerable.Repeat(PanthorCsgPriority.High, 3), .. Enumerable.Repeat(PanthorCsgPriority.RealTime, 2),
    ];

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

    /// <summary>
    /// Groups of higher priority come first, and no slice of theirs is given away. So a group waits for them as long as
    /// they can fill all slots, which is their work divided by the slots; then in each slice one more of its priority
    /// gets a slot.
    /// </summary>
    [Fact]
    public void Work_for_several_slices_is_shared_by_priority_and_by_turns_and_nobody_starves()
    {
        using GroupLab lab = new();
        Assert.Equal(s_priorities.Length, 2 * lab.SlotCount);
        long workNs = MeasureWork(lab);
        PanthorGroup[] groups = MixedGroups(lab);
        VirtualTime start = lab.Simulation.Now;
        uint[] done = SubmitAll(lab, groups);
        Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Wait(syncobj)));
        Assert.All(groups, group => Assert.Equal((ulong)Jobs, group.Queues[0].CompletedSeqno));
        Assert.All(groups, (_, i) => Assert.Equal((uint)Rounds, lab.Read32(CounterVa(i))));

        SlotHistory[] histories = SlotHistory.Of(lab, groups, start);
        Assert.All(histories, history => Assert.InRange(history.LongestWait, 0, Bound(lab, history.Group, workNs)));
        Assert.All(histories, history => AssertStrict(history, histories));
        AssertRotation(histories);
    }

    private static long Bound(GroupLab lab, PanthorGroup group, long workNs)
    {
        int higher = s_priorities.Count(priority => priority > group.Priority);
        int equal = s_priorities.Count(priority => priority == group.Priority);
        int free = lab.SlotCount - higher;
        return free > 0
            ? (System.Math.Max(equal - free, 0) + 1) * SliceNs
            : (higher * workNs / lab.SlotCount) + ((equal + 1) * SliceNs);
    }

    /// <summary>A group of lower priority leaves its slot when the slice ends in which one of higher waits.</summary>
    private static void AssertStrict(SlotHistory history, SlotHistory[] all) => Assert.All(
        all.Where(other => other.Group.Priority < history.Group.Priority),
        lower => Assert.All(
            history.Waits, wait => Assert.InRange(lower.OnSlotDuring(wait), 0, SliceNs)));

    /// <summary>
    /// The medium groups take turns: some leave their slots with work left, and everybody who waits after that sees all
    /// of his peers on slots, if they have work, before he has one again.
    /// </summary>
    private static void AssertRotation(SlotHistory[] histories)
    {
        SlotHistory[] medium =
            [.. histories.Where(history => history.Group.Priority == PanthorCsgPriority.Medium)];
        var waits = medium.SelectMany(history => history.Waits.Skip(1).Select(wait => (history, wait))).ToArray();
        Assert.InRange(waits.Length, medium.Length, 8 * medium.Length);
        Assert.All(waits, item => Assert.All(
            medium.Where(other => !ReferenceEquals(other, item.history) && other.Turns[^1].To > item.wait.To),
            other => Assert.True(other.OnSlotDuring(item.wait) > 0)));
    }

    /// <summary>How long a group takes that has a slot all the time.</summary>
    private static long MeasureWork(GroupLab lab)
    {
        PanthorGroup alone = lab.NewGroup();
        VirtualTime start = lab.Simulation.Now;
        lab.Wait(SubmitAll(lab, [alone])[0]);
        long work = (lab.Simulation.Now - start).Nanoseconds;
        lab.Destroy(alone);
        return work;
    }

    private static uint[] SubmitAll(GroupLab lab, PanthorGroup[] groups)
    {
        DrmPanthorQueueSubmit[] streams = [.. groups.Select((_, i) => Count(lab, i))];
        uint[] done = new uint[groups.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            lab.Submit(groups[i], [.. Enumerable.Repeat(streams[i], Jobs - 1)]);
            done[i] = lab.SubmitSignaling(groups[i], streams[i]);
        }

        return done;
    }

    private static PanthorGroup[] MixedGroups(GroupLab lab) =>
        [.. s_priorities.Select(priority => lab.NewGroup(priority))];

    private static DrmPanthorQueueSubmit Count(GroupLab lab, int index) =>
        lab.Stream(s => s.CountedStores(CounterVa(index), Rounds));

    private static ulong CounterVa(int index) => DataVa + ((ulong)index * 64);
}
