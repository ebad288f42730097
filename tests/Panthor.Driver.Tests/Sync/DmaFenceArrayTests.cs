using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class DmaFenceArrayTests
{
    [Fact]
    public void An_array_is_signalled_when_all_its_members_are()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence(), lab.NewFence(), lab.NewFence()];
        DmaFenceArray array = NewArray(lab, members);
        array.AddCallback(lab.Writes("all"));
        members[2].Signal();
        members[0].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.False(array.IsSignaled());
        members[1].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["all"], lab.Log);
        Assert.Equal(1, array.GetStatus());
        End(array, members);
    }

    [Fact]
    public void The_first_error_of_a_member_becomes_the_error_of_the_array()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence(), lab.NewFence(), lab.NewFence()];
        DmaFenceArray array = NewArray(lab, members);
        array.EnableSwSignaling();
        members[0].Signal();
        members[2].SetError(Errno.EIO);
        members[2].Signal();
        members[1].SetError(Errno.ECANCELED);
        members[1].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(-(int)Errno.EIO, array.GetStatus());
        End(array, members);
    }

    [Fact]
    public void Without_a_waiter_an_array_looks_at_its_members()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence(), lab.NewFence()];
        DmaFenceArray array = NewArray(lab, members);
        members[0].Signal();
        Assert.False(array.IsSignaled());
        members[1].Signal();
        Assert.True(array.IsSignaled());
        End(array, members);
    }

    [Fact]
    public void Members_that_passed_before_anybody_waited_count()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence(), lab.NewFence()];
        DmaFenceArray array = NewArray(lab, members);
        members[0].SetError(Errno.ETIME);
        members[0].Signal();
        members[1].Signal();
        Assert.False(array.AddCallback(lab.Writes("late")));
        Assert.Equal(-(int)Errno.ETIME, array.GetStatus());
        End(array, members);
    }

    [Fact]
    public void An_array_matches_a_context_if_all_members_do()
    {
        using FenceLab lab = new();
        DmaFenceContext context = lab.NewContext();
        DmaFence[] members = [context.NewFence(), context.NewFence()];
        DmaFenceArray array = NewArray(lab, members);
        Assert.True(array.MatchesContext(context.Id));
        Assert.False(array.MatchesContext(array.Context));
        members[0].Signal();
        members[1].Signal();
        End(array, members);
    }

    [Fact]
    public void A_container_in_an_array_is_a_finding()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence()];
        DmaFenceArray inner = NewArray(lab, members);
        DmaFenceArray outer = DmaFenceArray.Create(lab.Fences, [inner], lab.Fences.AllocateContext(), 1);
        lab.TakeFinding(FindingKind.Warn, "contains the container");
        members[0].Signal();
        End(outer, members);
    }

    [Fact]
    public void Merging_leaves_out_what_is_signalled_and_all_but_the_newest_of_a_context()
    {
        using FenceLab lab = new();
        DmaFenceContext first = lab.NewContext();
        DmaFenceContext second = lab.NewContext();
        DmaFence old = first.NewFence();
        DmaFence newer = first.NewFence();
        DmaFence other = second.NewFence();
        DmaFence done = lab.NewFence();
        done.Signal();
        DmaFence merged = DmaFenceUnwrap.Merge(lab.Fences, old, done, newer, null, other);
        DmaFenceArray array = Assert.IsType<DmaFenceArray>(merged);
        Assert.Equal([newer, other], array.Members.ToArray());
        DmaFence again = DmaFenceUnwrap.Merge(lab.Fences, merged, old);
        Assert.Equal([newer, other], Assert.IsType<DmaFenceArray>(again).Members.ToArray());
        old.Signal();
        newer.Signal();
        DmaFence single = DmaFenceUnwrap.Merge(lab.Fences, merged, again);
        Assert.Same(other, single);
        other.Signal();
        End(merged, [old, newer, other, done, again, single]);
    }

    [Fact]
    public void Merging_what_is_signalled_gives_a_stub_with_the_latest_time()
    {
        using FenceLab lab = new();
        DmaFence early = lab.NewFence();
        DmaFence late = lab.NewFence();
        late.Signal(new VirtualTime(500));
        early.Signal(new VirtualTime(100));
        DmaFence merged = DmaFenceUnwrap.Merge(lab.Fences, late, early);
        Assert.True(merged.HasSignaledFlag);
        Assert.Equal(500, merged.Timestamp.Nanoseconds);
        End(merged, [early, late]);
    }

    [Fact]
    public void Unwrapping_goes_through_arrays_in_chains()
    {
        using FenceLab lab = new();
        DmaFence[] members = [lab.NewFence(), lab.NewFence()];
        DmaFence alone = lab.NewFence();
        DmaFenceChain first = new(lab.Fences);
        first.Init(null, alone.Get(), 1);
        DmaFenceChain second = new(lab.Fences);
        second.Init(first, NewArray(lab, members), 2);
        List<DmaFence> seen = [];
        for (DmaFence? fence = DmaFenceUnwrap.First(second, out DmaFenceUnwrap cursor); fence is not null;
             fence = cursor.Next())
        {
            seen.Add(fence);
        }

        Assert.Equal([members[0], members[1], alone], seen);
        Assert.Same(members[0], DmaFenceUnwrap.First(second, out DmaFenceUnwrap early));
        early.End();
        foreach (DmaFence fence in seen)
        {
            fence.Signal();
        }

        End(second, [.. members, alone]);
    }

    private static DmaFenceArray NewArray(FenceLab lab, DmaFence[] members)
    {
        var taken = new DmaFence[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            taken[i] = members[i].Get();
        }

        return DmaFenceArray.Create(lab.Fences, taken, lab.Fences.AllocateContext(), 1);
    }

    private static void End(DmaFence whole, DmaFence[] fences)
    {
        whole.Put();
        foreach (DmaFence fence in fences)
        {
            fence.Put();
        }
    }
}
