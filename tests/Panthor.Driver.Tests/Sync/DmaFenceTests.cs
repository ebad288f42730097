using System;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class DmaFenceTests
{
    [Fact]
    public void A_fence_calls_those_who_wait_once_and_in_order()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        Assert.True(fence.AddCallback(lab.Writes("first")));
        DmaFenceCallback second = lab.Writes("second");
        Assert.True(fence.AddCallback(second));
        Assert.True(fence.AddCallback(lab.Writes("third")));
        Assert.Equal(0, fence.GetStatus());
        Assert.Empty(lab.Log);
        fence.Signal();
        Assert.Equal(["first", "second", "third"], lab.Log);
        Assert.False(second.IsQueued);
        Assert.Equal(1, fence.GetStatus());
        fence.Put();
    }

    [Fact]
    public void A_callback_that_comes_too_late_is_not_called()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.Signal();
        Assert.False(fence.AddCallback(lab.Writes("late")));
        Assert.Empty(lab.Log);
        fence.Put();
    }

    [Fact]
    public void A_callback_can_be_taken_back_until_it_was_called()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        DmaFenceCallback[] callbacks = [lab.Writes("a"), lab.Writes("b"), lab.Writes("c"), lab.Writes("d")];
        Assert.All(callbacks, callback => Assert.True(fence.AddCallback(callback)));
        Assert.True(fence.RemoveCallback(callbacks[0]));
        Assert.True(fence.RemoveCallback(callbacks[3]));
        Assert.False(fence.RemoveCallback(callbacks[3]));
        fence.Signal();
        Assert.Equal(["b", "c"], lab.Log);
        Assert.False(fence.RemoveCallback(callbacks[1]));
        fence.Put();
    }

    [Fact]
    public void Signalling_twice_is_a_finding_and_changes_nothing()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.Signal();
        lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        fence.Signal();
        lab.TakeFinding(FindingKind.Fence, "signalled twice");
        Assert.Equal(VirtualTime.Zero, fence.Timestamp);
        Assert.True(fence.CheckAndSignal());
        fence.Put();
    }

    [Fact]
    public void An_error_comes_with_the_signal_and_not_after_it()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.SetError(Errno.ECANCELED);
        Assert.Equal(0, fence.GetStatus());
        fence.Signal();
        Assert.Equal(-(int)Errno.ECANCELED, fence.GetStatus());
        fence.SetError(Errno.EIO);
        lab.TakeFinding(FindingKind.Warn, "after it was signalled");
        fence.Put();
    }

    [Fact]
    public void A_fence_that_dies_unsignalled_is_a_finding()
    {
        using FenceLab lab = new();
        lab.NewFence().Put();
        lab.TakeFinding(FindingKind.Fence, "released without having been signalled");
    }

    [Fact]
    public void Those_who_wait_for_a_fence_that_dies_learn_of_it_with_EDEADLK()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        Errno error = Errno.None;
        fence.AddCallback(lab.Does(dying => error = dying.Error));
        fence.Put();
        Assert.Equal(Errno.EDEADLK, error);
        lab.TakeFinding(FindingKind.Fence, "released with pending signals");
    }

    [Fact]
    public void A_fence_that_nobody_ever_signals_is_found_at_the_end()
    {
        using FenceLab lab = new();
        DmaFence forgotten = lab.NewFence();
        DmaFence done = lab.NewFence();
        done.Signal();
        Assert.Equal(1, lab.Fences.ReportUnsignaled("at removal"));
        Finding finding = lab.TakeFinding(FindingKind.Fence, "1 fence never signalled at removal");
        Assert.Contains("1:1 test lab unsignalled", finding.Report, StringComparison.Ordinal);
        Assert.Equal(2, lab.Fences.ReportLeaks("at removal"));
        lab.TakeFinding(FindingKind.Leak, "2 fences still referenced");
        forgotten.Signal();
        forgotten.Put();
        done.Put();
        Assert.Equal(0, lab.Fences.ReportUnsignaled("at removal"));
    }

    [Fact]
    public void Using_a_dead_fence_is_a_finding()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.Signal();
        fence.Put();
        fence.Put();
        lab.TakeFinding(FindingKind.UseAfterFree, "dma_fence_put");
        fence.Get();
        lab.TakeFinding(FindingKind.UseAfterFree, "dma_fence_get");
        Assert.Null(fence.TryGet());
        Assert.Equal(0, fence.ReferenceCount);
    }

    [Fact]
    public void Names_are_those_of_the_issuer_until_the_fence_is_signalled()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewContext("queue").NewFence();
        Assert.Equal("lab", fence.DriverName);
        Assert.Equal("queue", fence.TimelineName);
        Assert.Equal("1:1 queue lab unsignalled", fence.Describe());
        fence.Signal();
        Assert.Equal("detached-driver", fence.DriverName);
        Assert.Equal("signaled-timeline", fence.TimelineName);
        fence.Put();
    }

    [Fact]
    public void Fences_of_one_context_are_ordered_even_when_32_bits_wrap()
    {
        using FenceLab lab = new();
        DmaFence before = new RawFence(lab.Fences, 9, 0xffff_fffe);
        DmaFence after = new RawFence(lab.Fences, 9, 0x1_0000_0001);
        Assert.True(after.IsLaterThan(before));
        Assert.False(before.IsLaterThan(after));
        Assert.False(before.IsLaterThan(before));
        Assert.True(before.IsLaterThanOrSame(before));
        Assert.Same(after, DmaFence.Later(before, after));
        after.Signal();
        Assert.Null(DmaFence.Later(before, after));
        before.Signal();
        before.Put();
        after.Put();
    }

    [Fact]
    public void Comparing_fences_of_different_contexts_is_a_finding()
    {
        using FenceLab lab = new();
        DmaFence one = lab.NewFence();
        DmaFence other = lab.NewFence();
        Assert.False(one.IsLaterThan(other));
        lab.TakeFinding(FindingKind.Warn, "different contexts");
        one.Signal();
        other.Signal();
        one.Put();
        other.Put();
    }

    [Fact]
    public void The_issuer_is_told_once_that_somebody_waits_and_may_say_that_it_has_passed()
    {
        using FenceLab lab = new();
        RawFence asked = new(lab.Fences, 5, 1);
        asked.AddCallback(lab.Writes("a"));
        asked.AddCallback(lab.Writes("b"));
        Assert.Equal(1, asked.Enabled);
        RawFence passed = new(lab.Fences, 5, 2) { HasPassed = true };
        Assert.False(passed.AddCallback(lab.Writes("c")));
        Assert.True(passed.HasSignaledFlag);
        Assert.Empty(lab.Log);
        asked.HasPassed = true;
        Assert.False(asked.HasSignaledFlag);
        Assert.True(asked.IsSignaled());
        Assert.Equal(["a", "b"], lab.Log);
        asked.Put();
        passed.Put();
    }

    [Fact]
    public void Callbacks_run_in_atomic_context()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        bool atomic = false;
        fence.AddCallback(lab.Does(_ => atomic = lab.Simulation.InAtomic));
        fence.Signal();
        Assert.True(atomic);
        Assert.False(lab.Simulation.InAtomic);
        fence.Put();
    }

    [Fact]
    public void The_stub_is_signalled_and_shared_and_private_stubs_carry_a_time()
    {
        using FenceLab lab = new();
        DmaFence stub = lab.Fences.GetStub();
        Assert.True(stub.IsSignaled());
        Assert.Same(stub, lab.Fences.GetStub());
        stub.Put();
        stub.Put();
        DmaFence own = lab.Fences.AllocatePrivateStub(new VirtualTime(123));
        Assert.Equal(123, own.Timestamp.Nanoseconds);
        Assert.NotSame(stub, own);
        own.Put();
    }

    [Fact]
    public void Adding_callbacks_and_signalling_allocate_nothing()
    {
        using FenceLab lab = new();
        DmaFence warm = lab.NewFence();
        warm.AddCallback(lab.Does(static _ => { }));
        warm.Signal();
        DmaFence fence = lab.NewFence();
        DmaFenceCallback first = lab.Does(static _ => { });
        DmaFenceCallback second = lab.Does(static _ => { });
        long before = GC.GetAllocatedBytesForCurrentThread();
        fence.AddCallback(first);
        fence.AddCallback(second);
        fence.RemoveCallback(first);
        fence.Get();
        fence.Signal();
        fence.Put();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        warm.Put();
        fence.Put();
    }

    [Fact]
    public void Contexts_are_numbered_per_machine()
    {
        using FenceLab first = new();
        using FenceLab second = new();
        Assert.Equal(1UL, first.Fences.AllocateContext(2));
        Assert.Equal(3UL, first.Fences.AllocateContext());
        Assert.Equal(1UL, second.Fences.AllocateContext());
    }

    private sealed class RawFence : DmaFence
    {
        public RawFence(DmaFences fences, ulong context, ulong seqno)
            : base(fences)
        {
            Init(null, context, seqno);
        }

        public int Enabled { get; private set; }

        public bool HasPassed { get; set; }

        protected override string GetDriverName() => "raw";

        protected override string GetTimelineName() => "raw";

        protected override bool OnEnableSignaling()
        {
            Enabled++;
            return !HasPassed;
        }

        protected override bool TestSignaled() => HasPassed;
    }
}
