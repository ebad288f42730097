namespace Panthor.Kernel;

/// <summary>
/// A list of waiting tasks, in order of arrival, threaded through the tasks themselves: nothing is allocated.
/// </summary>
internal struct WaitList
{
    private SimTask? _head;
    private SimTask? _tail;

    internal readonly SimTask? First => _head;

    internal readonly bool IsEmpty => _head is null;

    internal void Append(SimTask task)
    {
        task.IsOnWaitList = true;
        task.PreviousWaiter = _tail;
        task.NextWaiter = null;
        if (_tail is null)
        {
            _head = task;
        }
        else
        {
            _tail.NextWaiter = task;
        }

        _tail = task;
    }

    /// <summary>Takes the task off the list, if it is on it. A task is on one list at most.</summary>
    internal void Remove(SimTask task)
    {
        if (!task.IsOnWaitList)
        {
            return;
        }

        task.IsOnWaitList = false;
        SimTask? previous = task.PreviousWaiter;
        SimTask? next = task.NextWaiter;
        if (previous is null)
        {
            _head = next;
        }
        else
        {
            previous.NextWaiter = next;
        }

        if (next is null)
        {
            _tail = previous;
        }
        else
        {
            next.PreviousWaiter = previous;
        }

        task.PreviousWaiter = null;
        task.NextWaiter = null;
    }
}
