using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class GlobalInterfaceTests : IDisposable
{
    private const uint Halt = 1u << 0;
    private const uint ProgressTimer = 1u << 1;
    private const uint AllocEnable = 1u << 2;
    private const uint PowerOffTimer = 1u << 3;
    private const uint ProtectedModeEnter = 1u << 4;
    private const uint CounterEnable = 1u << 7;
    private const uint Ping = 1u << 8;
    private const uint FirmwareConfig = 1u << 9;
    private const uint IdleEnable = 1u << 10;
    private const uint Sleep = 1u << 12;
    private const uint StateMask = 7u << 12;
    private const uint StateHalt = 1u << 12;
    private const uint IdleEvent = 1u << 26;

    private FirmwareHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(Ping)]
    [InlineData(ProgressTimer | AllocEnable | PowerOffTimer)]
    [InlineData(FirmwareConfig)]
    [InlineData(ProtectedModeEnter)]
    public void A_request_is_acknowledged_after_its_doorbell(uint bits)
    {
        _host.Toggle(_host.GlobalInput, _host.GlobalOutput, bits);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(bits, _host.Pending(_host.GlobalInput, _host.GlobalOutput, bits));

        _host.Ring();
        Assert.Equal(bits, _host.Pending(_host.GlobalInput, _host.GlobalOutput, bits));
        Assert.True(_host.Wait(() => _host.Pending(_host.GlobalInput, _host.GlobalOutput, bits) == 0));
    }

    [Fact]
    public void Every_request_of_the_interface_is_acknowledged_and_no_bit_besides()
    {
        const uint Requests = 0x7ff & ~Halt;
        for (int bit = 1; bit < 32; bit++)
        {
            uint mask = 1u << bit;
            bool isRequest = (mask & Requests) != 0;
            if (mask is Sleep)
                continue;
            _host.Toggle(_host.GlobalInput, _host.GlobalOutput, mask);
            _host.Ring();
            _host.Simulation.RunFor(Duration.FromMilliseconds(1));
            Assert.Equal(isRequest ? 0 : mask, _host.Pending(_host.GlobalInput, _host.GlobalOutput, mask));
        }
    }

    [Fact]
    public void An_acknowledgement_interrupts_only_if_its_bit_is_in_the_mask()
    {
        _host.Write32(_host.GlobalInput + 4, Ping);
        Assert.True(_host.Request(FirmwareConfig));
        Assert.Equal(0u, _host.JobInterrupts);

        Assert.True(_host.Request(Ping));
        Assert.Equal(FirmwareHost.GlobalInterrupt, _host.JobInterrupts);
    }

    [Fact]
    public void Doorbells_that_come_together_are_one_pass()
    {
        _host.Toggle(_host.GlobalInput, _host.GlobalOutput, Ping);
        _host.Ring();
        _host.Ring();
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));

        Assert.Equal(1, _host.Count(HardwareEvents.GlobalAck));
    }

    [Fact]
    public void A_doorbell_waits_while_the_interfaces_lie_in_a_locked_region()
    {
        _host.Lab.Lock(FirmwareHost.Shared, 0x1000, space: 0);
        Assert.False(_host.Request(Ping));

        _host.Lab.Command(AS_COMMAND_UNLOCK, 0);
        Assert.True(_host.Wait(() => _host.Pending(_host.GlobalInput, _host.GlobalOutput, Ping) == 0));
    }

    [Fact]
    public void Halt_is_told_by_the_status_register_and_a_boot_ends_it()
    {
        _host.Write32(_host.GlobalInput, Halt);
        _host.Ring();
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));
        Assert.Equal(0u, _host.Read32(_host.GlobalOutput) & Halt);
        Assert.False(_host.Request(Ping));

        _host.Write32(_host.GlobalInput, _host.Read32(_host.GlobalInput) & ~Halt);
        Assert.True(_host.Start());
        Assert.True(_host.Request(Ping));
    }

    [Fact]
    public void A_halt_that_was_not_taken_back_halts_the_next_boot()
    {
        _host.Write32(_host.GlobalInput, Halt);
        _host.Ring();
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));

        Assert.False(_host.Start());
        Assert.Equal(MCU_STATUS_HALT, _host.McuStatus);
    }

    [Fact]
    public void From_4_1_on_halt_is_a_state_and_is_acknowledged()
    {
        Reboot(new BoardOptions
        {
            MemorySize = 32 << 20,
            FirmwareInterfaceVersion = FirmwareVersion.WithGlobalState,
        });
        _host.Write32(_host.GlobalInput + 4, StateMask);
        _host.Write32(_host.GlobalInput, StateHalt);
        _host.Ring();

        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));
        Assert.Equal(StateHalt, _host.Read32(_host.GlobalOutput) & StateMask);
        Assert.Equal(FirmwareHost.GlobalInterrupt, _host.JobInterrupts);
    }

    [Fact]
    public void Before_4_1_a_halt_bit_of_the_state_field_means_sleep()
    {
        _host.Write32(_host.GlobalInput, Sleep);
        _host.Ring();
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));

        _host.Registers.Write32(GPU_INT_BASE + INT_CLEAR, 0xffff_ffff);
        _host.Ring();
        Assert.Equal(
            GPU_IRQ_DOORBELL_MIRROR, _host.Registers.Read32(GPU_INT_BASE + INT_RAWSTAT) & GPU_IRQ_DOORBELL_MIRROR);

        _host.Write32(_host.GlobalInput, 0);
        _host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_ENABLE);
        Assert.Equal(MCU_STATUS_ENABLED, _host.McuStatus);
        Assert.True(_host.Request(Ping));
        Assert.Equal(1, _host.Count(HardwareEvents.FirmwareBooted));
    }

    [Fact]
    public void A_firmware_that_hangs_at_a_ping_answers_nothing_until_it_is_booted_again()
    {
        _host.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwarePing));
        Assert.False(_host.Request(Ping));
        Assert.False(_host.Request(FirmwareConfig));
        Assert.Equal(MCU_STATUS_ENABLED, _host.McuStatus);

        _host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_DISABLE);
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_DISABLED));
        _host.Load(_host.Image);
        Assert.True(_host.Start());
        Assert.True(_host.Request(Ping));
    }

    [Fact]
    public void Counter_enable_switches_the_cycle_counter()
    {
        ulong before = _host.Registers.Read64(GPU_CYCLE_COUNT);
        Assert.True(_host.Request(CounterEnable));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        ulong running = _host.Registers.Read64(GPU_CYCLE_COUNT);
        Assert.True(running - before >= 198_000);

        Assert.True(_host.Request(CounterEnable));
        ulong stopped = _host.Registers.Read64(GPU_CYCLE_COUNT);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(stopped, _host.Registers.Read64(GPU_CYCLE_COUNT));
    }

    [Fact]
    public void A_firmware_that_had_nothing_to_do_does_not_report_idle()
    {
        EnableIdle(microseconds: 800);
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));

        Assert.Equal(0u, IdlePending);
    }

    [Fact]
    public void Idle_is_reported_once_after_the_hysteresis()
    {
        EnableIdle(microseconds: 800);
        FirmwareHostGroup group = _host.Group(0);
        group.Program();
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        group.Program();
        Assert.Equal(0u, IdlePending);
        VirtualTime start = _host.Simulation.Now;

        Assert.True(_host.Wait(() => IdlePending != 0));
        Assert.InRange((_host.Simulation.Now - start).Microseconds, 700, 900);

        _host.Write32(_host.GlobalInput, _host.Read32(_host.GlobalInput) ^ IdleEvent);
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));
        Assert.Equal(0u, IdlePending);
    }

    [Fact]
    public void A_lost_page_of_the_interfaces_kills_the_firmware()
    {
        _host.UnmapMcu(_host.GlobalInput & ~0xfffu);
        _host.Lab.Lock(_host.GlobalInput & ~0xfffu, 0x1000, space: 0);
        _host.Lab.Command(AS_COMMAND_FLUSH_MEM, 0);
        _host.Ring();

        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_FATAL));
        Assert.Equal(1u, _host.Lab.MmuRawStatus & 1);
    }

    private uint IdlePending => _host.Pending(_host.GlobalInput, _host.GlobalOutput, IdleEvent);

    private void EnableIdle(uint microseconds)
    {
        // 24 MHz, in units of 1024 ticks, rounded up, as panthor_fw_conv_timeout() does.
        _host.Write32(_host.GlobalInput + 0x80, ((microseconds * 24) + 1023) >> 10);
        Assert.True(_host.Request(IdleEnable));
    }

    private void Reboot(BoardOptions options)
    {
        _host.Dispose();
        _host = new FirmwareHost(options);
    }
}
