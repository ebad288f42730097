using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class GpuAccessPortTests : IDisposable
{
    private const ulong Va = 0x4000_0000;

    private readonly Lab _lab = new();
    private readonly ulong _first;
    private readonly ulong _second;

    public GpuAccessPortTests()
    {
        _second = _lab.AllocatePage();
        _first = _lab.AllocatePage();
        _lab.MapPage(Va, _first);
        _lab.MapPage(Va + 0x1000, _second);
        _lab.Enable();
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Bytes_written_across_pages_are_read_back_and_lie_where_the_tables_say()
    {
        byte[] sent = [.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * 7))];
        Assert.True(Write(Va + 0x400, sent).IsOk);
        byte[] received = new byte[5000];
        Assert.True(_lab.Read(Va + 0x400, received).IsOk);
        Assert.Equal(sent, received);
        byte[] direct = new byte[5000 - 0xc00];
        Assert.True(_lab.Memory.TryRead(_second, direct));
        Assert.Equal(sent[0xc00..], direct);
    }

    [Fact]
    public void Nothing_is_transferred_for_no_bytes() => Assert.True(_lab.Read(0xdead_0000, []).IsOk);

    [Fact]
    public void A_fault_in_the_middle_keeps_what_came_before_it()
    {
        byte[] sent = [.. Enumerable.Repeat((byte)0xaa, 0x3000)];
        GpuAccessResult result = Write(Va, sent);
        Assert.Equal(TranslateStatus.Fault, result.Status);
        Assert.Equal(GpuException.TRANSLATION_FAULT_3, result.Exception);
        Assert.Equal(Va + 0x2000, result.Address);
        Assert.Equal(AccessKind.Write, result.Fault.Kind);
        Assert.Equal("TRANSLATION_FAULT_3 (Write) at 0x40002000 in AS1", result.ToString());
        byte[] kept = new byte[0x1000];
        _lab.Memory.TryRead(_second, kept);
        Assert.Equal(sent[..0x1000], kept);
    }

    [Fact]
    public void A_fetch_needs_executable_memory()
    {
        _lab.MapPage(Va, _first, Lab.ReadWrite | Lab.NoExecute);
        byte[] bytes = new byte[8];
        GpuAccessResult result = Run("fetch", () => _lab.Port.FetchAsync(1, Va, bytes));
        Assert.Equal(GpuException.PERM_FAULT_3, result.Exception);
    }

    [Fact]
    public void A_read_of_a_locked_region_waits_and_sees_the_new_page()
    {
        ulong replacement = _lab.AllocatePage();
        _lab.Memory.TryWrite(_first, [1]);
        _lab.Memory.TryWrite(replacement, [2]);
        byte[] bytes = new byte[1];
        _lab.PhysicalOf(Va);
        _lab.Lock(Va, 0x1000);
        SimTask<GpuAccessResult> reader = _lab.Simulation.Spawn("reader", () => _lab.Port.ReadAsync(1, Va, bytes));
        _lab.Simulation.RunFor(Duration.FromMilliseconds(5));
        Assert.False(reader.IsDone);
        _lab.SetLeaf(Va, 0);
        _lab.Simulation.RunFor(Duration.FromMilliseconds(5));
        _lab.MapPage(Va, replacement);
        _lab.StartCommand(AS_COMMAND_UNLOCK);
        Assert.True(_lab.Simulation.RunToCompletion(reader).IsOk);
        Assert.Equal(2, bytes[0]);
        Assert.Empty(_lab.Simulation.Findings);
    }

    [Fact]
    public void Waiting_accesses_go_on_in_the_order_they_came()
    {
        List<int> order = [];
        _lab.Lock(Va, 0x1000);
        SimTask[] tasks =
        [
            .. Enumerable.Range(0, 5).Select(i => _lab.Simulation.Spawn($"access {i}", () => AccessAsync(i, order))),
        ];
        _lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Empty(order);
        _lab.StartCommand(AS_COMMAND_UNLOCK);
        foreach (SimTask task in tasks)
            _lab.Simulation.RunToCompletion(task);

        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void An_access_outside_of_the_locked_region_does_not_wait()
    {
        _lab.MapPage(Va + 0x8000, _first);
        _lab.Lock(Va, 0x1000);
        Assert.True(_lab.Read(Va + 0x8000, new byte[4]).IsOk);
    }

    [Fact]
    public void An_access_that_waits_across_a_reset_is_aborted_without_a_fault()
    {
        byte[] bytes = new byte[4];
        _lab.Lock(Va, 0x1000);
        SimTask<GpuAccessResult> reader = _lab.Simulation.Spawn("reader", () => _lab.Port.ReadAsync(1, Va, bytes));
        _lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        _lab.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        GpuAccessResult result = _lab.Simulation.RunToCompletion(reader);
        Assert.Equal(TranslateStatus.Aborted, result.Status);
        Assert.Equal(GpuException.OK, result.Exception);
        Assert.Equal(0u, _lab.MmuRawStatus);
        Assert.Empty(_lab.Simulation.Findings);
    }

    [Fact]
    public void Fuzzed_commands_and_accesses_under_lock_never_see_a_hole()
    {
        for (ulong seed = 1; seed <= 40; seed++)
            RemapUnderLock(seed, useLock: true, expectFindings: false);
    }

    [Fact]
    public void Without_the_lock_some_schedule_sees_the_hole()
    {
        int broken = 0;
        for (ulong seed = 1; seed <= 40; seed++)
            broken += RemapUnderLock(seed, useLock: false, expectFindings: true);

        Assert.InRange(broken, 1, 40);
    }

    [Fact]
    public void The_same_seed_gives_the_same_events()
    {
        Assert.Equal(RunRandom(3), RunRandom(3));
        Assert.NotEqual(RunRandom(3), RunRandom(4));
    }

    private static ulong RunRandom(ulong seed)
    {
        using var lab = new Lab(new SimulationOptions { Chooser = new RandomChooser(seed) });
        Remap(lab, useLock: true);
        return lab.Simulation.Events.Hash;
    }

    // A reader reads a page again and again while it is unmapped and mapped to another one.
    private static int RemapUnderLock(ulong seed, bool useLock, bool expectFindings)
    {
        using var lab = new Lab(new SimulationOptions { Chooser = new RandomChooser(seed) });
        bool broken = Remap(lab, useLock);
        if (!expectFindings)
        {
            Assert.False(broken, $"seed {seed}");
            Assert.Empty(lab.Simulation.Findings);
        }

        return broken ? 1 : 0;
    }

    private static bool Remap(Lab lab, bool useLock)
    {
        ulong before = lab.AllocatePage();
        ulong after = lab.AllocatePage();
        lab.Memory.TryWrite(before, [1]);
        lab.Memory.TryWrite(after, [2]);
        lab.MapPage(Va, before);
        lab.Enable();
        List<byte> seen = [];
        SimTask<bool> reader = lab.Simulation.Spawn("reader", () => ReadRepeatedlyAsync(lab, seen));
        SimTask writer = lab.Simulation.Spawn("driver", () => RemapAsync(lab, after, useLock));
        lab.Simulation.RunToCompletion(writer);
        bool ok = lab.Simulation.RunToCompletion(reader);
        return !ok || !seen.SequenceEqual(seen.OrderBy(static value => value))
            || lab.Simulation.Findings.Count != 0;
    }

    private static async KTask<bool> ReadRepeatedlyAsync(Lab lab, List<byte> seen)
    {
        byte[] bytes = new byte[1];
        for (int i = 0; i < 10; i++)
        {
            GpuAccessResult result = await lab.Port.ReadAsync(1, Va, bytes);
            if (!result.IsOk)
                return false;

            seen.Add(bytes[0]);
            await lab.Simulation.Sleep(Duration.FromNanoseconds(500));
        }

        return true;
    }

    private static async KTask RemapAsync(Lab lab, ulong page, bool useLock)
    {
        await lab.Simulation.Sleep(Duration.FromNanoseconds(1000));
        LockRegion.Covering(Va, 0x1000, out ulong lockAddr);
        lab.Registers.Write64(lab.AsRegister(AS_LOCKADDR, 1), lockAddr);
        if (useLock)
            await CommandAsync(lab, AS_COMMAND_LOCK);

        lab.SetLeaf(Va, 0);
        await lab.Simulation.PreemptionPoint(ChoiceKind.PageTable);
        if (!useLock)
            await CommandAsync(lab, AS_COMMAND_FLUSH_PT);

        lab.MapPage(Va, page);
        await CommandAsync(lab, useLock ? AS_COMMAND_UNLOCK : AS_COMMAND_FLUSH_PT);
    }

    private static async KTask CommandAsync(Lab lab, uint command)
    {
        lab.StartCommand(command);
        while (lab.IsActive())
            await lab.Simulation.Sleep(Duration.FromNanoseconds(200));
    }

    private async KTask AccessAsync(int number, List<int> order)
    {
        GpuAccessResult result = await _lab.Port.ReadAsync(1, Va, new byte[4]);
        Assert.True(result.IsOk);
        order.Add(number);
    }

    private GpuAccessResult Write(ulong address, byte[] bytes) =>
        Run("writer", () => _lab.Port.WriteAsync(1, address, bytes));

    private T Run<T>(string name, Func<KTask<T>> body) =>
        _lab.Simulation.RunToCompletion(_lab.Simulation.Spawn(name, body));
}
