using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.CsRegister;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

/// <summary>The firmware switches shader cores on for jobs, and off when they have had none for a while.</summary>
public sealed class EndpointPowerTests : IDisposable
{
    private const uint AllocEnable = 1u << 2;
    private const uint PowerOffTimer = 1u << 3;

    private readonly FirmwareHost _host = new();

    public EndpointPowerTests()
    {
        _host.Lab.Enable(FirmwareHost.GroupSpace);
        _host.MapMcu(FirmwareHost.SuspendBuffers, 0x2_0000);
    }

    private ulong Ready => _host.Registers.Read64(SHADER_READY);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Cores_have_power_while_jobs_run_and_a_while_longer()
    {
        // 24 times 1024 ticks of a counter of 24 MHz.
        _host.Write32(_host.GlobalInput + 0x14, 24);
        Assert.True(_host.Request(PowerOffTimer));
        Assert.Equal(0ul, Ready);
        Run(100_000);
        Assert.True(_host.Wait(() => Ready != 0));
        Assert.Equal(0, _host.Count(HardwareEvents.JobEnded));
        Assert.Equal(_host.Lab.Board.Model.ShaderPresent, Ready);
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 1));
        _host.Simulation.RunFor(Duration.FromMicroseconds(1000));
        Assert.NotEqual(0ul, Ready);
        _host.Simulation.RunFor(Duration.FromMicroseconds(200));
        Assert.Equal(0ul, Ready);
    }

    [Fact]
    public void Cores_that_are_not_enabled_get_no_power()
    {
        _host.Write64(_host.GlobalInput + 0x18, 1);
        Assert.True(_host.Request(AllocEnable));
        Run(100_000);
        Assert.True(_host.Wait(() => Ready != 0));
        Assert.Equal(1ul, Ready);
    }

    [Fact]
    public void A_job_that_comes_while_the_cores_lose_their_power_waits_and_runs()
    {
        Run(10);
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 1));
        Assert.True(_host.Wait(() => Ready == 0));
        Assert.NotEqual(0ul, _host.Registers.Read64(SHADER_PWRTRANS));
        Run(10, 1);
        Assert.True(_host.Wait(() => _host.Count(HardwareEvents.JobEnded) == 2));
    }

    private void Run(int workgroups, int slot = 0)
    {
        FirmwareHostGroup group = _host.Group(slot);
        group.Program(suspendBuffer: FirmwareHost.SuspendBuffers);
        var queue = new FirmwareHostQueue(_host, slot);
        queue.Submit(_host.Assemble(code => code
            .RequestResources(CsResources.Compute).SetScoreboards(2, 0)
            .Move(R(33), 0).Move(R(37), (ulong)workgroups).Move(R(38), 1).Move(R(39), 1)
            .RunCompute().WaitAll()));
        group.Stream(0).Program(queue, doorbell: (uint)slot + 1);
        Assert.True(group.Enter(FirmwareHostGroup.Start));
    }
}
