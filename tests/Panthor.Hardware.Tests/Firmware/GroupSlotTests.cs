using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class GroupSlotTests : IDisposable
{
    private readonly FirmwareHost _host = new();

    public GroupSlotTests()
    {
        _host.Lab.Enable(FirmwareHost.GroupSpace);
        _host.MapMcu(FirmwareHost.SuspendBuffers, 0x8000);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_group_goes_through_its_states_with_an_acknowledgement_and_an_interrupt_each()
    {
        FirmwareHostGroup group = Programmed(2);
        foreach (uint state in new[]
        {
            FirmwareHostGroup.Start, FirmwareHostGroup.Suspend, FirmwareHostGroup.Resume, FirmwareHostGroup.Terminate,
        })
        {
            _host.ClearInterrupts();
            Assert.True(group.Enter(state));
            Assert.Equal(state, group.State);
            Assert.Equal(1u << 2, _host.JobInterrupts);
        }

        Assert.Equal(4, _host.Count(HardwareEvents.GroupState));
    }

    [Fact]
    public void A_request_without_its_slots_doorbell_is_not_seen()
    {
        FirmwareHostGroup group = Programmed(0);
        _host.Write32(group.Input, FirmwareHostGroup.Start);
        _host.Ring();
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));

        Assert.Equal(FirmwareHostGroup.Terminate, group.State);
    }

    [Fact]
    public void Start_and_endpoints_can_be_asked_for_together()
    {
        FirmwareHostGroup group = Programmed(0);

        Assert.True(group.Enter(FirmwareHostGroup.Start, FirmwareHostGroup.EndpointConfig));
        Assert.True(group.Request(FirmwareHostGroup.StatusUpdate));
    }

    [Fact]
    public void An_empty_group_is_idle_and_says_so_once()
    {
        FirmwareHostGroup group = Programmed(0);
        group.Enter(FirmwareHostGroup.Start);

        Assert.True(group.IsIdle);
        Assert.Equal(FirmwareHostGroup.Idle, group.TakeEvents());
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));
        Assert.Equal(0u, group.TakeEvents());
    }

    [Fact]
    public void Terminating_or_suspending_an_empty_slot_is_acknowledged()
    {
        FirmwareHostGroup group = Programmed(0);
        Assert.True(group.Enter(FirmwareHostGroup.Suspend));
        Assert.True(group.Enter(FirmwareHostGroup.Terminate));
    }

    [Fact]
    public void A_state_that_does_not_exist_is_never_acknowledged()
    {
        FirmwareHostGroup group = Programmed(0);

        Assert.False(group.Enter(5));
        Assert.True(group.Enter(FirmwareHostGroup.Start));
    }

    [Fact]
    public void A_lost_acknowledgement_never_comes_but_the_next_request_is_heard()
    {
        _host.Simulation.Faults.Add(
            new FaultInjection(HardwareFaultPoints.CsgAck) { Match = static slot => slot is 1 });
        FirmwareHostGroup other = Programmed(0);
        FirmwareHostGroup group = Programmed(1);
        Assert.True(other.Enter(FirmwareHostGroup.Start));

        Assert.False(group.Enter(FirmwareHostGroup.Start));
        group.Ring();
        _host.Simulation.RunFor(Duration.FromMilliseconds(10));
        Assert.Equal(FirmwareHostGroup.Terminate, group.State);
        Assert.Equal(1, _host.Count(HardwareEvents.GroupAckLost));

        Assert.True(group.Enter(FirmwareHostGroup.Suspend));
    }

    [Fact]
    public void A_group_whose_address_space_the_GPU_does_not_have_is_fatally_misconfigured()
    {
        FirmwareHostGroup group = _host.Group(0);
        group.Program(space: 12);
        var queue = new FirmwareHostQueue(_host, 0);
        FirmwareHostStream stream = group.Stream(0);
        stream.Program(queue, doorbell: 1);

        Assert.True(group.Enter(FirmwareHostGroup.Start));
        Assert.Equal(FirmwareHostStream.Fatal, stream.Pending(FirmwareHostStream.Fatal));
        Assert.Equal((uint)GpuException.CS_CONFIG_FAULT, stream.FatalType);
        Assert.Equal(1u, group.TakeStreamEvents());
    }

    [Fact]
    public void A_buffer_that_was_never_suspended_into_cannot_be_resumed()
    {
        FirmwareHostGroup group = Programmed(0);
        FirmwareHostStream stream = group.Stream(3);
        stream.Program(new FirmwareHostQueue(_host, 0), doorbell: 1);

        Assert.True(group.Enter(FirmwareHostGroup.Resume));
        Assert.Equal((uint)GpuException.CS_CONFIG_FAULT, stream.FatalType);
        Assert.Equal(1u << 3, group.TakeStreamEvents());
    }

    [Fact]
    public void A_suspend_buffer_that_is_not_mapped_kills_the_firmware()
    {
        FirmwareHostGroup group = _host.Group(0);
        group.Program(suspendBuffer: 0x0700_0000);
        Assert.True(group.Enter(FirmwareHostGroup.Start));

        Assert.False(group.Enter(FirmwareHostGroup.Suspend));
        Assert.Equal(MCU_STATUS_FATAL, _host.McuStatus);
        Assert.Equal(0x0700_0000UL, _host.Lab.Port.LastFault(0).Address);
    }

    [Fact]
    public void A_group_waits_for_its_start_while_the_MCUs_memory_is_locked()
    {
        FirmwareHostGroup group = Programmed(0);
        group.Ask(FirmwareHostGroup.Start);
        _host.Simulation.RunFor(Duration.FromNanoseconds(2_500));
        _host.Lab.Lock(FirmwareHost.SuspendBuffers, 0x1000, space: 0);
        Assert.False(_host.Wait(() => group.State == FirmwareHostGroup.Start));

        _host.Lab.Command(AS_COMMAND_UNLOCK, 0);
        Assert.True(_host.Wait(() => group.State == FirmwareHostGroup.Start));
    }

    [Fact]
    public void A_reset_of_the_GPU_takes_the_groups_off_without_a_word()
    {
        FirmwareHostGroup group = Programmed(0);
        group.Enter(FirmwareHostGroup.Start);
        _host.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        _host.Simulation.RunFor(Duration.FromMicroseconds(45));
        group.Ask(FirmwareHostGroup.Suspend);
        _host.Simulation.RunUntilIdle();

        Assert.Equal(FirmwareHostGroup.Start, group.State);
        Assert.Equal(0u, _host.Read32(FirmwareHost.SuspendBuffers));
    }

    private FirmwareHostGroup Programmed(int slot)
    {
        FirmwareHostGroup group = _host.Group(slot);
        group.Program(suspendBuffer: FirmwareHost.SuspendBuffers);
        return group;
    }
}
