using System;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>Sync objects, waits that block, progress, iterators, protected mode.</summary>
public sealed class CsSyncTests : IDisposable
{
    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Syncs_add_and_set_in_both_widths()
    {
        _lab.Write64(CsLab.Data + 32, 0xffff_ffff);
        _lab.Write64(CsLab.Data + 64, 0xffff_ffff);
        _lab.RunWell(
            $"""
            MOVE48 d10, #{CsLab.Data}
            MOVE48 d12, #{CsLab.Data + 16}
            MOVE48 d14, #{CsLab.Data + 32}
            MOVE48 d16, #{CsLab.Data + 64}
            MOVE48 d4, #0x100000002
            SYNC_SET32 [d10], r4, scope csg
            SYNC_SET64 [d12], d4
            SYNC_ADD64 [d14], d4
            SYNC_ADD32 [d16], r4
            """);
        Assert.Equal(2UL, _lab.Read64(CsLab.Data));
        Assert.Equal(0x100000002UL, _lab.Read64(CsLab.Data + 16));
        Assert.Equal(0x200000001UL, _lab.Read64(CsLab.Data + 32));
        Assert.Equal(1UL, _lab.Read64(CsLab.Data + 64));
        Assert.Equal([false, true, true, true], _lab.Host.Syncs.ConvertAll(static sync => sync.SystemScope));
    }

