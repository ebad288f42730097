using System;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>A stream that is suspended goes on exactly where it was, in another slot.</summary>
public sealed class CsStateTests : IDisposable
{
    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_loop_that_is_suspended_at_every_slice_comes_to_the_same_end()
    {
        uint size = _lab.Place(CsLab.Code, CountedLoop.Text(CsLab.Data, 1000));
        _lab.Push($"MOVE48 d20, #{CsLab.Code}\nMOVE32 r22, #{size}\nCALL d20, r22\nMOVE32 r30, #5");
        CommandStream stream = _lab.Stream;
        int slices = 0;
        while (stream.Run(97, out _) == CsStop.Budget)
        {
            stream = Move(stream, ++slices % _lab.Group.Streams.Count);
            Assert.Equal(CsStop.Budget, stream.LastStop);
        }

        Assert.True(slices > 50);
        Assert.Equal(1000u, _lab.Read32(CsLab.Data + 16));
        Assert.Equal(5u, stream.Registers[30]);
        Assert.Equal((ulong)(4 + 7 + (5 * 1000) - 1), stream.Retired);
        Assert.Equal(stream.Insert, stream.Extract);
    }

    [Fact]
    public void A_load_under_way_is_done_after_the_restore()
    {
        _lab.Write32(CsLab.Data, 77);
        _lab.Push($"MOVE48 d8, #{CsLab.Data}\nLOAD_MULTIPLE r1, [d8], mask 1\nhere: BRANCH ALWAYS, here");
        _lab.Stream.Run(10, out _);
        CommandStream moved = Move(_lab.Stream, 3);
        Assert.Equal(1u, moved.WaitStatus.Scoreboards);
        Assert.Equal(0u, moved.Registers[1]);
        moved.Run(100, out _);
        Assert.Equal(77u, moved.Registers[1]);
        Assert.Equal(0u, moved.WaitStatus.Scoreboards);
    }

    [Fact]
    public void A_blocked_wait_stays_blocked_and_published()
    {
        _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE48 d2, #5\nSYNC_WAIT64 GT, [d8], d2\nMOVE32 r4, #1");
        CsWaitStatus before = _lab.Stream.WaitStatus;
        CommandStream moved = Move(_lab.Stream, 2);
        Assert.Equal(before, moved.WaitStatus);
        Assert.False(moved.TryResume());
        _lab.Write64(CsLab.Data, 6);
        Assert.True(moved.TryResume());
        Assert.Equal(CsStop.Empty, moved.Run(100, out _));
        Assert.Equal(1u, moved.Registers[4]);
    }

