using System;
using System.Linq;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Clients that work while the device is reset, sleeps, and lets them down, under many schedules.</summary>
public sealed class StressTests
{
    private const StressTrouble All = StressTrouble.Resets | StressTrouble.Sleeps | StressTrouble.BadJobs
        | StressTrouble.LostAnswers | StressTrouble.StuckCommands;

    [Theory]
    [InlineData(StressTrouble.None)]
    [InlineData(StressTrouble.BadJobs)]
    [InlineData(StressTrouble.Resets)]
    [InlineData(StressTrouble.Sleeps)]
    [InlineData(StressTrouble.LostAnswers)]
    [InlineData(StressTrouble.StuckCommands)]
    [InlineData(StressTrouble.Resets | StressTrouble.DeadFirmware)]
    [InlineData(StressTrouble.Resets | StressTrouble.Sleeps | StressTrouble.DeadFirmware)]
    [InlineData(StressTrouble.Resets | StressTrouble.Sleeps | StressTrouble.BadJobs | StressTrouble.LostAnswers)]
    [InlineData(All)]
    public void Whatever_happens_everything_ends_and_nothing_is_left(StressTrouble trouble)
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 100; seed++)
        {
            string[] wrong = StressRun.Run(seed, arena, trouble);
            Assert.True(wrong.Length == 0, $"seed {seed}: {string.Join('\n', wrong)}");
        }
    }

    [Theory]
    [InlineData(nameof(ProjectPatches.UnlockRegionsAfterReset), "the device was given up")]
    [InlineData(nameof(ProjectPatches.SerializeResetAndFlush), "GPU_CMD: cache flush while another is under way")]
    public void Without_a_patch_of_this_project_a_reset_may_go_wrong(string patch, string symptom)
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 2000; seed++)
        {
            string[] wrong = StressRun.Run(seed, arena, StressTrouble.Resets, PatchCatalogue.Find(patch)!);
            if (wrong.Any(title => title.StartsWith(symptom, StringComparison.Ordinal)))
                return;
        }

        Assert.Fail("2000 schedules found nothing");
    }
}
