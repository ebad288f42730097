using System.Collections.Generic;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>The story of the patch "evict groups before VM termination", with and without it.</summary>
public sealed class EvictBeforeDestroyTests
{
    private const int Beginnings = 100;
    private const int EndsOfEach = 100;

    [Fact]
    public void With_the_patch_no_schedule_makes_the_GPU_fault()
    {
        using var arena = new MemoryArena();
        HashSet<ulong> schedules = [];
        for (ulong beginning = 1; beginning <= Beginnings; beginning++)
        {
            using EvictStory.Branches branches = EvictStory.Branch(new RandomChooser(beginning), true, arena);
            for (ulong end = 1; end <= EndsOfEach; end++)
            {
                EvictStory story = branches.Run(new RandomChooser((beginning << 32) + end));
                Assert.True(
                    story.Findings.Length == 0,
                    $"beginning {beginning}, end {end}: {string.Join(", ", story.Findings)} {story.Choices}");
                schedules.Add(story.Hash);
            }
        }

        const int Schedules = Beginnings * EndsOfEach;
        Assert.True(schedules.Count > Schedules / 2, $"only {schedules.Count} different schedules of {Schedules}");
    }

    [Fact]
    public void A_schedule_found_from_a_checkpoint_is_bit_for_bit_one_of_a_machine_built_anew()
    {
        using var arena = new MemoryArena();
        using EvictStory.Branches branches = EvictStory.Branch(new RandomChooser(1), false, arena);
        int found = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            EvictStory story = branches.Run(new RandomChooser(seed));
            if (!story.HasFaulted)
                continue;

            found++;
            EvictStory anew = EvictStory.Run(new ReplayChooser(ChoiceTrace.Parse(story.Choices)), false, arena);
            Assert.Equal((story.Hash, story.Log), (anew.Hash, anew.Log));
            Assert.Equal(story.Findings, anew.Findings);
        }

        Assert.InRange(found, 1, 99);
    }

    [Fact]
    public void Without_the_patch_the_firmware_writes_to_an_unmapped_heap_context_and_the_finding_replays()
    {
        using var arena = new MemoryArena();
        int found = 0;
        EvictStory? first = null;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            EvictStory story = EvictStory.Run(new RandomChooser(seed), false, arena);
            found += story.HasFaulted ? 1 : 0;
            first ??= story.HasFaulted ? story : null;
        }

        Assert.True(first is not null, "100 schedules found nothing");
        Assert.Contains("Unhandled Page fault in AS1 at VA 0x", first.Log);
        EvictStory again = EvictStory.Run(new ReplayChooser(ChoiceTrace.Parse(first.Choices)), false, arena);
        Assert.Equal((first.Hash, true), (again.Hash, again.HasFaulted));
        Assert.Equal(first.Findings, again.Findings);
        Assert.InRange(found, 1, 100);
    }

    [Fact]
    public void First_in_first_out_shows_nothing_with_the_patch()
    {
        using var arena = new MemoryArena();
        Assert.Empty(EvictStory.Run(new FifoChooser(1), true, arena).Findings);
    }

    /// <summary>
    /// flush_work() waits for an item as it was queued. Whoever queues the tick anew while it is still pending
    /// (mod_delayed_work(), for any event of the firmware) takes it away from those who wait: they go on at once.
    /// </summary>
    [Fact]
    public void As_in_the_kernel_an_event_during_the_wait_may_end_it_too_early_in_spite_of_the_patch()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 3000; seed++)
        {
            if (EvictStory.Run(new RandomChooser(seed), true, arena, hasNeighbour: true).HasFaulted)
                return;
        }

        Assert.Fail("3000 schedules found nothing");
    }
}
