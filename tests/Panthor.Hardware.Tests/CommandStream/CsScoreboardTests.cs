using System;
using System.Linq;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>Asynchronous loads and stores, flushes, waits, deferred operations.</summary>
public sealed class CsScoreboardTests : IDisposable
{
    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_loaded_register_is_there_after_the_wait_and_not_before()
    {
        _lab.Write32(CsLab.Data, 42);
        _lab.RunWell(
            $"""
            MOVE48 d8, #{CsLab.Data}
            LOAD_MULTIPLE r1, [d8], mask 1
            ADD_IMM32 r2, r1, #0
            WAIT 0x1
            ADD_IMM32 r3, r1, #0
            """);
        Assert.Equal([0u, 42u], _lab.R[2..4].ToArray());
    }

    [Fact]
    public void A_register_that_is_changed_before_the_wait_is_stored_as_changed()
    {
        _lab.RunWell(
            $"""
            MOVE48 d8, #{CsLab.Data}
            MOVE32 r1, #1
            STORE_MULTIPLE [d8], r1, mask 1
            MOVE32 r1, #2
            WAIT 0x1
            STORE_MULTIPLE [d8+4], r1, mask 1
            WAIT 0x1
            MOVE32 r1, #3
            """);
        Assert.Equal([2u, 2u], new[] { _lab.Read32(CsLab.Data), _lab.Read32(CsLab.Data + 4) });
    }

    [Fact]
    public void A_load_that_had_time_enough_needs_no_wait()
    {
        _lab.Write32(CsLab.Data, 42);
        string nops = string.Join('\n', Enumerable.Repeat("NOP", CsTiming.LoadStoreLatency));
        _lab.RunWell($"MOVE48 d8, #{CsLab.Data}\nLOAD_MULTIPLE r1, [d8], mask 1\n{nops}\nADD_IMM32 r2, r1, #0");
        Assert.Equal(42u, _lab.R[2]);
    }

