using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

/// <summary>Protected mode, sleep, loss of power, and what newer interface versions change for groups.</summary>
public sealed class ModeTests : IDisposable
{
    private const ulong Data = 0x2000_0000;
    private const uint ProtectedModeEnter = 1u << 4;
    private const uint ProtectedModeExit = 1u << 23;
    private const uint Sleep = 1u << 12;

    private FirmwareHost _host = new();
    private ulong _page;

    public ModeTests() => SetUp();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_protected_region_waits_for_the_mode_and_the_mode_ends_with_it()
    {
        FirmwareHostStream stream = Started([.. Protected(4), .. Store(Data, 1), .. Store(Data + 8, 2)]);
        Assert.True(_host.Wait(() => stream.Pending(FirmwareHostStream.ProtectedModePending) != 0));
        Assert.Equal(0UL, _host.Lab.Read64(_page));
        Assert.Equal(1u, stream.Group.TakeStreamEvents());

        Assert.True(_host.Request(ProtectedModeEnter));
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page + 8) == 2));
        Assert.Equal(1UL, _host.Lab.Read64(_page));
        Assert.Equal(0u, _host.Registers.Read32(GPU_STATUS) & GPU_STATUS_PROTM_ACTIVE);
        Assert.NotEqual(0u, _host.Pending(_host.GlobalInput, _host.GlobalOutput, ProtectedModeExit));
    }

    [Fact]
    public void Protected_mode_shows_in_the_status_and_lets_regions_run_at_once()
    {
        Assert.True(_host.Request(ProtectedModeEnter));
        Assert.NotEqual(0u, _host.Registers.Read32(GPU_STATUS) & GPU_STATUS_PROTM_ACTIVE);

        FirmwareHostStream stream = Started([.. Protected(4), .. Store(Data, 1)]);
        Assert.True(_host.Wait(() => stream.Group.IsIdle));
        Assert.Equal(0u, stream.Pending(FirmwareHostStream.ProtectedModePending));
        Assert.Equal(1UL, _host.Lab.Read64(_page));
    }

    [Fact]
    public void A_reset_ends_protected_mode()
    {
        Assert.True(_host.Request(ProtectedModeEnter));
        _host.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));

        Assert.Equal(0u, _host.Registers.Read32(GPU_STATUS) & GPU_STATUS_PROTM_ACTIVE);
    }

    [Fact]
    public void A_firmware_that_sleeps_keeps_its_groups_and_they_go_on_after_it()
    {
        FirmwareHostStream stream = Started(Counting());
        _host.Simulation.RunFor(Duration.FromMicroseconds(100));
        _host.Write32(_host.GlobalInput, Sleep);
        _host.Ring();
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        ulong asleep = _host.Lab.Read64(_page);
        _host.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(asleep, _host.Lab.Read64(_page));

        _host.Write32(_host.GlobalInput, 0);
        _host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_ENABLE);
        Assert.True(_host.Wait(() => _host.Lab.Read64(_page) > asleep));
        Assert.True(stream.Group.Enter(FirmwareHostGroup.Terminate));
    }

    [Fact]
    public void A_change_that_the_sleep_came_before_is_made_after_it()
    {
        FirmwareHostGroup group = Started(Counting()).Group;
        group.Ask(FirmwareHostGroup.Suspend);
        _host.Simulation.RunFor(Duration.FromNanoseconds(2_100));
        _host.Write32(_host.GlobalInput, Sleep);
        _host.Ring();
        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_HALT));
        _host.Simulation.RunFor(Duration.FromMilliseconds(5));
        Assert.Equal(FirmwareHostGroup.Start, group.State);

        _host.Write32(_host.GlobalInput, 0);
        _host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_ENABLE);
        Assert.True(_host.Wait(() => group.State == FirmwareHostGroup.Suspend));
    }

    [Fact]
    public void Without_power_a_busy_firmware_dies()
    {
        Started(Counting());
        _host.Registers.Write64(L2_PWROFF, 1);

        Assert.True(_host.Wait(() => _host.McuStatus == MCU_STATUS_FATAL));
    }

    [Fact]
    public void From_4_0_on_endpoints_are_asked_for_in_the_wide_word()
    {
        _host.Dispose();
        _host = new FirmwareHost(new BoardOptions
        {
            MemorySize = 32 << 20,
            FirmwareInterfaceVersion = FirmwareVersion.With64BitEndpointRequest,
        });
        SetUp();
        FirmwareHostGroup group = _host.Group(0);
        group.Program(suspendBuffer: FirmwareHost.SuspendBuffers);
        _host.Write32(group.Input + 0x34, 3u << 28);
        _host.Write64(group.Input + 0x38, 9u << 28);
        Assert.True(group.Enter(FirmwareHostGroup.Start));

        Assert.Equal(9, _host.Lab.Board.Firmware.Slots[0].Priority);
    }

    private void SetUp()
    {
        _page = _host.MapGroup(Data);
        _host.Lab.Enable(FirmwareHost.GroupSpace);
        _host.MapMcu(FirmwareHost.SuspendBuffers, 0x2_0000);
    }

    private ulong[] Protected(uint words) =>
        _host.Assemble(code => code.Emit("PROT_REGION", new CsOperand("size", words)));

    private ulong[] Store(ulong address, uint value) => _host.Assemble(code => code
        .Move(CsRegister.D(0), address).Move(CsRegister.R(2), value).Store(CsRegister.R(2), CsRegister.D(0)).WaitAll());

    private ulong[] Counting() => _host.Assemble(code => code
        .Move(CsRegister.D(0), Data).Label("again").Add(CsRegister.D(2), CsRegister.D(2), 1)
        .Store(CsRegister.D(2), CsRegister.D(0), mask: 3).WaitAll().Branch("again"));

    private FirmwareHostStream Started(ulong[] words)
    {
        FirmwareHostGroup group = _host.Group(0);
        group.Program(suspendBuffer: FirmwareHost.SuspendBuffers);
        var queue = new FirmwareHostQueue(_host, 0);
        queue.Submit(words);
        FirmwareHostStream stream = group.Stream(0);
        stream.Program(queue, doorbell: 1);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
        return stream;
    }
}
