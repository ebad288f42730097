using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.Tests.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Device;

/// <summary>Runtime power management of the device, and sleep of the whole system.</summary>
public sealed class PowerTests
{
    [Fact]
    public void A_device_that_nobody_uses_is_suspended_after_50_ms_and_nothing_is_left_to_happen()
    {
        using var lab = new FwLab();
        Assert.Equal((PanthorDevicePmState.Active, 0), (lab.Device.PmState, lab.Device.Pm.UsageCount));
        long booted = lab.Device.Pm.LastBusy.Nanoseconds;
        lab.RunUntilIdle();
        Assert.InRange(lab.Simulation.Now.Nanoseconds - booted, 50_000_000, 51_000_000);
        Assert.Equal((PanthorDevicePmState.Suspended, RpmStatus.Suspended), (lab.Device.PmState, lab.Device.Pm.Status));
        Assert.False(lab.Board.Platform.Power.IsOn);
        Assert.False(lab.Board.AddressSpaceView(0).IsEnabled);
        Assert.Equal((-1, 0), (lab.Fw.Vm.AsId, lab.Fw.Vm.ActiveCount));
        Assert.True(lab.Device.IsFastReset);
        Assert.Equal([1ul], lab.Numbers(FwEvents.Stop));
    }

    [Fact]
    public void A_user_brings_the_device_back_with_the_firmware_where_it_was()
    {
        using var lab = new FwLab();
        uint data = lab.Fw.Sections.Single(each => each.Image.Start == 0x0200_0000).Image.Start;
        FwLab.SetWord(lab.Board, data, 0x1234);
        lab.RunUntilIdle();
        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal(PanthorDevicePmState.Active, lab.Device.PmState);
        Assert.Equal([1ul, 0ul], lab.Numbers(FwEvents.Start));
        Assert.Equal(0x1234u, FwLab.Word(lab.Board, data));
        Assert.Equal(1, lab.Test.File.Vms.Find(lab.Vm)!.AsId);
    }

    [Fact]
    public void As_long_as_it_is_used_again_within_50_ms_it_keeps_its_power()
    {
        using var lab = new FwLab();
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(Errno.None, lab.Access());
            lab.Simulation.RunFor(Duration.FromMilliseconds(40));
        }

