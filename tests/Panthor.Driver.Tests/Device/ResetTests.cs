using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.Tests.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Device;

public sealed class ResetTests
{
    [Fact]
    public void A_reset_stops_the_firmware_resets_the_GPU_and_boots_it_anew()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        Assert.Equal(Errno.None, lab.Access());
        lab.Device.ScheduleReset();
        Assert.True(lab.Device.IsResetPending);
        lab.Test.Settle();

        EventId[] wanted =
        [
            DeviceEvents.ResetScheduled, DeviceEvents.ResetBegin, FwEvents.Stop, HardwareEvents.ResetDone,
            FwEvents.Start, DeviceEvents.ResetEnd,
        ];
        EventId[] seen =
        [
            .. lab.Simulation.Events.Last(int.MaxValue).Select(record => record.Id)
                .SkipWhile(id => id != DeviceEvents.ResetScheduled).Where(id => wanted.Contains(id)),
        ];
        Assert.Equal(wanted, seen);
        Assert.Equal((1, false), (lab.Device.ResetCount, lab.Device.IsResetPending));
        Assert.Equal(0, lab.Fw.Vm.AsId);
        Assert.Equal(Errno.None, lab.Access());
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_reset_loads_every_section_anew_even_those_that_the_firmware_cannot_write()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        FwSection code = lab.Fw.Sections.Single(each => each.Image.Has(FwBinary.CSF_FW_BINARY_IFACE_ENTRY_EX));
        uint word = FwLab.Word(lab.Board, code.Image.Start);
        FwLab.SetWord(lab.Board, code.Image.Start, ~word);
        lab.Fw.GetCsIface(0, 0).UpdateReqs(FwIface.CS_IDLE_EMPTY, FwIface.CS_IDLE_EMPTY);
        lab.Device.ScheduleReset();
        lab.Test.Settle();
        Assert.Equal(word, FwLab.Word(lab.Board, code.Image.Start));
        Assert.Equal(0u, lab.Fw.GetCsIface(0, 0).Input.Req);
    }

    [Fact]
    public void Resets_that_are_asked_for_before_one_is_done_are_one()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        for (int i = 0; i < 5; i++)
        {
            lab.Device.ScheduleReset();
        }

        lab.Test.Settle();
        Assert.Equal(1, lab.Device.ResetCount);
        lab.Device.ScheduleReset();
        lab.Test.Settle();
        Assert.Equal(2, lab.Device.ResetCount);
    }

    [Fact]
    public void A_firmware_that_does_not_come_back_makes_the_device_unusable()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.FirmwareBoot);
        lab.Device.ScheduleReset();
        lab.Simulation.RunFor(Duration.FromSeconds(3));
        Assert.Contains("Failed to boot MCU (status=enabled)", lab.Log);
        Assert.Contains("FW slow reset failed", lab.Log);
        Assert.Contains("Failed to boot MCU after reset, making device unusable.", lab.Log);
        Assert.True(lab.Device.IsUnplugged);
        Assert.Equal(Errno.ENODEV, lab.Access());
        Assert.Equal(Errno.ENODEV, lab.Test.Machine.Open("late").Errno);
        lab.RunUntilIdle();
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_GPU_that_does_not_reset_itself_is_booted_nevertheless()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.Interrupt, InterruptBlockId.Gpu);
        lab.Device.ScheduleReset();
        lab.Simulation.RunFor(Duration.FromSeconds(2));

        // The interrupt was lost; the raw status said after 100 ms that the reset was done.
        Assert.DoesNotContain("Soft reset timeout", lab.Log);
        Assert.Equal(1, lab.Device.ResetCount);
        Assert.Equal(Errno.None, lab.Access());
    }

    [Fact]
    public void A_reset_that_is_asked_for_without_power_is_made_up_for_with_a_slow_one()
    {
        using var lab = new FwLab();
        lab.RunUntilIdle();
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
        lab.Device.ScheduleReset();
        lab.RunUntilIdle();
        Assert.Equal((0, true), (lab.Device.ResetCount, lab.Device.IsResetPending));

        Assert.Equal(Errno.None, lab.Access());
        Assert.False(lab.Device.IsResetPending);
        Assert.Equal([1ul, 1ul], lab.Numbers(FwEvents.Start));
    }

    [Fact]
    public void A_suspend_takes_back_a_reset_that_has_not_begun()
    {
        using var lab = new FwLab();
        lab.RunUntilIdle();
        Assert.Equal(Errno.None, lab.Access());

        // The worker of power management comes first and takes the reset off its queue.
        lab.Simulation.RunUntil(
            () => lab.Device.PmState == PanthorDevicePmState.Suspending, Duration.FromSeconds(1));
        lab.Device.ScheduleReset();
        lab.RunUntilIdle();
        Assert.Equal(0, lab.Device.ResetCount);
        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal([1ul, 0ul, 1ul], lab.Numbers(FwEvents.Start));
    }

    [Fact]
    public void Clients_that_use_the_GPU_during_resets_see_nothing_of_them_under_any_schedule()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            using var lab = new FwLab(new MachineOptions
            {
                MemorySize = 32L << 20,
                Chooser = new RandomChooser(seed),
            });
            SimTask[] tasks =
            [
                lab.Simulation.Spawn("access", () => AccessAsync(lab, 6)),
                lab.Simulation.Spawn("access", () => AccessAsync(lab, 6)),
                lab.Simulation.Spawn("reset", async () =>
                {
                    for (int i = 0; i < 3; i++)
                    {
                        await lab.Simulation.Sleep(Duration.FromMicroseconds(70));
                        lab.Device.ScheduleReset();
                    }
                }),
            ];
            foreach (SimTask task in tasks)
            {
                lab.Simulation.RunToCompletion(task);
            }

            lab.RunUntilIdle();
            Assert.InRange(lab.Device.ResetCount, 1, 3);
            Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
            Assert.True(lab.TakeFindings().Length == 0, $"seed {seed}");
            Assert.Equal(Errno.None, lab.Access());
        }
    }

    // What a reset takes from under an access is gone; the next access works.
    private static async KTask AccessAsync(FwLab lab, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await lab.Test.Machine.AccessAsync(lab.Test.File.Vms.Find(lab.Vm)!, 0x10000, new byte[4], false);
        }
    }
}
