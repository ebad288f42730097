using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class DelayedWorkTests : IDisposable
{
    private readonly Simulation _simulation = new();
    private readonly Workqueue _queue;
    private readonly DelayedWork _work;
    private readonly List<long> _runsAtMs = [];

    public DelayedWorkTests()
    {
        _queue = new Workqueue(_simulation, "wq", WorkqueueKind.Ordered);
        _work = new DelayedWork(_simulation, "tick", () =>
        {
            _runsAtMs.Add((_simulation.Now - VirtualTime.Zero).Milliseconds);
            return KTask.Completed;
        });
    }

    private T Run<T>(Func<KTask<T>> body) => _simulation.RunToCompletion(_simulation.Spawn("driver", body));

    [Fact]
    public void It_runs_after_its_delay_and_is_pending_meanwhile()
    {
        Assert.True(_queue.QueueDelayed(_work, Duration.FromMilliseconds(10)));
        Assert.False(_queue.QueueDelayed(_work, Duration.FromMilliseconds(1)));
        Assert.False(_queue.Queue(_work));
        Assert.True(_work.IsPending);
        Assert.True(_work.IsDelayed);
        Assert.Equal(10_000_000, _work.Expires.Nanoseconds);
        _simulation.RunUntilIdle();
        Assert.Equal([10], _runsAtMs);
        Assert.False(_work.IsPending);
    }

    [Fact]
    public void Without_a_delay_it_is_queued_at_once()
    {
        Assert.True(_queue.QueueDelayed(_work, Duration.Zero));
        Assert.False(_work.IsDelayed);
        Assert.True(_work.IsPending);
        _simulation.RunUntilIdle();
        Assert.Equal([0], _runsAtMs);
    }

    [Fact]
    public void Modifying_moves_it_earlier_or_later()
    {
        Assert.False(_queue.ModifyDelayed(_work, Duration.FromMilliseconds(10)));
        Assert.True(_queue.ModifyDelayed(_work, Duration.FromMilliseconds(2)));
        _simulation.RunUntilIdle();
        Assert.Equal([2], _runsAtMs);
        _queue.QueueDelayed(_work, Duration.FromMilliseconds(1));
        Assert.True(_queue.ModifyDelayed(_work, Duration.FromMilliseconds(20)));
        _simulation.RunUntilIdle();
        Assert.Equal([2, 22], _runsAtMs);
        _queue.Queue(_work);
        Assert.True(_queue.ModifyDelayed(_work, Duration.FromMilliseconds(5)));
        _simulation.RunUntilIdle();
        Assert.Equal([2, 22, 27], _runsAtMs);
    }

    [Fact]
    public void Cancelling_stops_the_delay()
    {
        _queue.QueueDelayed(_work, Duration.FromMilliseconds(10));
        Assert.True(_work.Cancel());
        Assert.False(_work.IsPending);
        _queue.QueueDelayed(_work, Duration.FromMilliseconds(10));
        Assert.True(Run(() => _work.CancelSyncAsync()));
        _simulation.RunUntilIdle();
        Assert.Empty(_runsAtMs);
        Assert.Equal(0, _simulation.Now.Nanoseconds);
    }

    [Fact]
    public void Flushing_ends_the_delay_at_once()
    {
        _queue.QueueDelayed(_work, Duration.FromSeconds(10));
        Assert.True(Run(() => _work.FlushAsync()));
        Assert.Equal([0], _runsAtMs);
        _simulation.RunUntilIdle();
        Assert.Equal([0], _runsAtMs);
    }

    [Fact]
    public void Flushing_the_item_itself_waits_for_what_is_queued_or_runs_and_not_for_a_delay()
    {
        Assert.False(Run(() => _work.FlushWorkAsync()));
        _queue.QueueDelayed(_work, Duration.FromSeconds(10));
        Assert.False(Run(() => _work.FlushWorkAsync()));
        Assert.Empty(_runsAtMs);
        Assert.True(_work.IsDelayed);
        Assert.True(Run(() =>
        {
            _queue.ModifyDelayed(_work, Duration.Zero);
            return _work.FlushWorkAsync();
        }));
        Assert.Equal([0], _runsAtMs);
    }

    [Fact]
    public void Flushing_an_item_that_runs_does_not_wait_for_the_next_delay()
    {
        DelayedWork periodic = null!;
        periodic = new DelayedWork(_simulation, "periodic", async () =>
        {
            _queue.QueueDelayed(periodic, Duration.FromSeconds(10));
            await _simulation.Sleep(Duration.FromMilliseconds(1));
        });
        _queue.Queue(periodic);
        _simulation.RunUntil(() => periodic.IsRunning, Duration.FromSeconds(1));
        Assert.True(Run(() => periodic.FlushWorkAsync()));
        Assert.Equal(1, _simulation.Now.Nanoseconds / 1_000_000);
        periodic.Cancel();
    }

    [Fact]
    public void Flushing_the_queue_does_not_end_the_delay()
    {
        _queue.QueueDelayed(_work, Duration.FromSeconds(10));
        Run(async () =>
        {
            await _queue.FlushAsync();
            return 0;
        });
        Assert.Empty(_runsAtMs);
        Assert.True(_work.IsDelayed);
    }

    [Fact]
    public void A_periodic_item_stops_when_it_is_disabled()
    {
        DelayedWork periodic = null!;
        int runs = 0;
        periodic = new DelayedWork(_simulation, "periodic", () =>
        {
            runs++;
            _queue.QueueDelayed(periodic, Duration.FromMilliseconds(10));
            return KTask.Completed;
        });
        _queue.Queue(periodic);
        _simulation.RunFor(Duration.FromMilliseconds(95));
        Assert.Equal(10, runs);
        Assert.True(Run(() => periodic.DisableSyncAsync()));
        _simulation.RunUntilIdle();
        Assert.Equal(10, runs);
        Assert.False(_queue.QueueDelayed(periodic, Duration.Zero));
        Assert.False(_queue.ModifyDelayed(periodic, Duration.Zero));
    }

    public void Dispose() => _simulation.Dispose();
}