    [Fact]
    public void Deferred_syncs_and_flushes_under_way_are_begun_again()
    {
        _lab.Push($"MOVE32 r1, #0\nMOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #7\nFLUSH_CACHE2 r1, l2 clean, slot 2\n"
            + "SYNC_SET32 [d8], r2, wait 0x4, slot 5\nWAIT 0xff");
        _lab.Stream.Run(1000, out _);
        CommandStream moved = Move(_lab.Stream, 1);
        Assert.Equal(0x24u, moved.WaitStatus.Scoreboards);
        Assert.True(_lab.Host.Operations[0].IsCancelled);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(moved));
        Assert.Equal(7u, _lab.Read32(CsLab.Data));
    }

    [Fact]
    public void A_job_goes_on_where_it_was()
    {
        ulong output = CsLab.Data | (1UL << 48);
        _lab.Push($"REQ_RESOURCE compute\nMOVE32 r24, #{(uint)output}\nMOVE32 r25, #{(uint)(output >> 32)}\n"
            + "MOVE32 r37, #3\nMOVE32 r38, #1\nMOVE32 r39, #1\nRUN_COMPUTE\nWAIT 0x1");
        _lab.Stream.Run(1000, out _);
        CsOperation job = _lab.Host.Operations[0];
        for (int step = 0; step < CsOperation.Steps / 2; step++)
            Assert.Equal(CsOperationStep.Working, job.Advance(out _));

        Assert.Equal(3UL, _lab.Read64(CsLab.Data + 0x7c0));
        Assert.Equal(0UL, _lab.Read64(CsLab.Data + 0x800));
        _lab.Write64(CsLab.Data, 0);
        CommandStream moved = Move(_lab.Stream, 1);
        Assert.Equal(CsResources.Compute, moved.RequestedResources);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(moved));
        Assert.Equal(0UL, _lab.Read64(CsLab.Data));
        Assert.Equal(3UL, _lab.Read64(CsLab.Data + 0xfc0));
    }

    [Fact]
    public void Error_state_and_progress_are_kept()
    {
        _lab.Run($"MOVE48 d8, #{CsLab.Data + 2}\nLOAD_MULTIPLE r1, [d8], mask 1\nMOVE48 d4, #9\nPROGRESS_STORE d4");
        CommandStream moved = Move(_lab.Stream, 1);
        Assert.True(moved.IsFaulted);
        _lab.Push(moved, CsLab.Ring, _lab.Assembler().Parse("PROGRESS_LOAD d6").ToWords());
        moved.Run(100, out _);
        Assert.Equal(9u, moved.Registers[6]);
    }

    [Fact]
    public void A_dead_stream_stays_dead()
    {
        _lab.Run(".word 0xff00000000000000");
        Assert.Equal(CsStop.Fatal, Move(_lab.Stream, 1).Run(100, out _));
        Assert.Single(_lab.Host.Exceptions);
    }

    [Fact]
    public void The_old_slot_is_stopped_and_may_be_used_by_another()
    {
        _lab.RunWell("MOVE32 r1, #1");
        byte[] state = new byte[_lab.Stream.StateSize];
        _lab.Stream.Save(state);
        Assert.Equal(CsStop.Stopped, _lab.Stream.Run(100, out _));
        _lab.Stream.Start(CsLab.Ring, CsLab.RingSize, 0);
        Assert.Equal(0u, _lab.R[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Bytes_that_are_no_state_are_refused(int at)
    {
        byte[] state = new byte[_lab.Stream.StateSize];
        _lab.Stream.Save(state);
        state[at] ^= 1;
        Assert.False(_lab.Group.Streams[1].Restore(state));
        Assert.Equal(CsStop.Stopped, _lab.Group.Streams[1].LastStop);
        Assert.False(_lab.Group.Streams[1].Restore(state.AsSpan(0, 100)));
    }

    /// <summary>Whatever a suspend buffer was overwritten with: no crash.</summary>
    [Fact]
    public void Random_bytes_behind_a_sound_head_do_no_harm()
    {
        byte[] state = new byte[_lab.Stream.StateSize];
        _lab.Stream.Save(state);
        ulong seed = 1;
        for (int round = 0; round < 500; round++)
        {
            byte[] broken = (byte[])state.Clone();
            for (int i = 8; i < broken.Length; i++)
            {
                seed = (seed * 6364136223846793005) + 1442695040888963407;
                broken[i] = (byte)((seed >> 33) % (round % 2 == 0 ? 256u : 3u));
            }

            CommandStream stream = _lab.Group.Streams[1];
            _lab.Host.Operations.Clear();
            if (stream.Restore(broken))
            {
                stream.Run(1000, out _);
                stream.TryResume();
                for (int i = 0; i < 20 && _lab.Host.CompleteOne(); i++)
                    stream.Run(100, out _);
            }

            stream.Stop();
        }
    }

    [Fact]
    public void The_size_is_the_same_before_there_is_a_stream()
    {
        Assert.Equal(_lab.Stream.StateSize, CommandStream.StateSizeOf(_lab.Model));
        Assert.Equal(0, _lab.Stream.StateSize % 64);
    }

    private CommandStream Move(CommandStream from, int to)
    {
        byte[] state = new byte[from.StateSize];
        from.Save(state);
        CommandStream stream = _lab.Group.Streams[to];
        Assert.True(stream.Restore(state));
        return stream;
    }
}