    [Fact]
    public void The_bits_of_a_mask_are_places_behind_the_address()
    {
        for (uint i = 0; i < 16; i++)
            _lab.Write32(CsLab.Data + (i * 4), 100 + i);

        _lab.RunWell(
            $"MOVE48 d8, #{CsLab.Data + 16}\nLOAD_MULTIPLE r20, [d8-16], mask 0x8005\nWAIT 1\n"
            + $"STORE_MULTIPLE [d8+256], r20, mask 0x8005\nWAIT 1");
        Assert.Equal([100u, 0u, 102u], _lab.R[20..23].ToArray());
        Assert.Equal(115u, _lab.R[35]);
        Assert.Equal(100u, _lab.Read32(CsLab.Data + 272));
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 276));
        Assert.Equal(115u, _lab.Read32(CsLab.Data + 272 + 60));
    }

    [Fact]
    public void Loads_and_stores_cross_pages()
    {
        _lab.RunWell(
            $"MOVE48 d8, #{CsLab.Data + 0xffc}\nMOVE32 r1, #1\nMOVE32 r2, #2\nSTORE_MULTIPLE [d8], r1, mask 3\nWAIT 1");
        Assert.Equal(1u, _lab.Read32(CsLab.Data + 0xffc));
        Assert.Equal(2u, _lab.Read32(CsLab.Data + 0x1000));
    }

    [Fact]
    public void Loads_use_the_entry_that_SET_SB_ENTRY_says()
    {
        _lab.Push($"SET_SB_ENTRY endpoint 2, other 3\nMOVE48 d8, #{CsLab.Data}\nLOAD_MULTIPLE r1, [d8], mask 1\n"
            + "here: BRANCH ALWAYS, here");
        _lab.Stream.Run(20, out _);
        Assert.Equal(1u << 3, _lab.Stream.WaitStatus.Scoreboards);
        _lab.Stream.Run(CsTiming.LoadStoreLatency, out _);
        Assert.Equal(0u, _lab.Stream.WaitStatus.Scoreboards);
    }

    [Fact]
    public void More_loads_than_fit_wait_for_the_oldest()
    {
        var stores = Enumerable.Range(0, 100).Select(static i => $"STORE_MULTIPLE [d8+{i * 4}], r1, mask 1");
        _lab.RunWell($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r1, #9\n" + string.Join('\n', stores));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(9u, _lab.Read32(CsLab.Data + ((ulong)i * 4))));
    }

    [Fact]
    public void A_flush_keeps_its_entry_busy_until_it_is_done()
    {
        _lab.Push("MOVE32 r1, #0\nFLUSH_CACHE2 r1, l2 clean, slot 2\nMOVE32 r2, #1\nWAIT 0x4\nMOVE32 r3, #1");
        Assert.Equal(CsStop.FlushWait, _lab.Stream.Run(1000, out _));
        Assert.Equal([1u, 0u], _lab.R[2..4].ToArray());
        CsWaitStatus status = _lab.Stream.WaitStatus;
        Assert.Equal(CsBlockedReason.Flush, status.BlockedReason);
        Assert.Equal(0x8_0004u, status.Wait);
        Assert.Equal(4u, status.Scoreboards);
        Assert.Equal(CsLab.Ring + 24, status.CommandPointer);
        CsOperation flush = Assert.Single(_lab.Host.Operations);
        Assert.True(flush.IsFlush);
        Assert.Equal(1u, flush.FlushModes);
        Assert.False(_lab.Stream.IsIdle);
        Assert.True(_lab.Host.CompleteOne());
        Assert.True(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(1000, out _));
        Assert.Equal(1u, _lab.R[3]);
    }

    [Theory]
    [InlineData(0u, 5u, true)]
    [InlineData(5u, 5u, true)]
    [InlineData(4u, 5u, false)]
    [InlineData(6u, 5u, true)]
    [InlineData(0xffffffu, 0x1000000u, false)]
    public void A_flush_is_left_out_if_there_was_one_since(uint id, uint latest, bool flushes)
    {
        _lab.Host.LatestFlushId = latest;
        _lab.Push($"MOVE32 r1, #{id}\nFLUSH_CACHE2 r1, l2 clean_invalidate, slot 2");
        _lab.Stream.Run(1000, out _);
        Assert.Equal(flushes ? 1 : 0, _lab.Host.Operations.Count);
        Assert.Equal(flushes ? 4u : 0u, _lab.Stream.WaitStatus.Scoreboards);
    }

    [Fact]
    public void A_deferred_sync_is_done_when_its_entries_are_free_and_with_what_it_read_before()
    {
        _lab.Push(
            $"""
            MOVE32 r1, #0
            MOVE48 d8, #{CsLab.Data}
            MOVE32 r2, #7
            FLUSH_CACHE2 r1, l2 clean, slot 2
            SYNC_SET32 [d8], r2, wait 0x4, slot 5
            MOVE32 r2, #8
            MOVE32 r3, #1
            WAIT 0x20
            MOVE32 r4, #1
            """);
        Assert.Equal(CsStop.ScoreboardWait, _lab.Stream.Run(1000, out _));
        Assert.Equal([1u, 0u], _lab.R[3..5].ToArray());
        Assert.Equal(0x24u, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Equal(CsBlockedReason.ScoreboardWait, _lab.Stream.WaitStatus.BlockedReason);
        Assert.Equal(0u, _lab.Read32(CsLab.Data));
        Assert.True(_lab.Host.CompleteOne());
        Assert.Equal(7u, _lab.Read32(CsLab.Data));
        Assert.Equal(0u, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(1000, out _));
        Assert.Equal(1u, _lab.R[4]);
    }

    [Fact]
    public void Deferred_operations_chain()
    {
        _lab.Push(
            $"""
            MOVE32 r1, #0
            MOVE48 d8, #{CsLab.Data}
            MOVE32 r2, #1
            FLUSH_CACHE2 r1, l2 clean, slot 0
            SYNC_ADD32 [d8], r2, wait 0x1, slot 1
            FLUSH_CACHE2 r1, l2 clean, wait 0x2, slot 2
            SYNC_ADD32 [d8], r2, wait 0x4, slot 3
            WAIT 0xff
            """);
        _lab.Stream.Run(1000, out _);
        Assert.Single(_lab.Host.Operations);
        Assert.Equal(0xfu, _lab.Stream.WaitStatus.Scoreboards);
        Assert.True(_lab.Host.CompleteOne());
        Assert.Equal(1u, _lab.Read32(CsLab.Data));
        Assert.Equal(0xcu, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Single(_lab.Host.Operations);
        Assert.True(_lab.Host.CompleteOne());
        Assert.Equal(2u, _lab.Read32(CsLab.Data));
        Assert.Equal(0u, _lab.Stream.WaitStatus.Scoreboards);
    }

    [Fact]
    public void A_deferred_operation_that_waits_for_its_own_entry_waits_for_ever()
    {
        Assert.Equal(
            CsStop.ScoreboardWait,
            _lab.Run($"MOVE48 d8, #{CsLab.Data}\nSYNC_SET32 [d8], r2, wait 0x2, slot 1\nWAIT 0xff"));
        Assert.Equal(2u, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Empty(_lab.Host.Syncs);
    }

    [Fact]
    public void Too_many_deferred_operations_hold_the_stream()
    {
        _lab.Push($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r1, #0\nMOVE32 r2, #1\nFLUSH_CACHE2 r1, l2 clean, slot 0\n"
            + string.Join('\n', Enumerable.Repeat("SYNC_ADD32 [d8], r2, wait 0x1, slot 1", 20)) + "\nMOVE32 r3, #1");
        Assert.Equal(CsStop.DeferredWait, _lab.Stream.Run(1000, out _));
        Assert.Equal(CsBlockedReason.Deferred, _lab.Stream.WaitStatus.BlockedReason);
        Assert.False(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(20u, _lab.Read32(CsLab.Data));
        Assert.Equal(1u, _lab.R[3]);
    }

    [Fact]
    public void A_deferred_operation_that_is_stalled_goes_on_after_the_unlock()
    {
        _lab.Lab.Lock(CsLab.Data, 0x8000);
        _lab.Push($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r1, #0\nMOVE32 r2, #1\nFLUSH_CACHE2 r1, l2 clean, slot 0\n"
            + "SYNC_ADD32 [d8], r2, wait 0x1, slot 1\nWAIT 0x2");
        Assert.Equal(CsStop.LockStall, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(2u, _lab.Stream.WaitStatus.Scoreboards);
        _lab.Lab.Command(GpuRegisters.AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.Read32(CsLab.Data));
    }

    [Fact]
    public void A_completion_for_a_stream_that_was_stopped_does_nothing()
    {
        _lab.Push("MOVE32 r1, #0\nFLUSH_CACHE2 r1, l2 clean, slot 2\nWAIT 0xff");
        _lab.Stream.Run(1000, out _);
        CsOperation flush = _lab.Host.Operations[0];
        _lab.Stream.Stop();
        Assert.True(flush.IsCancelled);
        Assert.False(_lab.Stream.Complete(flush, CsOperationResult.Ok));
        _lab.Stream.Start(CsLab.Ring, CsLab.RingSize, 0);
        Assert.Equal(0u, _lab.Stream.WaitStatus.Scoreboards);
    }

    [Fact]
    public void Counters_are_stored_with_the_time_that_has_passed_in_the_run()
    {
        _lab.RunWell($"MOVE48 d8, #{CsLab.Data}\n" + string.Join('\n', Enumerable.Repeat("NOP", 199))
            + "\nSTORE_STATE [d8-0], timestamp\nSTORE_STATE [d8+8], cycle_count\nSTORE_STATE [d8+16], disjoint_count");
        Assert.Equal(1000UL, _lab.Read64(CsLab.Data));
        Assert.Equal(2000UL, _lab.Read64(CsLab.Data + 8));
        Assert.Equal(0UL, _lab.Read64(CsLab.Data + 16));
        Assert.Equal(200 * 1_000_000_000L / _lab.Model.CoreClockHz, _lab.Host.LastAhead.Nanoseconds);
    }

    [Fact]
    public void A_trace_point_gives_registers_to_the_host()
    {
        _lab.RunWell("MOVE32 r4, #4\nMOVE32 r5, #5\nTRACE_POINT r4, 2");
        Assert.Equal([4u, 5u], Assert.Single(_lab.Host.Traces));
    }
}
