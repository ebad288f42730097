using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>The story of the patch "atomic page-table updates", under many schedules, with and without it.</summary>
public sealed class AtomicBindTests
{
    private const int Schedules = 10_000;

    [Theory]
    [InlineData(RemapKind.PagesToPages)]
    [InlineData(RemapKind.HugePageSplit)]
    [InlineData(RemapKind.SparseToPages)]
    public void With_the_patch_every_read_sees_all_old_or_all_new(RemapKind kind)
    {
        using var arena = new MemoryArena();
        HashSet<ulong> schedules = [];
        int overlapping = 0;
        for (ulong seed = 1; seed <= Schedules; seed++)
        {
            AtomicBindStory story = AtomicBindStory.Run(kind, new RandomChooser(seed), true, arena);
            Assert.True(
                story is { Faults: 0, Torn: null, Findings: 0 }, $"seed {seed}: {story.Torn} {story.Choices}");
            schedules.Add(story.Hash);
            overlapping += story.ReadsDuringOperation;
        }

        Assert.True(schedules.Count > Schedules / 2, $"only {schedules.Count} different schedules");
        Assert.True(overlapping > Schedules, $"only {overlapping} reads began while an operation was in progress");
    }

    [Theory]
    [InlineData(RemapKind.PagesToPages)]
    [InlineData(RemapKind.HugePageSplit)]
    [InlineData(RemapKind.SparseToPages)]
    public void Without_the_patch_a_read_faults_or_is_torn_and_the_finding_replays(RemapKind kind)
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 100; seed++)
        {
            AtomicBindStory story = AtomicBindStory.Run(kind, new RandomChooser(seed), false, arena);
            if (story is { Faults: 0, Torn: null })
                continue;
            var chooser = new ReplayChooser(ChoiceTrace.Parse(story.Choices));
            AtomicBindStory again = AtomicBindStory.Run(kind, chooser, false, arena);
            Assert.Equal(
                (story.Hash, story.Faults, story.Torn, story.ChoiceCount),
                (again.Hash, again.Faults, again.Torn, again.ChoiceCount));
            return;
        }

        Assert.Fail("100 schedules found nothing");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void The_region_is_locked_once_an_operation_or_without_the_patch_once_a_step(bool isPatched, int locks)
    {
        using var machine = new TestMachine(new MachineOptions
        {
            MemorySize = 32L << 20,
            Without = isPatched ? [] : [PatchCatalogue.AtomicPageTableUpdates],
        });
        PanthorVm vm = machine.File.Vms.Find(machine.NewVm())!;
        uint buffer = machine.NewBuffer(4 * Page);
        Assert.Equal(Errno.None, machine.Call(vm.ActiveAsync));
        Assert.True(machine.Map(1, buffer, 0x10000, 2 * Page).IsOk);
        Assert.True(machine.Map(1, buffer, 0x12000, 2 * Page, 2 * Page).IsOk);
        List<ulong> commands = [];
        machine.Machine.Simulation.Events.Listener = record =>
        {
            if (record.Id == HardwareEvents.AsCommand)
                commands.Add(record.B);
        };
        Assert.True(machine.Map(1, buffer, 0x10000, 4 * Page).IsOk);
        Assert.Equal(locks, commands.Count(command => command == GpuRegisters.AS_COMMAND_LOCK));
        Assert.Equal(locks, commands.Count(command => command == GpuRegisters.AS_COMMAND_UNLOCK));
        Assert.Null(TableChecker.Difference(vm));
        machine.Machine.Call("test", vm.IdleAsync);
    }
}
