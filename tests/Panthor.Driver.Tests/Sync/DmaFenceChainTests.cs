using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class DmaFenceChainTests
{
    [Fact]
    public void A_link_is_signalled_when_it_and_all_before_it_are()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 1, 2, 3);
        fences[2].Signal();
        fences[0].Signal();
        Assert.False(head.IsSignaled());
        fences[1].Signal();
        Assert.True(head.IsSignaled());
        End(head, fences);
    }

    [Fact]
    public void Callbacks_of_a_link_wait_for_one_fence_after_the_other()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 1, 2, 3);
        Assert.True(head.AddCallback(lab.Writes("head")));
        fences[0].Signal();
        lab.Simulation.RunUntilIdle();
        fences[2].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Empty(lab.Log);
        fences[1].Signal();
        Assert.Empty(lab.Log);
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["head"], lab.Log);
        End(head, fences);
    }

    [Fact]
    public void The_links_of_one_timeline_share_a_context_and_know_the_point_before()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 10, 20, 30);
        Assert.Equal(30UL, head.Seqno);
        Assert.Equal(20UL, head.PreviousSeqno);
        DmaFence middle = DmaFenceChain.Walk(head.Get())!;
        Assert.Equal(head.Context, middle.Context);
        Assert.Equal(20UL, middle.Seqno);
        middle.Put();
        SignalAll(fences);
        End(head, fences);
    }

    [Fact]
    public void A_point_that_is_not_later_begins_a_new_context_and_keeps_the_higher_number()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 10, 10);
        Assert.Equal(10UL, head.Seqno);
        Assert.Equal(0UL, head.PreviousSeqno);
        DmaFence first = DmaFenceChain.Walk(head.Get())!;
        Assert.NotEqual(head.Context, first.Context);
        first.Put();
        DmaFence late = lab.NewFence();
        DmaFenceChain lower = new(lab.Fences);
        lower.Init(head, late.Get(), 4);
        Assert.Equal(10UL, lower.Seqno);
        late.Signal();
        late.Put();
        SignalAll(fences);
        End(lower, fences);
    }

    [Fact]
    public void Walking_drops_links_that_are_signalled()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 1, 2, 3, 4);
        fences[1].Signal();
        fences[2].Signal();
        Assert.Equal([4UL, 1UL], Points(head));
        fences[0].Signal();
        Assert.Equal([4UL], Points(head));
        Assert.Equal(1 + fences.Length, lab.Fences.LiveCount);
        fences[3].Signal();
        End(head, fences);
    }

    [Theory]
    [InlineData(0UL, 30UL)]
    [InlineData(30UL, 30UL)]
    [InlineData(21UL, 30UL)]
    [InlineData(20UL, 20UL)]
    [InlineData(11UL, 20UL)]
    [InlineData(10UL, 10UL)]
    [InlineData(1UL, 10UL)]
    public void A_point_is_reached_with_the_first_link_that_is_not_before_it(ulong point, ulong expected)
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 10, 20, 30);
        DmaFence? found = head.Get();
        Assert.Equal(Errno.None, DmaFenceChain.FindSeqno(ref found, point));
        Assert.Equal(expected, found!.Seqno);
        found.Put();
        SignalAll(fences);
        End(head, fences);
    }

    [Fact]
    public void A_point_beyond_the_newest_link_is_EINVAL_and_one_that_passed_is_null()
    {
        using FenceLab lab = new();
        (DmaFenceChain head, DmaFence[] fences) = NewChain(lab, 10, 20);
        DmaFence? found = head.Get();
        Assert.Equal(Errno.EINVAL, DmaFenceChain.FindSeqno(ref found, 21));
        Assert.Same(head, found);
        fences[0].Signal();
        Assert.Equal(Errno.None, DmaFenceChain.FindSeqno(ref found, 10));
        Assert.Null(found);
        DmaFence? plain = fences[1];
        Assert.Equal(Errno.EINVAL, DmaFenceChain.FindSeqno(ref plain, 1));
        fences[1].Signal();
        End(head, fences);
    }

    [Fact]
    public void A_chain_in_a_chain_is_a_finding()
    {
        using FenceLab lab = new();
        (DmaFenceChain inner, DmaFence[] fences) = NewChain(lab, 1);
        DmaFenceChain outer = new(lab.Fences);
        outer.Init(null, inner, 1);
        lab.TakeFinding(FindingKind.Warn, "contains the chain");
        SignalAll(fences);
        End(outer, fences);
    }

    [Fact]
    public void A_chain_of_ten_thousand_links_is_released_without_recursion()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        DmaFenceChain? head = null;
        for (ulong point = 1; point <= 10_000; point++)
        {
            DmaFenceChain link = new(lab.Fences);
            link.Init(head, fence.Get(), point);
            head = link;
        }

        head!.Put();
        Assert.Equal(1, lab.Fences.LiveCount);
        fence.Signal();
        fence.Put();
    }

    private static (DmaFenceChain Head, DmaFence[] Fences) NewChain(FenceLab lab, params ulong[] points)
    {
        var fences = new DmaFence[points.Length];
        DmaFenceChain? head = null;
        for (int i = 0; i < points.Length; i++)
        {
            fences[i] = lab.NewFence();
            DmaFenceChain link = new(lab.Fences);
            link.Init(head, fences[i].Get(), points[i]);
            head = link;
        }

        return (head!, fences);
    }

    private static List<ulong> Points(DmaFenceChain head)
    {
        List<ulong> points = [];
        for (DmaFence? link = head.Get(); link is not null; link = DmaFenceChain.Walk(link))
        {
            points.Add(link.Seqno);
        }

        return points;
    }

    private static void SignalAll(DmaFence[] fences)
    {
        foreach (DmaFence fence in fences)
        {
            fence.CheckAndSignal();
        }
    }

    private static void End(DmaFenceChain head, DmaFence[] fences)
    {
        head.Put();
        foreach (DmaFence fence in fences)
        {
            fence.Put();
        }
    }
}
