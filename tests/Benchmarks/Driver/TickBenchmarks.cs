using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using static Panthor.Hardware.CsRegister;

namespace Benchmarks.Driver;

/// <summary>
/// Ticks of the scheduler with the firmware that answers them: all slots taken, a thousand groups besides. The firmware
/// offers 31 slots; the driver of Linux 7.2 uses 16 of them, each with a priority of its own.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 30, iterationCount: Rounds, invocationCount: Ticks)]
public class TickBenchmarks : IDisposable
{
    private const ulong CodeVa = 0x1000_0000;
    private const int Groups = 1000;
    private const int GroupsOfAClient = 125;

    // A group that is on a slot for 312 slices without any progress is killed: every group is on one for 16 of 1000.
    private const int Ticks = 256;
    private const int Rounds = 20;
    private static readonly Duration s_slice = Duration.FromMilliseconds(16);

    private readonly List<DrmFile> _files = [];
    private Machine _machine = null!;
    private Func<bool> _hasTicked = null!;
    private long _ticks;

    private PanthorScheduler Scheduler => _machine.Device.Scheduler;

    [GlobalSetup]
    public void Setup()
    {
        _machine = Machine.Create(new MachineOptions { MemorySize = 1L << 30, SwapSize = 0, CsgSlots = 31 }).Value;
        _hasTicked = () => Scheduler.TickCount != _ticks;
        CsAssembler stream = new(GpuModel.Default);
        stream.Move(D(12), 1ul << 40).Emit("PROGRESS_WAIT", new("source", D(12)), new("queue", 0));
        for (int left = Groups; left > 0; left -= GroupsOfAClient)
            AddClient(stream.ToBytes(), Math.Min(left, GroupsOfAClient));
        _machine.Simulation.RunUntil(
            () => Scheduler.Slots.All(slot => slot.Group is not null), Duration.FromSeconds(1));
    }

    /// <summary>In the middle of a time slice: the firmware is asked how the groups are; all stay.</summary>
    [Benchmark]
    public bool PartialTick()
    {
        _ticks = Scheduler.TickCount;
        Scheduler.TickNow();
        return _machine.Simulation.RunUntil(_hasTicked, s_slice);
    }

    /// <summary>At the end of a time slice: one group leaves, one comes, all others move up.</summary>
    [Benchmark]
    public ulong FullTick()
    {
        _machine.Simulation.RunFor(s_slice);
        return Scheduler.LastTick;
    }

    public void Dispose()
    {
        _machine?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void AddClient(byte[] stream, int groups)
    {
        DrmFile file = _machine.Open($"client{_files.Count}").Value;
        _files.Add(file);
        _machine.Call("setup", async () =>
        {
            uint vm = (await file.VmCreateAsync(0, 0)).Value.Id;
            uint code = (await file.BoCreateAsync(4096, 0, 0)).Value.Handle;
            await file.VmBindAsync(vm, new[] { new DrmPanthorVmBindOp(0, code, 0, CodeVa, 4096) });
            CpuMapping mapping = (await file.MmapAsync(code)).Value;
            await mapping.WriteAsync(0, stream);
            await mapping.CloseAsync();
            for (int i = 0; i < groups; i++)
            {
                DrmPanthorGroupCreate args = new(vm, new[] { new DrmPanthorQueueCreate(4096) }) { Priority = 1 };
                uint group = (await file.GroupCreateAsync(args)).Value;
                await file.GroupSubmitAsync(group, new[] { new DrmPanthorQueueSubmit(0, CodeVa, (uint)stream.Length) });
            }
        });
    }
}
