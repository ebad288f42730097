using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>The fault handler behind CPU mappings, and the counts of pins and mappings.</summary>
public sealed class CpuFaultTests
{
    private static readonly Duration s_hold = Duration.FromMilliseconds(10);

    [Fact]
    public void A_fault_waits_for_the_buffer_with_the_mmap_lock_released()
    {
        using var test = new TestMachine();
        CpuMapping mapping = Map(test, 4096);
        Simulation simulation = test.Machine.Simulation;
        VirtualTime start = simulation.Now;
        simulation.Spawn("holder", () => HoldAsync(test, mapping.Buffer));
        SimTask<KernelResult> access = simulation.Spawn("access", () => mapping.WriteAsync(0, new byte[] { 1 }));
        test.Machine.Call("mmap", async () =>
        {
            await test.File.MmapLock.DownWriteAsync();
            test.File.MmapLock.UpWrite();
        });
        Assert.True(simulation.Now - start < s_hold);
        Assert.True(mapping.Buffer.Resv.IsHeld);
        Assert.False(mapping.IsPresent(0));

        Assert.True(simulation.RunToCompletion(access).IsOk);
        Assert.True(simulation.Now - start >= s_hold);
        Assert.True(mapping.IsPresent(0));
        Assert.Equal(1, mapping.Faults);
        Close(test, mapping);
    }

    [Fact]
    public void A_signal_ends_the_wait_for_the_buffer()
    {
        using var test = new TestMachine();
        CpuMapping mapping = Map(test, 4096);
        Simulation simulation = test.Machine.Simulation;
        simulation.Spawn("holder", () => HoldAsync(test, mapping.Buffer));
        SimTask<KernelResult> access = simulation.Spawn("access", () => mapping.WriteAsync(0, new byte[] { 1 }));
        test.Machine.Call("yield", async () => await simulation.Sleep(Duration.FromMilliseconds(1)));
        access.Signal();
        Assert.Equal(Errno.EINTR, simulation.RunToCompletion(access).Errno);
        simulation.RunFor(s_hold);
        Assert.True(test.Call(() => mapping.WriteAsync(0, new byte[] { 1 })).IsOk);
        Close(test, mapping);
    }

    [Fact]
    public void One_fault_maps_2_MiB_that_lie_in_one_page_and_the_rest_comes_page_by_page()
    {
        using var test = new TestMachine();
        CpuMapping mapping = Map(test, (2 << 20) + 8192);
        Assert.True(test.Call(() => mapping.ReadAsync(5 * 4096, new byte[1])).IsOk);
        Assert.Equal((true, true, false), (mapping.IsPresent(0), mapping.IsPresent(511), mapping.IsPresent(512)));
        Assert.True(test.Call(() => mapping.ReadAsync(512 * 4096, new byte[1])).IsOk);
        Assert.Equal((true, false), (mapping.IsPresent(512), mapping.IsPresent(513)));
        Assert.Equal(2, mapping.Faults);
        Close(test, mapping);
    }

    [Fact]
    public void Without_a_large_page_the_fault_falls_back_to_a_small_one()
    {
        using var test = new TestMachine();
        CpuMapping mapping = Map(test, 2 << 20);
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { Times = 1 });
        Assert.True(test.Call(() => mapping.ReadAsync(0, new byte[1])).IsOk);
        Assert.Equal(0, mapping.Buffer.Pages!.OrderOf(0));
        Assert.Equal((true, false), (mapping.IsPresent(0), mapping.IsPresent(1)));
        Close(test, mapping);
    }

    [Fact]
    public void Pins_count_and_pages_stay_after_the_last()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = LookUp(test, test.NewBuffer(8192));
        Assert.Equal(Errno.None, test.Call(buffer.PinAsync));
        Assert.Equal(Errno.None, test.Call(buffer.PinAsync));
        Assert.Equal((2, GemReclaimState.Unreclaimable), (buffer.PinCount, buffer.ReclaimState));
        test.Machine.Call("unpin", buffer.UnpinAsync);
        Assert.Equal((1, GemReclaimState.Unreclaimable), (buffer.PinCount, buffer.ReclaimState));
        test.Machine.Call("unpin", buffer.UnpinAsync);
        Assert.Equal((0, GemReclaimState.Unused), (buffer.PinCount, buffer.ReclaimState));
        Assert.NotNull(buffer.Pages);
    }

    [Fact]
    public void The_kernels_mapping_is_one_for_all_users_and_pins_until_the_last_gives_it_back()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = LookUp(test, test.NewBuffer(8192));
        KernelMapping first = test.Call(buffer.VmapAsync).Value;
        Assert.Same(first, test.Call(buffer.VmapAsync).Value);
        Assert.Equal((2, 1), (buffer.VmapCount, buffer.PinCount));
        test.Machine.Call("vunmap", buffer.VunmapAsync);
        first.Write(0, [1]);
        test.Machine.Call("vunmap", buffer.VunmapAsync);
        Assert.Equal((0, 0), (buffer.VmapCount, buffer.PinCount));
        Assert.Throws<System.ObjectDisposedException>(() => first.Write(0, [1]));
    }

    [Fact]
    public void One_unpin_and_one_vunmap_too_many_are_found()
    {
        Machine machine = Machine.Create(new MachineOptions { MemorySize = 32L << 20 }).Value;
        var file = machine.Open("client").Value;
        PanthorGemObject buffer = file.LookUpBuffer(machine.Call("new", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle)!;
        machine.Call("unpin", buffer.UnpinAsync);
        Assert.Contains("backing.pin_count", machine.Simulation.Findings[0].Title);
        machine.Call("vunmap", buffer.VunmapAsync);
        Assert.Contains("cmap.vaddr_use_count", machine.Simulation.Findings[1].Title);
        machine.Dispose();
    }

    private static async KTask HoldAsync(TestMachine test, PanthorGemObject buffer)
    {
        await buffer.Resv.LockAsync();
        await test.Machine.Simulation.Sleep(s_hold);
        buffer.Resv.Unlock();
    }

    private static CpuMapping Map(TestMachine test, ulong size)
    {
        uint handle = test.NewBuffer(size);
        return test.Call(() => test.File.MmapAsync(handle)).Value;
    }

    private static PanthorGemObject LookUp(TestMachine test, uint handle)
    {
        PanthorGemObject buffer = test.File.LookUpBuffer(handle)!;
        buffer.Put();
        return buffer;
    }

    private static void Close(TestMachine test, CpuMapping mapping) => test.Machine.Call("close", mapping.CloseAsync);
}