    [Fact]
    public void A_sync_clears_an_old_status()
    {
        _lab.Write32(CsLab.Data + 4, 9);
        _lab.Write32(CsLab.Data + 24, 9);
        _lab.RunWell($"MOVE48 d10, #{CsLab.Data}\nMOVE48 d12, #{CsLab.Data + 16}\nSYNC_ADD32 [d10], r4\n"
            + "SYNC_ADD64 [d12], d4\n");
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 4));
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 24));
    }

    [Fact]
    public void A_sync_object_may_lie_across_two_pages()
    {
        _lab.RunWell($"MOVE48 d10, #{CsLab.Data + 0xff8}\nMOVE48 d4, #7\n"
            + "SYNC_ADD64 [d10], d4\nSYNC_ADD64 [d10], d4\nSYNC_ADD64 [d10], d4");
        Assert.Equal(21UL, _lab.Read64(CsLab.Data + 0xff8));
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 0x1000));
    }

    [Theory]
    [InlineData("LE", 4, 5, true)]
    [InlineData("LE", 6, 5, false)]
    [InlineData("GT", 5, 5, false)]
    [InlineData("GT", -1, 5, true)]
    [InlineData("EQ", 5, 5, true)]
    [InlineData("NE", 5, 5, false)]
    [InlineData("LT", 5, 5, false)]
    [InlineData("GE", 5, 5, true)]
    [InlineData("ALWAYS", 0, 5, true)]
    public void A_sync_wait_compares_unsigned(string condition, int value, int data, bool passes)
    {
        _lab.Write32(CsLab.Data, (uint)value);
        CsStop stop = _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #{data}\nSYNC_WAIT32 {condition}, [d8], r2");
        Assert.Equal(passes ? CsStop.Empty : CsStop.SyncWait, stop);
    }

    [Fact]
    public void A_blocked_wait_is_published_and_goes_on_after_the_store_of_a_CPU()
    {
        Assert.Equal(
            CsStop.SyncWait,
            _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE48 d2, #0x100000005\nSYNC_WAIT64 GT, [d8], d2\nMOVE32 r4, #1"));
        CsWaitStatus status = _lab.Stream.WaitStatus;
        Assert.Equal(CsBlockedReason.SyncWait, status.BlockedReason);
        Assert.Equal(0xc100_0000u, status.Wait);
        Assert.Equal(CsLab.Data, status.SyncPointer);
        Assert.Equal(0x100000005UL, status.SyncValue);
        Assert.Equal(CsLab.Ring + 16, status.CommandPointer);
        Assert.Equal(0u, status.Scoreboards);
        Assert.False(_lab.Stream.TryResume());
        _lab.Write64(CsLab.Data, 0x100000005);
        Assert.False(_lab.Stream.TryResume());
        _lab.Write64(CsLab.Data, 0x100000006);
        Assert.True(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(100, out _));
        Assert.Equal(1u, _lab.R[4]);
        Assert.Equal(default, _lab.Stream.WaitStatus with { CommandPointer = 0 });
    }

    [Fact]
    public void A_32_bit_wait_says_so()
    {
        _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #5\nSYNC_WAIT32 GT, [d8], r2");
        Assert.Equal(0x8100_0000u, _lab.Stream.WaitStatus.Wait);
        Assert.Equal(5UL, _lab.Stream.WaitStatus.SyncValue);
    }

    [Fact]
    public void A_stream_sees_its_own_store_when_it_waits()
    {
        _lab.RunWell(
            $"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #5\nSTORE_MULTIPLE [d8], r2, mask 1\nSYNC_WAIT32 EQ, [d8], r2");
    }

    [Fact]
    public void Streams_of_a_group_wait_for_each_other()
    {
        CommandStream waiter = Second();
        _lab.Push(waiter, CsLab.Code, _lab.Assembler().Parse(
            $"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #2\nSYNC_WAIT32 GT, [d8], r2\nMOVE32 r4, #1").ToWords());
        Assert.Equal(CsStop.SyncWait, waiter.Run(1000, out _));
        _lab.RunWell($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #3\nSYNC_SET32 [d8], r2, scope csg");
        Assert.Equal([(CsLab.Data, false)], _lab.Host.Syncs);
        Assert.True(waiter.TryResume());
        Assert.Equal(CsStop.Empty, waiter.Run(1000, out _));
        Assert.Equal(1u, waiter.Registers[4]);
    }

    [Fact]
    public void A_stream_waits_for_the_progress_of_another()
    {
        CommandStream waiter = Second();
        _lab.Push(waiter, CsLab.Code, _lab.Assembler().Parse("MOVE48 d2, #2\nPROGRESS_WAIT d2, 0").ToWords());
        Assert.Equal(CsStop.ProgressWait, waiter.Run(1000, out _));
        Assert.Equal(CsBlockedReason.ProgressWait, waiter.WaitStatus.BlockedReason);
        Assert.Equal(1u << 28, waiter.WaitStatus.Wait);
        _lab.RunWell("WAIT 0xff, progress\nPROGRESS_LOAD d6");
        Assert.Equal(1UL, _lab.D(6));
        Assert.Empty(_lab.Host.Woken);
        _lab.RunWell("MOVE48 d6, #2\nPROGRESS_STORE d6");
        Assert.Equal([waiter], _lab.Host.Woken);
        Assert.Equal(CsStop.Empty, waiter.Run(1000, out _));
    }

    [Fact]
    public void Iterators_that_are_not_granted_at_once_hold_the_stream()
    {
        _lab.Host.Grants = false;
        _lab.Push("REQ_RESOURCE compute, tiler\nMOVE32 r1, #1");
        Assert.Equal(CsStop.ResourceWait, _lab.Stream.Run(100, out _));
        Assert.Equal(CsStop.ResourceWait, _lab.Stream.Run(100, out _));
        Assert.Equal([CsResources.Compute | CsResources.Tiler], _lab.Host.Requests);
        Assert.Equal(CsBlockedReason.Resource, _lab.Stream.WaitStatus.BlockedReason);
        Assert.Equal(CsResources.Compute | CsResources.Tiler, _lab.Stream.WaitStatus.RequestedResources);
        _lab.Stream.GrantResources(CsResources.Compute);
        Assert.False(_lab.Stream.TryResume());
        _lab.Stream.GrantResources(CsResources.Compute | CsResources.Tiler);
        Assert.True(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(100, out _));
        Assert.Equal(1u, _lab.R[1]);
    }

    [Fact]
    public void Iterators_are_given_back_by_asking_for_none()
    {
        _lab.RunWell("REQ_RESOURCE fragment\nREQ_RESOURCE");
        Assert.Equal([CsResources.Fragment, CsResources.None], _lab.Host.Requests);
        Assert.Equal(CsResources.None, _lab.Stream.RequestedResources);
    }

    [Fact]
    public void A_protected_region_waits_for_the_mode_and_leaves_it_at_its_end()
    {
        _lab.Push("PROT_REGION 2\nMOVE32 r1, #1\nMOVE32 r2, #2\nMOVE32 r3, #3");
        Assert.Equal(CsStop.ProtectedModePending, _lab.Stream.Run(100, out _));
        Assert.Equal(1u << 29, _lab.Stream.WaitStatus.Wait);
        Assert.Equal(0u, _lab.R[1]);
        Assert.False(_lab.Stream.TryResume());
        _lab.Stream.EnterProtectedMode();
        Assert.True(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(100, out _));
        Assert.Equal([1u, 2u, 3u], _lab.R[1..4].ToArray());
        Assert.Equal(1, _lab.Host.ProtectedRegions);
    }

    [Fact]
    public void A_protected_region_ends_with_the_stream_that_was_called()
    {
        _lab.Host.IsProtected = true;
        uint size = _lab.Place(CsLab.Code, "PROT_REGION 100\nMOVE32 r1, #1");
        _lab.RunWell($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #{size}\nCALL d8, r10\nMOVE32 r2, #2");
        Assert.Equal(2u, _lab.R[2]);
        Assert.Equal(1, _lab.Host.ProtectedRegions);
    }

    private CommandStream Second()
    {
        CommandStream stream = _lab.Group.Streams[1];
        stream.Start(CsLab.Code, CsLab.RingSize, 0);
        return stream;
    }
}
