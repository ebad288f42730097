using System;

namespace Panthor.Kernel;

/// <summary>A task whose function returns a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class SimTask<T> : SimTask
{
    private readonly Func<KTask<T>> _body;
    private T _result = default!;

    internal SimTask(Simulation simulation, int id, string name, Func<KTask<T>> body)
        : base(simulation, id, name, null)
    {
        _body = body;
    }

    /// <summary>What the function returned.</summary>
    /// <exception cref="InvalidOperationException">The task has not completed.</exception>
    public T Result => State == TaskState.Completed
        ? _result
        : throw new InvalidOperationException($"The task {this} has no result: it is {State}.");

    private protected override TaskFrame? Begin()
    {
        KTask<T> task = _body();
        if (task.Frame is { Done: false } frame)
        {
            return frame;
        }

        _result = task.GetAwaiter().GetResult();
        return null;
    }

    private protected override void End(TaskFrame frame)
    {
        _result = ((TaskFrame<T>)frame).Result;
        base.End(frame);
    }
}
