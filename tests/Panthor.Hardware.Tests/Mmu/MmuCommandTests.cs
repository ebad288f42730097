using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class MmuCommandTests : IDisposable
{
    private const ulong Va = 0x4000_0000;

    private readonly Lab _lab = new();
    private readonly ulong _page;

    public MmuCommandTests()
    {
        _page = _lab.AllocatePage();
        _lab.MapPage(Va, _page);
    }

    public void Dispose() => _lab.Dispose();

    private AddressSpaceView View => _lab.Board.AddressSpaceView(1);

    [Theory]
    [InlineData(AS_COMMAND_UPDATE)]
    [InlineData(AS_COMMAND_LOCK)]
    [InlineData(AS_COMMAND_UNLOCK)]
    [InlineData(AS_COMMAND_FLUSH_PT)]
    [InlineData(AS_COMMAND_FLUSH_MEM)]
    public void A_command_keeps_AS_ACTIVE_until_it_completes(uint command)
    {
        VirtualTime start = _lab.Simulation.Now;
        _lab.StartCommand(command);
        Assert.True(_lab.IsActive());
        Assert.True(View.IsCommandActive);
        Assert.False(_lab.IsActive(2));
        _lab.Simulation.RunUntilIdle();
        Assert.False(_lab.IsActive());
        Assert.InRange((_lab.Simulation.Now - start).Nanoseconds, 1, 100_000);
        Assert.Equal(1u << 17, _lab.MmuRawStatus);
    }

    [Fact]
    public void NOP_and_unknown_commands_do_nothing()
    {
        _lab.StartCommand(AS_COMMAND_NOP);
        _lab.StartCommand(0x77);
        Assert.False(_lab.IsActive());
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0u, _lab.MmuRawStatus);
        Assert.Empty(_lab.Simulation.Findings);
    }

    [Fact]
    public void New_values_count_from_the_completion_of_UPDATE()
    {
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSTAB, 1), _lab.Root);
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSCFG, 1), Lab.TransCfg);
        Assert.Equal(AddressSpaceState.Disabled, View.State);
        Assert.Equal(0UL, View.TransTab);
        _lab.StartCommand(AS_COMMAND_UPDATE);
        Assert.Equal(AddressSpaceState.Disabled, View.State);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(AddressSpaceState.Enabled, View.State);
        Assert.True(View.IsEnabled);
        Assert.Equal(_lab.Root, View.TransTab);
        Assert.Equal(Lab.TransCfg, View.TransCfg);
    }

    [Fact]
    public void UPDATE_takes_the_values_of_the_moment_it_is_written()
    {
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSTAB, 1), _lab.Root);
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSCFG, 1), Lab.TransCfg);
        _lab.StartCommand(AS_COMMAND_UPDATE);
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSTAB, 1), 0);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(_lab.Root, View.TransTab);
        Assert.Equal(_page, _lab.PhysicalOf(Va));
    }

    [Fact]
    public void LOCK_locks_the_encoded_region_and_UNLOCK_frees_it()
    {
        _lab.Enable();
        _lab.Lock(Va + 0x1000, 0x1000);
        Assert.Equal(AddressSpaceState.Locked, View.State);
        Assert.Equal((Va, 0x8000UL), (View.LockedAddress, View.LockedSize));
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va + 0x7fff).Status);
        Assert.Equal(TranslateStatus.Fault, _lab.Touch(Va + 0x8000).Status);
        _lab.Command(AS_COMMAND_UPDATE);
        _lab.Command(AS_COMMAND_UNLOCK);
        Assert.Equal(0UL, View.LockedSize);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
    }

    [Fact]
    public void The_lock_holds_only_from_the_completion_of_LOCK_and_until_that_of_UNLOCK()
    {
        _lab.Enable();
        LockRegion.Covering(Va, 0x1000, out ulong lockAddr);
        _lab.Registers.Write64(_lab.AsRegister(AS_LOCKADDR, 1), lockAddr);
        _lab.StartCommand(AS_COMMAND_LOCK);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
        _lab.StartCommand(AS_COMMAND_UNLOCK);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
    }

    [Fact]
    public void A_second_LOCK_replaces_the_region()
    {
        _lab.Enable();
        _lab.Lock(Va, 0x1000);
        _lab.Lock(Va, 0x40_0000);
        Assert.Equal(0x40_0000UL, View.LockedSize);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va + 0x3f_ffff).Status);
    }

    [Theory]
    [InlineData(AS_COMMAND_FLUSH_PT)]
    [InlineData(AS_COMMAND_FLUSH_MEM)]
    public void A_flush_unlocks_too(uint command)
    {
        _lab.Enable();
        _lab.Lock(Va, 0x1000);
        _lab.Command(command);
        Assert.Equal(AddressSpaceState.Enabled, View.State);
    }

    [Fact]
    public void The_locked_region_survives_an_UPDATE()
    {
        _lab.Enable();
        _lab.Lock(Va, 0x1000);
        _lab.Command(AS_COMMAND_UPDATE);
        Assert.Equal(AddressSpaceState.Locked, View.State);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
    }

    [Fact]
    public void A_lock_concerns_its_own_address_space_only()
    {
        _lab.Enable(1);
        _lab.Enable(2);
        _lab.Lock(Va, 0x1000, space: 1);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va, space: 2).Status);
    }

    [Fact]
    public void A_command_while_another_is_under_way_is_ignored_and_reported()
    {
        _lab.Enable();
        _lab.StartCommand(AS_COMMAND_LOCK);
        _lab.StartCommand(AS_COMMAND_UNLOCK);
        Finding finding = Assert.Single(_lab.Simulation.Findings);
        Assert.Equal(FindingKind.Warn, finding.Kind);
        Assert.Contains("UNLOCK written while LOCK is under way", finding.Title, StringComparison.Ordinal);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(AddressSpaceState.Locked, View.State);
    }

    [Fact]
    public void A_stuck_command_keeps_AS_ACTIVE_until_a_reset()
    {
        _lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.MmuCommand)
        {
            Match = static subject => subject is 1,
        });
        _lab.Enable(2);
        _lab.StartCommand(AS_COMMAND_UPDATE);
        _lab.Simulation.RunFor(Duration.FromSeconds(10));
        Assert.True(_lab.IsActive());
        Assert.Equal(AddressSpaceState.Disabled, View.State);
        _lab.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        _lab.Simulation.RunUntilIdle();
        Assert.False(_lab.IsActive());
        _lab.PowerOn();
        _lab.Enable();
        Assert.Equal(_page, _lab.PhysicalOf(Va));
    }

    [Fact]
    public void A_reset_drops_a_command_that_is_under_way()
    {
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSTAB, 1), _lab.Root);
        _lab.Registers.Write64(_lab.AsRegister(AS_TRANSCFG, 1), Lab.TransCfg);
        _lab.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        _lab.Simulation.RunFor(Duration.FromNanoseconds(49_500));
        _lab.StartCommand(AS_COMMAND_UPDATE);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(AddressSpaceState.Disabled, View.State);
        Assert.Equal(0u, _lab.MmuRawStatus);
    }
}
