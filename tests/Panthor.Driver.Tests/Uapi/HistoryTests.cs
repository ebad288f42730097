using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Heaps;
using Panthor.Driver.Patches;
using Panthor.Driver.Tests.Uapi.Binary;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi;

/// <summary>Patches of the history of clients' requests: what is seen with them and without them.</summary>
public sealed class HistoryTests
{
    private const uint Contradiction = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP | PanthorDrm.DRM_PANTHOR_BO_WB_MMAP;
    private const uint Chunk = 128 << 10;
    private const ulong Va = 0x4000_0000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_BO_CREATE_that_fails_holds_up_no_unplug_unless_BoCreateUnlock_is_missing(bool isPatched)
    {
        using Machine machine = Machine.Create(Options(isPatched, UapiPatches.BoCreateUnlock)).Value;
        DrmFile file = machine.Open("test").Value;
        Assert.Equal(Errno.EINVAL, machine.Call("test", () => file.BoCreateAsync(4096, Contradiction, 0)).Errno);
        Assert.Equal(Errno.EINVAL, machine.Call("test", () => file.BoCreateAsync(0, 0, 0)).Errno);
        SimTask remover = machine.Simulation.Spawn("remover", machine.Device.UnplugAsync);
        machine.Simulation.RunFor(Duration.FromSeconds(300));
        Assert.Equal(isPatched, remover.IsDone);
        Assert.Equal(
            isPatched ? [] : [FindingKind.HungTask],
            machine.Simulation.Findings.Select(finding => finding.Kind).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_array_that_is_all_zero_is_an_empty_one_unless_EmptyArrayStride_is_missing(bool isPatched)
    {
        using var lab = new IoctlLab(Options(isPatched, UapiPatches.EmptyArrayStride));
        lab.Test.NewVm();
        IoctlAnswer answer = lab.Call("VM_BIND", ("vm_id", 1), ("ops", Zero()));
        Assert.Equal(isPatched ? Errno.None : Errno.EINVAL, answer.Errno);
        Assert.Equal(Errno.None, lab.Call("VM_BIND", ("vm_id", 1), ("ops", Zero(stride: 48))).Errno);

        static System.Collections.Hashtable Zero(uint stride = 0) =>
            IoctlLab.Fields(("stride", stride), ("count", 0), ("array", 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_heap_begins_with_no_more_chunks_than_it_may_have_unless_HeapChunkLimits_is_missing(bool isPatched)
    {
        using var test = new TestMachine(Options(isPatched, UapiPatches.HeapChunkLimits));
        test.NewVm();
        var args = new DrmPanthorTilerHeapCreate(1, 3, Chunk, 2, 0);
        KernelResult<DrmPanthorTilerHeap> created = test.Call(() => test.File.TilerHeapCreateAsync(args));
        Assert.Equal(isPatched ? Errno.EINVAL : Errno.None, created.Errno);
        if (!isPatched)
        {
            PanthorHeapPool pool = test.ClientVms[0].HeapPool!;
            PanthorHeap heap = Assert.Single(pool.Heaps).Value;
            Assert.True(heap.ChunkCount > heap.MaxChunks);
            Assert.Equal(Errno.ENOMEM, test.Call(() => pool.GrowAsync(created.Value.TilerHeapCtxGpuVa, 0, 0)).Errno);
        }
    }

    [Theory]
    [InlineData(true, Errno.EPERM)]
    [InlineData(false, Errno.EINVAL)]
    public void A_buffer_without_CPU_mappings_tells_no_offset_unless_NoMmapOffset_is_missing(bool isPatched, Errno mmap)
    {
        using var test = new TestMachine(Options(isPatched, UapiPatches.NoMmapOffset));
        uint buffer = test.NewBuffer(4096, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP);
        KernelResult<ulong> offset = test.File.BoMmapOffset(buffer);
        Assert.Equal(isPatched ? Errno.EPERM : Errno.None, offset.Errno);
        Assert.Equal(mmap, test.Call(() => test.File.MmapAsync(buffer)).Errno);
        if (!isPatched)
            Assert.Equal(mmap, test.Call(() => test.File.MmapFileAsync(offset.Value, 4096)).Errno);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_map_at_an_odd_offset_of_the_buffer_is_not_rounded_off_unless_BoOffsetAlignment_is_missing(bool isPatched)
    {
        using var test = new TestMachine(Options(isPatched, UapiPatches.BoOffsetAlignment));
        uint vm = test.NewVm();
        KernelResult map = test.Map(vm, test.NewBuffer(3 * 4096), Va, 8192, 0x800);
        Assert.Equal(isPatched ? Errno.EINVAL : Errno.None, map.Errno);
        if (!isPatched)
            Assert.Equal(test.ClientBuffers[^1].DeviceMap[0].Address, test.ClientVms[0].IovaToPhys(Va));
    }

    [Fact]
    public void A_buffer_under_construction_may_be_closed_by_a_guess()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 100; seed++)
            Assert.Empty(CreateAndGuess(seed, arena));
    }

    [Fact]
    public void Without_PublishBoLast_a_guess_frees_a_buffer_under_its_creator()
    {
        using var arena = new MemoryArena();
        for (ulong seed = 1; seed <= 300; seed++)
        {
            string[] findings = CreateAndGuess(seed, arena, UapiPatches.PublishBoLast);
            if (findings.Length == 0)
                continue;
            Assert.StartsWith("slab-use-after-free in panthor_gem_debugfs_set_usage_flags", findings[0]);
            return;
        }

        Assert.Fail("300 schedules found nothing");
    }

    private static string[] CreateAndGuess(ulong seed, MemoryArena arena, params DriverPatch[] without)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 16L << 20,
            SwapSize = 0,
            Chooser = new RandomChooser(seed),
            Arena = arena,
            Without = without,
        }).Value;
        DrmFile file = machine.Open("test").Value;
        SimTask[] tasks =
        [
            machine.Simulation.Spawn("creator", async () => await file.BoCreateAsync(4096, 0, 0)),
            machine.Simulation.Spawn("guesser", async () =>
            {
                for (int i = 0; i < 20 && !file.GemClose(1).IsOk; i++)
                    await machine.Simulation.Yield();
            }),
        ];
        foreach (SimTask task in tasks)
            machine.Simulation.RunToCompletion(task);
        machine.Call("test", file.CloseAsync);
        return [.. machine.Simulation.Findings.Select(finding => finding.Title)];
    }

    private static MachineOptions Options(bool isPatched, DriverPatch patch) =>
        new() { MemorySize = 32L << 20, Without = isPatched ? [] : [patch] };
}
