using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class WorkTests : IDisposable
{
    private readonly Simulation _simulation = new();

    private Workqueue Queue(WorkqueueKind kind) => new(_simulation, "wq", kind);

    private T Run<T>(Func<KTask<T>> body) => _simulation.RunToCompletion(_simulation.Spawn("driver", body));

    [Fact]
    public void A_work_item_is_pending_until_it_begins_and_is_queued_once()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        Work work = null!;
        work = new Work(_simulation, "w", () =>
        {
            Assert.False(work.IsPending);
            Assert.True(work.IsRunning);
            runs++;
            return KTask.Completed;
        });
        Assert.True(queue.Queue(work));
        Assert.False(queue.Queue(work));
        Assert.True(work.IsPending);
        Assert.True(work.IsBusy);
        _simulation.RunUntilIdle();
        Assert.Equal(1, runs);
        Assert.False(work.IsBusy);
        Assert.True(queue.Queue(work));
        _simulation.RunUntilIdle();
        Assert.Equal(2, runs);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void An_item_of_an_unbound_queue_may_wait_for_one_that_was_queued_right_after_it()
    {
        Workqueue queue = Queue(WorkqueueKind.Unbound);
        queue.Queue(new Work(_simulation, "leaves an idle worker behind", () => KTask.Completed));
        _simulation.RunUntilIdle();
        var released = new Completion(_simulation, "released");
        bool isDone = false;
        queue.Queue(new Work(_simulation, "waits", async () =>
        {
            await released.WaitAsync();
            isDone = true;
        }));
        queue.Queue(new Work(_simulation, "releases", () =>
        {
            released.Complete();
            return KTask.Completed;
        }));
        _simulation.RunUntilIdle();
        Assert.True(isDone);
    }

    [Fact]
    public void An_ordered_queue_runs_one_item_at_a_time_in_order()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        List<string> log = [];
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            queue.Queue(new Work(_simulation, "w", async () =>
            {
                log.Add($"begin {number}");
                await _simulation.Sleep(Duration.FromMilliseconds(3 - number));
                log.Add($"end {number}");
            }));
        }

        _simulation.RunUntilIdle();
        Assert.Equal(["begin 0", "end 0", "begin 1", "end 1", "begin 2", "end 2"], log);
    }

    [Fact]
    public void An_unbound_queue_runs_items_side_by_side_up_to_its_limit()
    {
        Workqueue queue = new(_simulation, "wq", WorkqueueKind.Unbound, maxActive: 2);
        int active = 0;
        int most = 0;
        for (int i = 0; i < 5; i++)
        {
            queue.Queue(new Work(_simulation, "w", async () =>
            {
                most = Math.Max(most, ++active);
                await _simulation.Sleep(Duration.FromMilliseconds(1));
                active--;
            }));
        }

        _simulation.RunUntilIdle();
        Assert.Equal(2, most);
        Assert.Equal(Duration.FromMilliseconds(3), _simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void An_item_that_queues_itself_again_runs_again_but_never_twice_at_a_time()
    {
        Workqueue queue = Queue(WorkqueueKind.Unbound);
        int runs = 0;
        int inside = 0;
        Work work = null!;
        work = new Work(_simulation, "w", async () =>
        {
            Assert.Equal(1, ++inside);
            if (++runs < 3)
            {
                Assert.True(queue.Queue(work));
                Assert.False(queue.Queue(work));
            }

            await _simulation.Sleep(Duration.FromMilliseconds(1));
            inside--;
        });
        queue.Queue(work);
        _simulation.RunUntilIdle();
        Assert.Equal(3, runs);
        Assert.Equal(Duration.FromMilliseconds(3), _simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void Flushing_waits_for_the_item_as_last_queued()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        Work work = new(_simulation, "w", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            runs++;
        });
        queue.Queue(work);
        _simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.True(work.IsRunning);
        queue.Queue(work);
        Assert.True(Run(() => work.FlushAsync()));
        Assert.Equal(2, runs);
        Assert.False(Run(() => work.FlushAsync()));
    }

    [Fact]
    public void Flushing_does_not_wait_for_what_is_queued_later()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        Work work = null!;
        work = new Work(_simulation, "w", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            if (++runs < 100)
            {
                queue.Queue(work);
            }
        });
        queue.Queue(work);
        Assert.True(Run(() => work.FlushAsync()));
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Cancelling_takes_a_pending_item_back_and_leaves_a_running_one()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        Work work = new(_simulation, "w", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            runs++;
        });
        queue.Queue(work);
        Assert.True(work.Cancel());
        Assert.False(work.Cancel());
        _simulation.RunUntilIdle();
        Assert.Equal(0, runs);
        queue.Queue(work);
        _simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.False(work.Cancel());
        _simulation.RunUntilIdle();
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Cancelling_synchronously_waits_and_stops_an_item_that_queues_itself()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        bool refused = false;
        Work work = null!;
        work = new Work(_simulation, "w", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            runs++;
            refused = !queue.Queue(work);
        });
        queue.Queue(work);
        _simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.False(Run(() => work.CancelSyncAsync()));
        Assert.Equal(1, runs);
        Assert.True(refused);
        Assert.False(work.IsBusy);
        Assert.True(queue.Queue(work));
        SimTask<bool> canceller = _simulation.Spawn("canceller", () => work.CancelSyncAsync());
        Assert.False(_simulation.RunToCompletion(canceller));
        Assert.Equal(2, runs);
        Assert.False(work.IsBusy);
    }

    [Fact]
    public void A_flusher_is_let_go_when_the_item_is_cancelled()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        Work blocker = new(_simulation, "blocker", async () => await _simulation.Sleep(Duration.FromSeconds(1)));
        Work work = new(_simulation, "w", () => KTask.Completed);
        queue.Queue(blocker);
        queue.Queue(work);
        SimTask<bool> flusher = _simulation.Spawn("flusher", () => work.FlushAsync());
        _simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(flusher.IsDone);
        work.Cancel();
        Assert.True(_simulation.RunToCompletion(flusher));
        Assert.Equal(Duration.FromMilliseconds(1), _simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void A_disabled_item_cannot_be_queued_until_it_is_enabled_as_often()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        Work work = new(_simulation, "w", () => KTask.Completed);
        queue.Queue(work);
        Assert.True(work.Disable());
        Assert.False(Run(() => work.DisableSyncAsync()));
        Assert.True(work.IsDisabled);
        Assert.False(queue.Queue(work));
        Assert.False(work.Enable());
        Assert.False(queue.Queue(work));
        Assert.True(work.Enable());
        Assert.True(queue.Queue(work));
        Assert.Empty(_simulation.Findings);
        Assert.True(work.Enable());
        Assert.Equal(FindingKind.Warn, Assert.Single(_simulation.Findings).Kind);
    }

    [Fact]
    public void Flushing_a_queue_waits_for_all_that_is_queued_and_for_nothing_later()
    {
        Workqueue queue = Queue(WorkqueueKind.Unbound);
        int ended = 0;
        for (int i = 1; i <= 3; i++)
        {
            int ms = i;
            queue.Queue(new Work(_simulation, "w", async () =>
            {
                await _simulation.Sleep(Duration.FromMilliseconds(ms));
                ended++;
            }));
        }

        _simulation.Spawn("later", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            Duration length = Duration.FromMilliseconds(50);
            queue.Queue(new Work(_simulation, "late", async () => await _simulation.Sleep(length)));
        });
        Run(async () =>
        {
            await queue.FlushAsync();
            return 0;
        });
        Assert.Equal(3, ended);
        Assert.Equal(Duration.FromMilliseconds(3), _simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void A_destroyed_queue_has_drained_its_items_and_takes_no_more()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        int runs = 0;
        Work work = null!;
        work = new Work(_simulation, "w", async () =>
        {
            await _simulation.Sleep(Duration.FromMilliseconds(1));
            if (++runs < 3)
            {
                queue.Queue(work);
            }
        });
        queue.Queue(work);
        Run(async () =>
        {
            await queue.DestroyAsync();
            return 0;
        });
        Assert.Equal(3, runs);
        Assert.Empty(_simulation.Findings);
        Assert.False(queue.Queue(work));
        Assert.Equal(FindingKind.Warn, Assert.Single(_simulation.Findings).Kind);
        _simulation.RunUntilIdle();
        Assert.Empty(_simulation.LiveTasks);
    }

    [Fact]
    public void An_item_that_returns_with_a_lock_held_is_reported()
    {
        Mutex mutex = new(_simulation, Classes.A);
        _simulation.SystemWorkqueue.Queue(new Work(_simulation, "leaky", async () => await mutex.LockAsync()));
        _simulation.RunUntilIdle();
        Finding finding = Assert.Single(_simulation.Findings);
        Assert.Equal(FindingKind.LockHeldAtExit, finding.Kind);
        Assert.Contains("work leaky has returned with locks held: mutex a", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_flushes_itself_is_found_by_lockdep_and_hangs()
    {
        Workqueue queue = Queue(WorkqueueKind.Ordered);
        Work work = null!;
        work = new Work(_simulation, "selfish", async () => await work.FlushAsync());
        queue.Queue(work);
        _simulation.RunFor(Duration.FromSeconds(200));
        Assert.NotEmpty(_simulation.Findings.Of(FindingKind.LockOrder));
        Assert.Single(_simulation.Findings.Of(FindingKind.HungTask));
    }

    [Fact]
    public void Random_interleavings_lose_no_item()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            Workqueue queue = new(simulation, "wq", seed % 2 == 0 ? WorkqueueKind.Ordered : WorkqueueKind.Unbound);
            int queued = 0;
            int runs = 0;
            Work work = new(simulation, "w", async () =>
            {
                runs++;
                await simulation.PreemptionPoint(ChoiceKind.Register);
            });
            for (int i = 0; i < 3; i++)
            {
                simulation.Spawn("t", async () =>
                {
                    for (int k = 0; k < 5; k++)
                    {
                        await simulation.PreemptionPoint(ChoiceKind.Other);
                        queued += queue.Queue(work) ? 1 : 0;
                        await simulation.Sleep(Duration.FromMicroseconds(3));
                    }

                    await work.FlushAsync();
                    Assert.True(runs > 0);
                });
            }

            simulation.RunUntilIdle();
            Assert.Equal(queued, runs);
            Assert.Empty(simulation.Findings);
        }
    }

    public void Dispose() => _simulation.Dispose();
}
