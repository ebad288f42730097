using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Device;

public sealed class GpuBlockTests
{
    private const uint All = PanthorGpu.CACHE_CLEAN | PanthorGpu.CACHE_INV;

    [Fact]
    public void A_cache_flush_ends_with_its_interrupt()
    {
        using var test = new TestMachine();
        VirtualTime before = test.Machine.Simulation.Now;
        Assert.Equal(Errno.None, test.Call(() => test.Device.Gpu.FlushCachesAsync(All, All, 0)));
        Assert.True(test.Machine.Simulation.Now > before);
    }

    [Fact]
    public void A_cache_flush_that_never_ends_times_out_after_100_ms_and_resets_the_GPU()
    {
        using var test = new TestMachine();
        test.KeepPower();
        Simulation simulation = test.Machine.Simulation;
        simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.CacheFlush) { Times = 1 });

        VirtualTime before = simulation.Now;
        Assert.Equal(Errno.ETIMEDOUT, test.Call(() => test.Device.Gpu.FlushCachesAsync(All, All, 0)));
        Assert.InRange((simulation.Now - before).Nanoseconds, 100_000_000, 110_000_000);

        test.Settle();
        Assert.Equal(1, test.Device.ResetCount);
        Assert.False(test.Device.IsResetPending);
        Assert.Equal(Errno.None, test.Call(() => test.Device.Gpu.FlushCachesAsync(All, All, 0)));
    }

    [Fact]
    public void Two_flushes_at_once_take_turns()
    {
        using var test = new TestMachine();
        Simulation simulation = test.Machine.Simulation;
        var first = simulation.Spawn("first", () => test.Device.Gpu.FlushCachesAsync(All, All, 0));
        var second = simulation.Spawn("second", () => test.Device.Gpu.FlushCachesAsync(All, All, 0));
        Assert.Equal(Errno.None, simulation.RunToCompletion(first));
        Assert.Equal(Errno.None, simulation.RunToCompletion(second));
    }

    [Fact]
    public void The_timestamp_follows_the_virtual_time()
    {
        using var test = new TestMachine();
        ulong before = test.Device.Gpu.Timestamp;
        test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.True(test.Device.Gpu.Timestamp > before);
    }

    [Fact]
    public void A_soft_reset_completes()
    {
        using var test = new TestMachine();
        Assert.Equal(Errno.None, test.Call(test.Device.Gpu.SoftResetAsync));
    }
}
