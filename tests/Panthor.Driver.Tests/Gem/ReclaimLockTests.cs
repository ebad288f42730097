using System;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>Reclaim under locks that others hold, while the GPU works, and by the watermarks.</summary>
public sealed class ReclaimLockTests
{
    private const ulong Va = 0x1000_0000;
    private const int Size = 16 << 10;
    private static readonly LockClass s_fenceLock = new("test_timeline.lock");
    private static readonly Duration s_hold = Duration.FromMilliseconds(500);

    public static TheoryData<string> Locks => ["bo_resv", "bo_gpuva", "vm_resv", "op_lock"];

    [Theory]
    [MemberData(nameof(Locks))]
    public void Reclaim_leaves_a_buffer_alone_while_somebody_holds(string which)
    {
        using var test = new TestMachine();
        PanthorVm vm = ReclaimTests.NewVm(test, out uint id);
        (uint handle, PanthorGemObject buffer) = ReclaimTests.Filled(test, Size, 1);
        Assert.True(test.Map(id, handle, Va, Size).IsOk);
        SimTask holder = test.Machine.Simulation.Spawn("holder", () => HoldAsync(test, which, buffer, vm));

        // The first scan that only meets locks asks for another try, the second gives up.
        Assert.Equal(new ShrinkResult(0, 4), Scan(test));
        Assert.Equal(new ShrinkResult(0, 4, MustStop: true), Scan(test));
        Assert.NotNull(buffer.Pages);
        Assert.Equal(GemReclaimState.GpuMappedSingleVm, buffer.ReclaimState);
        test.Machine.Simulation.RunToCompletion(holder);

        Assert.Equal(new ShrinkResult(4, 0), Scan(test));
        ReclaimTests.AssertFilled(test, handle, Size, 1);
    }

    [Fact]
    public void Reclaim_waits_40_ms_for_the_GPU_and_then_goes_on_without_the_buffer()
    {
        using var test = new TestMachine();
        ReclaimTests.NewVm(test, out uint id);
        (uint busy, PanthorGemObject buffer) = ReclaimTests.Filled(test, Size, 1);
        Assert.True(test.Map(id, busy, Va, Size).IsOk);
        (uint idle, _) = ReclaimTests.Filled(test, Size, 2);
        Assert.True(test.Map(id, idle, Va + Size, Size).IsOk);
        DmaFence fence = AddFence(test, buffer);

        VirtualTime start = test.Machine.Simulation.Now;
        Assert.Equal(new ShrinkResult(4, 4), Scan(test));
        Assert.InRange((test.Machine.Simulation.Now - start).Nanoseconds, 40_000_000, 41_000_000);
        Assert.NotNull(buffer.Pages);

        Assert.Equal(default, ScanWithout(test));
        fence.Signal();
        fence.Put();
        Assert.Equal(new ShrinkResult(4, 0), Scan(test));
    }

    [Fact]
    public void What_nobody_maps_goes_without_a_look_at_the_GPU()
    {
        using var test = new TestMachine();
        (_, PanthorGemObject buffer) = ReclaimTests.Filled(test, Size, 1);
        DmaFence fence = AddFence(test, buffer);
        VirtualTime start = test.Machine.Simulation.Now;
        Assert.Equal(new ShrinkResult(4, 0), Scan(test));
        Assert.Equal(start, test.Machine.Simulation.Now);
        fence.Signal();
        fence.Put();
    }