        Assert.Equal(1, lab.Count(FwEvents.Start));
        lab.Simulation.RunFor(Duration.FromMilliseconds(20));
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
    }

    [Fact]
    public void A_firmware_that_does_not_halt_costs_a_second_and_a_slow_start()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.FirmwarePing);
        lab.Fw.Global.ToggleReqs(FwIface.GLB_PING);
        lab.Fw.RingDoorbell(0);
        lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        VirtualTime before = lab.Simulation.Now;
        lab.LetPowerGo();
        lab.RunUntilIdle();
        Assert.True((lab.Simulation.Now - before).Nanoseconds > 1_000_000_000);
        Assert.Contains("Timed out waiting for MCU to halt", lab.Log);
        Assert.Contains("Failed to cleanly suspend MCU", lab.Log);
        Assert.Equal([0ul], lab.Numbers(FwEvents.Stop));
        Assert.Equal(1, lab.Count(HardwareEvents.ResetDone));

        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal([1ul, 1ul], lab.Numbers(FwEvents.Start));
    }

    /// <summary>
    /// As in 7.2: between the fast and the slow try nobody stops the microcontroller or resets the GPU, so that one
    /// that hangs goes on hanging. Without power it is reset; then the slow start works.
    /// </summary>
    [Fact]
    public void A_firmware_that_hangs_when_it_starts_is_an_error_and_the_next_user_loads_it_anew()
    {
        using var lab = new FwLab();
        lab.RunUntilIdle();
        lab.Fault(HardwareFaultPoints.FirmwareBoot);
        Assert.Equal(Errno.ETIMEDOUT, lab.Access());
        Assert.Contains("FW fast reset failed", lab.Log);
        Assert.Contains("Fast reset failed, trying a slow reset", lab.Log);
        Assert.Contains("FW slow reset failed", lab.Log);
        Assert.Equal(
            (PanthorDevicePmState.Suspended, RpmStatus.Suspended, 0),
            (lab.Device.PmState, lab.Device.Pm.Status, lab.Device.Pm.UsageCount));
        Assert.Equal(Errno.None, lab.Device.Pm.RuntimeError);
        Assert.False(lab.Board.Platform.Power.IsOn);

        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal([1ul, 0ul, 1ul, 1ul], lab.Numbers(FwEvents.Start));
        Assert.Empty(lab.TakeFindings());
    }

    /// <summary>A halt that somebody asks for behind the driver's back halts the firmware as soon as it runs.</summary>
    [Fact]
    public void A_firmware_that_halts_when_it_starts_is_loaded_anew()
    {
        using var lab = new FwLab();
        lab.RunUntilIdle();
        bool asked = false;
        lab.Simulation.Events.Listener = record =>
        {
            if (!asked && record.Id == FwEvents.Start)
            {
                asked = true;
                lab.Fw.Global.UpdateReqs(FwIface.GLB_HALT, FwIface.GLB_HALT);
            }
        };
        Assert.Equal(Errno.None, lab.Access());
        Assert.Contains("Failed to boot MCU (status=halt)", lab.Log);
        Assert.Contains("Fast reset failed, trying a slow reset", lab.Log);
        Assert.DoesNotContain("FW slow reset failed", lab.Log);
        Assert.Equal([1ul, 0ul, 1ul], lab.Numbers(FwEvents.Start));
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_register_that_is_touched_without_power_is_a_finding()
    {
        using var lab = new FwLab();
        lab.RunUntilIdle();
        Assert.Equal(0u, lab.Board.Platform.Registers.Read32(GpuRegisters.GPU_ID));
        lab.Board.Platform.Registers.Write32(GpuRegisters.GPU_CMD, GpuRegisters.GPU_SOFT_RESET);
        Assert.Equal(
            ["register read at 0x0 while the GPU has no power", "register write at 0x30 while the GPU has no power"],
            lab.TakeFindings());
        lab.RunUntilIdle();
        Assert.Equal(Errno.None, lab.Access());
    }

    [Fact]
    public void The_system_takes_a_device_to_sleep_that_is_in_use_and_wakes_it()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        Assert.Equal(Errno.None, lab.Test.Call(lab.Device.SystemSuspendAsync));
        Assert.True(lab.Device.IsSystemSuspended);
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
        Assert.Equal(Errno.EBUSY, lab.Test.Call(lab.Device.SystemSuspendAsync));
        Assert.Equal(Errno.EACCES, lab.Access());
        lab.Simulation.RunFor(Duration.FromSeconds(60));
        Assert.Equal(0, lab.Count(FwEvents.Ping));

        Assert.Equal(Errno.None, lab.Test.Call(lab.Device.SystemResumeAsync));
        Assert.Equal((PanthorDevicePmState.Active, false), (lab.Device.PmState, lab.Device.IsSystemSuspended));
        Assert.Equal(Errno.EINVAL, lab.Test.Call(lab.Device.SystemResumeAsync));
        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal([1ul, 0ul], lab.Numbers(FwEvents.Start));
    }

    [Fact]
    public void A_device_that_nobody_uses_stays_asleep_when_the_system_wakes_up()
    {
        using var lab = new FwLab();
        Assert.Equal(Errno.None, lab.Test.Call(lab.Device.SystemSuspendAsync));
        Assert.Equal(Errno.None, lab.Test.Call(lab.Device.SystemResumeAsync));
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
        Assert.Equal(Errno.None, lab.Access());
    }

    [Fact]
    public void A_device_that_does_not_wake_up_with_the_system_is_asleep_and_wakes_up_when_it_is_needed()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        Assert.Equal(Errno.None, lab.Test.Call(lab.Device.SystemSuspendAsync));
        lab.Fault(HardwareFaultPoints.FirmwareBoot);
        Assert.Equal(Errno.ETIMEDOUT, lab.Test.Call(lab.Device.SystemResumeAsync));
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
        Assert.Equal(Errno.None, lab.Access());
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_device_can_be_removed_while_it_or_the_system_is_asleep()
    {
        var quiet = new FwLab();
        quiet.RunUntilIdle();
        quiet.Dispose();
        var asleep = new FwLab();
        asleep.KeepPower();
        Assert.Equal(Errno.None, asleep.Test.Call(asleep.Device.SystemSuspendAsync));
        asleep.Dispose();
    }

    [Fact]
    public void Two_who_remove_the_device_wait_for_the_same_end()
    {
        using var lab = new FwLab();
        SimTask first = lab.Simulation.Spawn("remove", lab.Device.UnplugAsync);
        SimTask second = lab.Simulation.Spawn("remove", lab.Device.UnplugAsync);
        lab.Simulation.RunToCompletion(second);
        Assert.True(first.IsDone);
        Assert.Equal(1, lab.Count(FwEvents.Stop));
        lab.RunUntilIdle();
    }

    [Fact]
    public void The_power_comes_and_goes_under_any_schedule_and_every_access_works()
    {
        int starts = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            using var lab = new FwLab(new MachineOptions
            {
                MemorySize = 32L << 20,
                Chooser = new RandomChooser(seed),
            });
            SimTask[] tasks =
            [
                .. Enumerable.Range(0, 3).Select(user =>
                    lab.Simulation.Spawn("user", () => UseAsync(lab, 49_970 + (int)seed + (user * 10)))),
            ];
            foreach (SimTask task in tasks)
            {
                lab.Simulation.RunToCompletion(task);
            }

            lab.RunUntilIdle();
            Assert.Equal((0, RpmStatus.Suspended), (lab.Device.Pm.UsageCount, lab.Device.Pm.Status));
            Assert.True(lab.TakeFindings().Length == 0, $"seed {seed}");
            starts += lab.Count(FwEvents.Start);
        }

        Assert.InRange(starts, 2 * 60, 6 * 60);
    }

    private static async KTask UseAsync(FwLab lab, int pause)
    {
        for (int i = 0; i < 5; i++)
        {
            await lab.Simulation.Sleep(Duration.FromMicroseconds(pause));
            KernelResult<GpuAccessResult> access = await lab.Test.Machine.AccessAsync(
                lab.Test.File.Vms.Find(lab.Vm)!, 0x10000, new byte[4], isWrite: false);
            Assert.True(access.IsOk && access.Value.IsOk, access.ToString());
        }
    }
}
