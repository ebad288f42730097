using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class GpuControlTests : IDisposable
{
    private const uint RawStatus = GPU_INT_BASE + INT_RAWSTAT;
    private const uint Mask = GPU_INT_BASE + INT_MASK;
    private const uint Clear = GPU_INT_BASE + INT_CLEAR;
    private const uint CountCyclesOn = 3 | (1 << 8);
    private const uint CountCyclesOff = 3;

    private readonly Lab _lab = new(power: false);

    public void Dispose() => _lab.Dispose();

    private IoMemory Registers => _lab.Registers;

    private InterruptLine Line => _lab.Board.Platform.GpuIrq;

    [Fact]
    public void Powering_takes_time_and_ends_with_ready()
    {
        Registers.Write64(SHADER_PWRON, ulong.MaxValue);
        Assert.Equal(0UL, Registers.Read64(SHADER_READY));
        Assert.Equal(0x50005UL, Registers.Read64(SHADER_PWRTRANS));
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0x50005UL, Registers.Read64(SHADER_READY));
        Assert.Equal(0UL, Registers.Read64(SHADER_PWRTRANS));
        Assert.Equal(GPU_IRQ_POWER_CHANGED | GPU_IRQ_POWER_CHANGED_ALL, Registers.Read32(RawStatus));
        Assert.Equal(GPU_STATUS_PWR_ACTIVE, Registers.Read32(GPU_STATUS));
        Assert.True(_lab.Simulation.Now > VirtualTime.Zero);

        Registers.Write64(SHADER_PWROFF, 0x5);
        Assert.Equal(0x50000UL, Registers.Read64(SHADER_READY));
        Assert.Equal(0x5UL, Registers.Read64(SHADER_PWRTRANS));
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0UL, Registers.Read64(SHADER_PWRTRANS));
    }

    [Fact]
    public void A_soft_reset_forgets_everything_but_its_interrupt_mask()
    {
        _lab.PowerOn();
        _lab.Enable();
        Registers.Write32(Mask, GPU_IRQ_RESET_COMPLETED);
        Registers.Write32(MMU_INT_BASE + INT_MASK, 0xffff);
        Registers.Write32(GPU_L2_CONFIG, 0x123);
        Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        Assert.Equal(GPU_STATUS_ACTIVE | GPU_STATUS_PWR_ACTIVE, Registers.Read32(GPU_STATUS));
        Assert.False(Line.Level);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(GPU_IRQ_RESET_COMPLETED, Registers.Read32(RawStatus));
        Assert.True(Line.Level);
        Assert.Equal(GPU_IRQ_RESET_COMPLETED, Registers.Read32(Mask));
        Assert.Equal(0u, Registers.Read32(MMU_INT_BASE + INT_MASK));
        Assert.Equal(0u, Registers.Read32(GPU_L2_CONFIG));
        Assert.Equal(0UL, Registers.Read64(L2_READY));
        Assert.Equal(0UL, Registers.Read64(_lab.AsRegister(AS_TRANSTAB, 1)));
        Assert.Equal(AddressSpaceState.Disabled, _lab.Board.AddressSpaceView(1).State);
        Assert.Equal(0u, Registers.Read32(GPU_STATUS));
        Registers.Write32(Clear, GPU_IRQ_RESET_COMPLETED);
        Assert.False(Line.Level);
    }

    [Fact]
    public void A_hard_reset_clears_the_mask_too()
    {
        Registers.Write32(Mask, GPU_IRQ_RESET_COMPLETED);
        Registers.Write32(GPU_CMD, GPU_HARD_RESET);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0u, Registers.Read32(Mask));
        Assert.Equal(GPU_IRQ_RESET_COMPLETED, Registers.Read32(RawStatus));
        Assert.False(Line.Level);
    }

    [Fact]
    public void A_cache_flush_completes_by_interrupt_and_counts()
    {
        uint before = Registers.Read32(CSF_GPU_LATEST_FLUSH_ID);
        Registers.Write32(Mask, GPU_IRQ_CLEAN_CACHES_COMPLETED);
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(CACHE_CLEAN | CACHE_INV, CACHE_CLEAN | CACHE_INV, CACHE_INV));
        Assert.Equal(0u, Registers.Read32(RawStatus));
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(GPU_IRQ_CLEAN_CACHES_COMPLETED, Registers.Read32(GPU_INT_BASE + INT_STAT));
        Assert.True(Line.Level);
        Assert.Equal(before + 1, Registers.Read32(CSF_GPU_LATEST_FLUSH_ID));
    }

    [Fact]
    public void A_stuck_cache_flush_never_completes_until_a_reset()
    {
        _lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.CacheFlush));
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        _lab.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal(0u, Registers.Read32(RawStatus));
        Assert.Equal(GPU_STATUS_ACTIVE, Registers.Read32(GPU_STATUS));
        Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0u, Registers.Read32(GPU_STATUS));
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(GPU_IRQ_CLEAN_CACHES_COMPLETED | GPU_IRQ_RESET_COMPLETED, Registers.Read32(RawStatus));
    }

    [Fact]
    public void A_second_flush_before_the_first_is_complete_is_reported()
    {
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        Assert.Empty(_lab.Simulation.Findings);
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        Assert.Equal(FindingKind.Warn, Assert.Single(_lab.Simulation.Findings).Kind);
    }

    [Fact]
    public void The_timestamp_counts_the_24_MHz_system_counter_plus_the_offset()
    {
        _lab.Simulation.RunFor(Duration.FromMilliseconds(10));
        Assert.Equal(240_000UL, Registers.Read64(GPU_TIMESTAMP));
        Registers.Write64(GPU_TIMESTAMP_OFFSET, 0x1_0000_0000);
        Assert.Equal(0x1_0000_0000UL + 240_000, Registers.Read64(GPU_TIMESTAMP));
        Assert.Equal(24_000_000, _lab.Board.Platform.TimestampHz);
    }

    [Fact]
    public void The_cycle_counter_counts_only_while_it_is_on()
    {
        _lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(0UL, Registers.Read64(GPU_CYCLE_COUNT));
        Registers.Write32(GPU_CMD, CountCyclesOn);
        _lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(198_000UL, Registers.Read64(GPU_CYCLE_COUNT));
        Registers.Write32(GPU_CMD, CountCyclesOff);
        _lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(198_000UL, Registers.Read64(GPU_CYCLE_COUNT));
    }

    [Fact]
    public void A_lost_interrupt_leaves_the_raw_status_and_the_next_one_arrives()
    {
        _lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.Interrupt)
        {
            Match = static subject => subject is InterruptBlockId.Gpu,
        });
        Registers.Write32(Mask, GPU_IRQ_CLEAN_CACHES_COMPLETED);
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        _lab.Simulation.RunUntilIdle();
        Assert.False(Line.Level);
        Assert.Equal(GPU_IRQ_CLEAN_CACHES_COMPLETED, Registers.Read32(RawStatus));
        Registers.Write32(Clear, GPU_IRQ_CLEAN_CACHES_COMPLETED);
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        _lab.Simulation.RunUntilIdle();
        Assert.True(Line.Level);
    }

    [Fact]
    public void Masking_lowers_the_line_and_unmasking_raises_it()
    {
        Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        _lab.Simulation.RunUntilIdle();
        Assert.False(Line.Level);
        Registers.Write32(Mask, uint.MaxValue);
        Assert.True(Line.Level);
        Registers.Write32(Mask, 0);
        Assert.False(Line.Level);
    }

    [Fact]
    public void Latencies_come_from_the_chooser()
    {
        using var quiet = new Lab(power: false);
        using var slow = new Lab(new SimulationOptions { Chooser = new LatencyChooser(2) }, power: false);
        quiet.Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        slow.Registers.Write32(GPU_CMD, GPU_FLUSH_CACHES(3, 3, 2));
        quiet.Simulation.RunUntilIdle();
        slow.Simulation.RunUntilIdle();
        Assert.Equal(quiet.Simulation.Now.Nanoseconds * 8, slow.Simulation.Now.Nanoseconds);
    }

    private sealed class LatencyChooser(int answer) : IChooser
    {
        public bool Preempts => false;

        public int Choose(ChoiceKind kind, int alternatives) => kind == ChoiceKind.HardwareLatency ? answer : 0;
    }
}