    [Fact]
    public void An_allocation_under_a_lock_that_reclaim_takes_is_found_although_there_is_memory()
    {
        using Machine machine = Machine.Create(new MachineOptions { MemorySize = 32L << 20 }).Value;
        var file = machine.Open("client").Value;
        PanthorGemObject buffer = file.LookUpBuffer(machine.Call("new", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle)!;
        machine.Call("reclaim", () => machine.Device.Mm.ReclaimNowAsync(1, canBlock: true));
        Assert.Empty(machine.Simulation.Findings);
        machine.Call("allocate", async () =>
        {
            await machine.Device.GemLruMutex.LockAsync();
            await new ShmemFile(machine.Device.Mm, 4096).GetPagesAsync();
            machine.Device.GemLruMutex.Unlock();
        });
        Finding finding = Assert.Single(machine.Simulation.Findings);
        Assert.Equal(FindingKind.LockOrder, finding.Kind);
        Assert.Contains("fs_reclaim", finding.Title);
        buffer.Put();
    }

    [Fact]
    public void Below_the_low_watermark_background_reclaim_runs_up_to_the_high_one()
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 8L << 20, SwapSize = 32L << 20 });
        PhysicalMemory memory = test.Machine.Board.Memory;
        byte seed = 0;
        while (memory.FreePages - Size / 4096 > memory.WatermarkLow)
        {
            ReclaimTests.Filled(test, Size, seed++);
            Assert.Equal(0, test.Device.Mm.KswapdRuns);
        }

        ReclaimTests.Filled(test, Size, seed++);
        ReclaimTests.Filled(test, Size, seed++);
        test.Machine.Simulation.RunFor(Duration.FromMilliseconds(50));
        Assert.Equal((1, 0), (test.Device.Mm.KswapdRuns, test.Device.Mm.DirectReclaims));
        Assert.True(memory.FreePages >= memory.WatermarkHigh, $"{memory.FreePages} free");
        ReclaimTests.AssertAccounts(test);
    }

    [Fact]
    public void Below_the_min_watermark_the_allocation_reclaims_by_itself()
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 8L << 20, SwapSize = 32L << 20 });
        PhysicalMemory memory = test.Machine.Board.Memory;
        ReclaimTests.Filled(test, 5 << 20, 1);
        PanthorGemObject large = test.File.LookUpBuffer(test.NewBuffer(4 << 20))!;
        Assert.Equal(Errno.None, test.Call(large.PinAsync));
        Assert.True(test.Device.Mm.DirectReclaims > 0);
        Assert.True(memory.FreePages >= memory.WatermarkMin);
        test.Machine.Call("unpin", large.UnpinAsync);
        large.Put();
        ReclaimTests.AssertAccounts(test);
    }

    private static ShrinkResult Scan(TestMachine test) =>
        test.Call(() => test.Device.Reclaim.ScanAsync(100, canBlock: true));

    private static ShrinkResult ScanWithout(TestMachine test)
    {
        ShrinkResult result = test.Call(() => test.Device.Reclaim.ScanAsync(100, canBlock: false));
        return result with { MustStop = false };
    }

    private static DmaFence AddFence(TestMachine test, PanthorGemObject buffer)
    {
        DmaFence fence = new DmaFenceContext(test.Device.Fences, "lab", "test", s_fenceLock).NewFence();
        test.Machine.Call("fence", async () =>
        {
            await buffer.Resv.LockAsync();
            Assert.True(buffer.Resv.ReserveFences(1).IsOk);
            buffer.Resv.AddFence(fence, DmaResvUsage.Bookkeep);
            buffer.Resv.Unlock();
        });
        return fence;
    }

    private static async KTask HoldAsync(TestMachine test, string which, PanthorGemObject buffer, PanthorVm vm)
    {
        (DmaResv? resv, Mutex? mutex) = which switch
        {
            "bo_resv" => (buffer.Resv, (Mutex?)null),
            "vm_resv" => (vm.Resv, null),
            "bo_gpuva" => (null, buffer.GpuvaLock),
            "op_lock" => (null, vm.OpLock),
            _ => throw new ArgumentOutOfRangeException(nameof(which)),
        };
        if (resv is not null)
        {
            await resv.LockAsync();
        }
        else
        {
            await mutex!.LockAsync();
        }

        await test.Machine.Simulation.Sleep(s_hold);
        resv?.Unlock();
        mutex?.Unlock();
    }
}
