using System;
using System.Linq;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>Moves, arithmetic, branches, calls, the ring.</summary>
public sealed class CsExecutionTests : IDisposable
{
    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_stream_that_has_nothing_is_empty_and_idle()
    {
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(1000, out long used));
        Assert.Equal(0, used);
        Assert.True(_lab.Stream.IsIdle);
    }

    [Fact]
    public void A_stream_that_was_not_started_does_not_run()
    {
        CommandStream other = _lab.Group.Streams[1];
        Assert.Equal(CsStop.Stopped, other.Run(1000, out _));
        Assert.False(other.TryResume());
    }

    [Fact]
    public void Moves_and_additions_change_registers()
    {
        _lab.RunWell(
            """
            MOVE48 d8, #0x123456789abc
            MOVE32 r10, #0xdeadbeef
            ADD_IMM32 r11, r10, #-1
            ADD_IMM64 d12, d8, #-2147483648
            ADD_IMM32 r14, r10, #0x7fffffff
            MOVE32 r15, #5
            UMIN32 r16, r10, r15
            """);
        Assert.Equal(0x123456789abcUL, _lab.D(8));
        Assert.Equal(0xdeadbeeeu, _lab.R[11]);
        Assert.Equal(0x1233d6789abcUL, _lab.D(12));
        Assert.Equal(0x5eadbeeeu, _lab.R[14]);
        Assert.Equal(5u, _lab.R[16]);
    }

    [Theory]
    [InlineData("LE", 0b011)]
    [InlineData("GT", 0b100)]
    [InlineData("EQ", 0b010)]
    [InlineData("NE", 0b101)]
    [InlineData("LT", 0b001)]
    [InlineData("GE", 0b110)]
    [InlineData("ALWAYS", 0b111)]
    public void A_branch_compares_a_signed_register_with_0(string condition, int taken)
    {
        uint[] values = [0x8000_0000, 0, 1];
        for (int i = 0; i < values.Length; i++)
        {
            _lab.RunWell(
                $"""
                MOVE32 r1, #{values[i]}
                MOVE32 r2, #0
                BRANCH {condition}, r1, over
                MOVE32 r2, #1
                over: NOP
                """);
            Assert.Equal((taken >> i & 1) != 0, _lab.R[2] == 0);
        }
    }

    [Fact]
    public void The_counted_loop_of_the_kernel_tests_counts_to_its_end()
    {
        uint size = _lab.Place(CsLab.Code, CountedLoop.Text(CsLab.Data, 1000));
        _lab.Push($"MOVE48 d20, #{CsLab.Code}\nMOVE32 r22, #{size}\nCALL d20, r22");
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.Read32(CsLab.Data));
        Assert.Equal(1000u, _lab.Read32(CsLab.Data + 16));
        Assert.Equal(1001, _lab.Host.Syncs.Count);
        Assert.Equal((ulong)(3 + 7 + (5 * 1000) - 1), _lab.Stream.Retired);
    }

    [Fact]
    public void A_tight_loop_stops_at_the_end_of_its_budget()
    {
        _lab.Push("here: BRANCH ALWAYS, here");
        Assert.Equal(CsStop.Budget, _lab.Stream.Run(1000, out long used));
        Assert.InRange(used, 1000, 1010);
        Assert.Equal(CsStop.Budget, _lab.Stream.Run(500, out used));
        Assert.InRange(used, 500, 510);
    }

    [Fact]
    public void A_job_of_the_kernel_runs_and_signals()
    {
        uint size = _lab.Place(CsLab.Code, "MOVE32 r1, #0x2a");
        _lab.Push(KernelJob.Words(CsLab.Code, size, CsLab.Data));
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1UL, _lab.Read64(CsLab.Data));
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 8));
        Assert.Equal([(CsLab.Data, true)], _lab.Host.Syncs);
        Assert.Equal(0x2au, _lab.R[1]);
        Assert.Equal((ulong)KernelJob.Size, _lab.Stream.Extract);
        Assert.Equal(2u, _lab.Host.LatestFlushId);
        Assert.True(_lab.Stream.IsIdle);
    }

    [Fact]
    public void Jobs_go_on_across_the_end_of_the_ring_even_in_the_middle_of_a_job()
    {
        uint size = _lab.Place(CsLab.Code, "ADD_IMM32 r1, r1, #1");
        _lab.Push("NOP\nNOP\nNOP");
        int jobs = (int)CsLab.RingSize / KernelJob.Size * 3;
        for (int job = 1; job <= jobs; job++)
        {
            _lab.Push(KernelJob.Words(CsLab.Code, size, CsLab.Data));
            Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
            Assert.Equal((ulong)job, _lab.Read64(CsLab.Data));
        }

        Assert.Equal((uint)jobs, _lab.R[1]);
        Assert.Equal((ulong)(24 + (jobs * KernelJob.Size)), _lab.Stream.Extract);
    }

    [Fact]
    public void The_extract_offset_stands_behind_a_call_while_it_runs()
    {
        _lab.Place(CsLab.Code, "here: BRANCH ALWAYS, here");
        _lab.Push($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #8\nCALL d8, r10\nNOP");
        Assert.Equal(CsStop.Budget, _lab.Stream.Run(100, out _));
        Assert.Equal(24UL, _lab.Stream.Extract);
        Assert.Equal(1, _lab.Stream.CallDepth);
        Assert.Equal(CsLab.Code, _lab.Stream.WaitStatus.CommandPointer);
    }

    [Fact]
    public void A_called_stream_returns_at_its_end_and_may_be_empty()
    {
        uint size = _lab.Place(CsLab.Code, "ADD_IMM32 r1, r1, #1");
        _lab.RunWell(
            $"""
            MOVE48 d8, #{CsLab.Code}
            MOVE32 r10, #{size}
            MOVE32 r11, #0
            CALL d8, r10
            CALL d8, r11
            CALL d8, r10
            ADD_IMM32 r2, r1, #0
            """);
        Assert.Equal(2u, _lab.R[2]);
    }

    [Fact]
    public void A_jump_replaces_the_called_stream()
    {
        ulong second = CsLab.Code + 0x1000;
        uint length = _lab.Place(second, "MOVE32 r2, #2");
        uint size = _lab.Place(
            CsLab.Code, $"MOVE48 d8, #{second}\nMOVE32 r10, #{length}\nJUMP d8, r10\nMOVE32 r3, #3");
        _lab.RunWell($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #{size}\nCALL d8, r10\nMOVE32 r4, #4");
        Assert.Equal([2u, 0u, 4u], _lab.R[2..5].ToArray());
    }

    [Fact]
    public void Code_crosses_pages()
    {
        var nops = string.Join('\n', Enumerable.Repeat("ADD_IMM32 r1, r1, #1", 1000));
        uint size = _lab.Place(CsLab.Code + 0x800, nops);
        _lab.RunWell($"MOVE48 d8, #{CsLab.Code + 0x800}\nMOVE32 r10, #{size}\nCALL d8, r10");
        Assert.Equal(1000u, _lab.R[1]);
    }

    [Fact]
    public void A_branch_reaches_into_another_page()
    {
        var assembler = _lab.Assembler().Branch("far").Move(CsRegister.R(1), 1);
        for (int i = 0; i < 600; i++)
            assembler.Nop();

        ulong[] words = assembler.Label("far").Move(CsRegister.R(2), 2).ToWords();
        _lab.Write(CsLab.Code, words);
        _lab.RunWell($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #{words.Length * 8}\nCALL d8, r10");
        Assert.Equal([0u, 2u], _lab.R[1..3].ToArray());
    }

    [Fact]
    public void Code_that_changes_itself_runs_as_changed()
    {
        // The first turn replaces the instruction at "patch", which has run once by then.
        ulong patched = _lab.Assembler().Add(CsRegister.R(1), CsRegister.R(1), 100).ToWords()[0];
        uint size = _lab.Place(
            CsLab.Code,
            $"""
            MOVE48 d8, #{CsLab.Code + 0x28}
            MOVE32 r4, #2
            MOVE32 r2, #{(uint)patched}
            MOVE32 r3, #{(uint)(patched >> 32)}
            turn: NOP
            ADD_IMM32 r1, r1, #1
            STORE_MULTIPLE [d8], r2, mask 0x3
            WAIT 0xff
            ADD_IMM32 r4, r4, #-1
            BRANCH GT, r4, turn
            """);
        _lab.RunWell($"MOVE48 d20, #{CsLab.Code}\nMOVE32 r22, #{size}\nCALL d20, r22");
        Assert.Equal(101u, _lab.R[1]);
    }

    [Fact]
    public void Words_that_are_inserted_later_run_later()
    {
        _lab.RunWell("MOVE32 r1, #1");
        _lab.RunWell("MOVE32 r2, #2");
        Assert.Equal([1u, 2u], _lab.R[1..3].ToArray());
    }

    [Fact]
    public void Instructions_take_time()
    {
        _lab.Push(string.Join('\n', Enumerable.Repeat("NOP", 100)));
        _lab.Stream.Run(1_000_000, out long used);
        Assert.Equal(100 * CsTiming.Simple, used);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        uint size = _lab.Place(CsLab.Code, CountedLoop.Text(CsLab.Data, 100_000));
        var quiet = new QuietHost();
        var group = new CommandStreamGroup(_lab.Lab.Simulation, _lab.Lab.Memory, _lab.Model, quiet);
        group.Reset(_lab.Group.Space!);
        CommandStream stream = group.Streams[0];
        stream.Start(CsLab.Ring, CsLab.RingSize, 0);
        _lab.Push(
            stream,
            CsLab.Ring,
            _lab.Assembler().Call(CsRegister.D(20), CsRegister.R(22), CsLab.Code, size).ToWords());
        stream.Run(1000, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CsStop stop = stream.Run(10_000_000, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(CsStop.Empty, stop);
        Assert.Equal(100_000u, _lab.Read32(CsLab.Data + 16));
        Assert.Equal(100_001, quiet.Syncs);
    }

    [Fact]
    public void The_same_seed_gives_the_same_events_and_another_seed_others()
    {
        Assert.Equal(Latencies(3), Latencies(3));
        Assert.NotEqual(Latencies(3), Latencies(5));
    }

    private static string Latencies(ulong seed)
    {
        using var lab = new CsLab(options: new SimulationOptions { Chooser = new RandomChooser(seed) });
        lab.Push("REQ_RESOURCE compute\nMOVE32 r37, #64\nMOVE32 r38, #1\nMOVE32 r39, #1");
        for (int i = 0; i < 8; i++)
            lab.Push("RUN_COMPUTE");

        lab.Stream.Run(10_000, out _);
        return string.Join(',', lab.Host.Operations.Select(static job => job.Latency));
    }
}
