using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class InterruptLineTests : IDisposable
{
    private readonly Simulation _simulation = new();
    private readonly InterruptLine _line;

    public InterruptLineTests()
    {
        _line = new InterruptLine(_simulation, 93, "mmu");
    }

    private void Run(Func<KTask> body) => _simulation.RunToCompletion(_simulation.Spawn("driver", body));

    [Fact]
    public void A_raised_line_calls_its_handler_in_interrupt_context_until_it_is_lowered()
    {
        int calls = 0;
        Assert.Equal(Errno.None, _line.Request(() =>
        {
            Assert.True(_simulation.InAtomic);
            Assert.Null(_simulation.Current);
            if (++calls == 3)
            {
                _line.Lower();
            }

            return IrqReturn.Handled;
        }));
        Assert.Equal(Errno.EBUSY, _line.Request(() => IrqReturn.None));
        _line.Raise();
        Assert.Equal(0, calls);
        _simulation.RunUntilIdle();
        Assert.Equal(3, calls);
        Assert.Equal(3, _line.Count);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void The_threaded_half_runs_as_a_task_and_may_sleep()
    {
        List<string> log = [];
        _line.Request(
            () =>
            {
                log.Add("hard");
                _line.Lower();
                return IrqReturn.WakeThread;
            },
            async () =>
            {
                Assert.Equal("irq/93-mmu", _simulation.Current!.Name);
                log.Add("thread begins");
                await _simulation.Sleep(Duration.FromMilliseconds(1));
                log.Add("thread ends");
            });
        _line.Raise();
        _simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.True(_line.IsInProgress);
        _line.Raise();
        _simulation.RunUntilIdle();
        Assert.Equal(["hard", "thread begins", "hard", "thread ends", "thread begins", "thread ends"], log);
        Assert.False(_line.IsInProgress);
        Assert.Empty(_simulation.Findings);
    }

    [Fact]
    public void A_disabled_line_stays_quiet_and_delivers_when_it_is_enabled()
    {
        int calls = 0;
        _line.Request(() =>
        {
            calls++;
            _line.Lower();
            return IrqReturn.Handled;
        });
        _line.DisableNoSync();
        _line.DisableNoSync();
        _line.Raise();
        _simulation.RunUntilIdle();
        _line.Enable();
        _simulation.RunUntilIdle();
        Assert.Equal(0, calls);
        Assert.False(_line.IsEnabled);
        _line.Enable();
        _simulation.RunUntilIdle();
        Assert.Equal(1, calls);
        _line.Enable();
        Assert.Contains("Unbalanced enable", Assert.Single(_simulation.Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_falls_before_delivery_is_forgotten()
    {
        int calls = 0;
        _line.Request(() =>
        {
            calls++;
            return IrqReturn.None;
        });
        _line.Raise();
        _line.Lower();
        _simulation.RunUntilIdle();
        Assert.Equal(0, calls);
    }

    [Fact]
    public void Synchronising_and_disabling_wait_for_the_threaded_half()
    {
        bool ended = false;
        _line.Request(
            () =>
            {
                _line.Lower();
                return IrqReturn.WakeThread;
            },
            async () =>
            {
                await _simulation.Sleep(Duration.FromMilliseconds(5));
                ended = true;
            });
        _line.Raise();
        _simulation.RunFor(Duration.FromMilliseconds(1));
        Run(async () =>
        {
            Assert.False(ended);
            await _line.DisableAsync();
            Assert.True(ended);
            await _line.SynchronizeAsync();
        });
        Assert.False(_line.IsEnabled);
    }

    [Fact]
    public void A_freed_line_has_no_handler_and_no_thread()
    {
        int calls = 0;
        _line.Request(
            () =>
            {
                calls++;
                _line.Lower();
                return IrqReturn.WakeThread;
            },
            async () => await _simulation.Sleep(Duration.FromMilliseconds(5)));
        _line.Raise();
        _simulation.RunFor(Duration.FromMilliseconds(1));
        Run(_line.FreeAsync);
        _line.Raise();
        _simulation.RunUntilIdle();
        Assert.Equal(1, calls);
        Assert.Empty(_simulation.LiveTasks);
        Assert.Equal(Errno.None, _line.Request(() =>
        {
            calls++;
            _line.Lower();
            return IrqReturn.Handled;
        }));
        _simulation.RunUntilIdle();
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Interrupts_wait_while_they_are_disabled_and_come_during_a_busy_wait_otherwise()
    {
        List<long> at = [];
        _line.Request(() =>
        {
            at.Add((_simulation.Now - VirtualTime.Zero).Microseconds);
            _line.Lower();
            return IrqReturn.Handled;
        });
        SpinLock spin = new(_simulation, Classes.A);
        Timer device = new(_simulation, "device", _line.Raise);
        Run(() =>
        {
            device.Modify(Duration.FromMicroseconds(5));
            _simulation.BusyWait(Duration.FromMicroseconds(10));
            Assert.Equal([5], at);
            spin.LockIrqSave();
            Assert.True(_simulation.InterruptsDisabled);
            device.Modify(Duration.FromMicroseconds(5));
            _simulation.BusyWait(Duration.FromMicroseconds(10));
            Assert.Equal([5], at);
            spin.UnlockIrqRestore();
            _simulation.BusyWait(Duration.FromMicroseconds(1));
            Assert.Equal([5, 20], at);
            return KTask.Completed;
        });
        Assert.Empty(_simulation.Findings);
        _simulation.EnableInterrupts();
        Assert.Equal(FindingKind.Warn, Assert.Single(_simulation.Findings).Kind);
    }

    [Fact]
    public void A_line_that_nobody_cares_for_is_disabled()
    {
        _line.Request(() => IrqReturn.None);
        _line.Raise();
        _simulation.RunUntilIdle();
        Assert.Contains("nobody cared", Assert.Single(_simulation.Findings).Title, StringComparison.Ordinal);
        Assert.False(_line.IsEnabled);
        Assert.Equal(1000, _line.Count);
    }

    [Fact]
    public void A_handler_that_keeps_a_lock_is_reported_and_so_is_a_thread_that_is_missing()
    {
        SpinLock spin = new(_simulation, Classes.A);
        _line.Request(() =>
        {
            spin.Lock();
            _line.Lower();
            return IrqReturn.WakeThread;
        });
        _line.Raise();
        _simulation.RunUntilIdle();
        Assert.Equal(2, _simulation.Findings.Count);
        Assert.Equal(FindingKind.LockHeldAtExit, _simulation.Findings[0].Kind);
        Assert.Equal(FindingKind.Warn, _simulation.Findings[1].Kind);
    }

    [Fact]
    public void Under_a_random_chooser_delivery_may_be_late_but_is_never_lost()
    {
        bool late = false;
        bool prompt = false;
        for (ulong seed = 0; seed < 50; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            InterruptLine line = new(simulation, 1, "gpu");
            line.Request(() =>
            {
                late |= simulation.Now.Nanoseconds > 0;
                prompt |= simulation.Now.Nanoseconds == 0;
                line.Lower();
                return IrqReturn.Handled;
            });
            line.Raise();
            simulation.RunUntilIdle();
            Assert.Equal(1, line.Count);
        }

        Assert.True(late && prompt);
    }

    public void Dispose() => _simulation.Dispose();
}
