using System;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    /// <summary>How far away a hardware event may be to happen while tasks are runnable.</summary>
    public static readonly Duration InterleavingHorizon = Duration.FromMicroseconds(50);

    private IRunnableObserver? _runnableObserver;
    private int[] _runnableIds = [];

    /// <summary>
    /// Decides something open: the only source of chance. Recorded when there is more than one alternative.
    /// </summary>
    /// <param name="kind">What the choice is about.</param>
    /// <param name="n">How many alternatives there are; at least 1. Alternative 0 is what a quiet machine does.</param>
    /// <returns>A number from 0 to <paramref name="n"/> − 1.</returns>
    public int Choose(ChoiceKind kind, int n)
    {
        if (n <= 1)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
            return 0;
        }

        int answer = Chooser.Choose(kind, n);
        if ((uint)answer >= (uint)n)
        {
            throw new InvalidOperationException($"The chooser answered {answer} to {kind} of {n}.");
        }

        Choices.Record(kind, n, answer);
        return answer;
    }

    /// <summary>Which runnable task goes next; their number means: first the next event.</summary>
    private int PickNext()
    {
        int n = _ready.Count;
        if (_plainFifo)
        {
            if (n > 1)
            {
                Choices.Record(ChoiceKind.TaskSwitch, n, 0);
            }

            return 0;
        }

        if (_preempts && IsEventNear())
        {
            n++;
        }

        if (n == 1)
        {
            return 0;
        }

        TellRunnable();
        return Choose(ChoiceKind.TaskSwitch, n);
    }

    /// <summary>
    /// Offers to interrupt the running task. Hardware events that are chosen happen here; a task that is chosen runs as
    /// soon as the current one has been suspended.
    /// </summary>
    /// <returns>Whether the current task is to be suspended.</returns>
    internal bool OfferSwitch(ChoiceKind kind)
    {
        if (_context.AtomicDepth != 0 || !_context.IsTask)
        {
            return false;
        }

        while (true)
        {
            int tasks = _ready.Count;
            int n = 1 + tasks + (IsEventNear() ? 1 : 0);
            if (n == 1)
            {
                return false;
            }

            TellRunnable();
            int answer = Choose(kind, n);
            if (answer == 0)
            {
                return false;
            }

            if (answer <= tasks)
            {
                _forced = _ready.RemoveAt(answer - 1);
                return true;
            }

            AdvanceTo(Math.Max(_events.NextTime, Now.Nanoseconds));
            RunEvent();
        }
    }

    private bool IsEventNear() =>
        _events.Count != 0 && _events.NextTime - Now.Nanoseconds <= InterleavingHorizon.Nanoseconds;

    private void TellRunnable()
    {
        if (_runnableObserver is not { } observer)
        {
            return;
        }

        int n = _ready.Count;
        if (_runnableIds.Length < n)
        {
            Array.Resize(ref _runnableIds, Math.Max(16, n * 2));
        }

        for (int i = 0; i < n; i++)
        {
            _runnableIds[i] = _ready[i].Id;
        }

        observer.ObserveRunnable(Now, Current, _runnableIds.AsSpan(0, n));
    }
}
