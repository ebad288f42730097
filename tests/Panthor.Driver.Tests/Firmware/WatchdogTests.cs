using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Firmware;

public sealed class WatchdogTests
{
    [Fact]
    public void The_firmware_is_pinged_every_twelve_seconds_as_long_as_the_device_is_in_use()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Simulation.RunFor(Duration.FromSeconds(61));
        Assert.Equal(new ulong[5], lab.Numbers(FwEvents.Ping));

        lab.LetPowerGo();
        lab.RunUntilIdle();
        Assert.Equal(5, lab.Count(FwEvents.Ping));
        Assert.True(lab.Simulation.Now.Nanoseconds < 62_000_000_000);
    }

    [Fact]
    public void A_firmware_that_hangs_is_reset_and_booted_anew()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.FirmwarePing);
        lab.Simulation.RunFor(Duration.FromSeconds(13));
        Assert.Contains("FW ping timeout, scheduling a reset", lab.Log);
        Assert.Equal(1, lab.Device.ResetCount);
        Assert.Equal([(ulong)Errno.ETIMEDOUT], lab.Numbers(FwEvents.Ping));
        Assert.Equal([1ul, 1ul], lab.Numbers(FwEvents.Start));
        Assert.False(lab.Device.IsResetPending);

        lab.Simulation.RunFor(Duration.FromSeconds(13));
        Assert.Equal([(ulong)Errno.ETIMEDOUT, 0ul], lab.Numbers(FwEvents.Ping));
        Assert.Equal(Errno.None, lab.Access());
    }

    [Fact]
    public void A_firmware_that_hangs_for_ever_is_reset_again_and_again()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.FirmwarePing, times: 3);
        lab.Simulation.RunFor(Duration.FromSeconds(49));
        Assert.Equal(3, lab.Device.ResetCount);
        Assert.Equal(4, lab.Count(FwEvents.Ping));
        Assert.Equal(Errno.None, lab.Access());
    }

    [Fact]
    public void No_ping_is_sent_while_a_reset_is_due()
    {
        using var lab = new FwLab();
        lab.KeepPower();

        // The watchdog runs on the queue of the reset and finds it due.
        lab.Simulation.RunUntil(() => lab.Simulation.Now.Nanoseconds > 11_999_000_000, Duration.FromSeconds(20));
        lab.Device.ScheduleReset();
        lab.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal((0, 1), (lab.Count(FwEvents.Ping), lab.Device.ResetCount));
        lab.Simulation.RunFor(Duration.FromSeconds(12));
        Assert.Equal(1, lab.Count(FwEvents.Ping));
    }
}
