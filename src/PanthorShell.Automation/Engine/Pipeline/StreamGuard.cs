using System.Collections.Generic;
using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>Passes output to the next command under that command's own surroundings.</summary>
internal sealed class StreamGuard(CommandProcessor next) : IOutputPipe
{
    private Queue<object?>? _waiting;

    public void Add(object? value)
    {
        // What is written before the next command has begun waits.
        if (!next.HasBegun)
        {
            (_waiting ??= new Queue<object?>()).Enqueue(value);
            return;
        }

        Drain();
        next.ProcessObject(value);
    }

    internal void Drain()
    {
        while (_waiting is not null && _waiting.TryDequeue(out object? value)) next.ProcessObject(value);
    }
}
