using System;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A call that runs as a thread of its own on the simulated machine. All properties are live.</summary>
public sealed class GpuTask
{
    private readonly SimTask _task;
    private readonly Func<object?> _finish;
    private bool _isFinished;
    private object? _result;
    private Exception? _error;

    internal GpuTask(GpuDevice device, SimTask task, Func<object?> finish)
    {
        Device = device;
        _task = task;
        _finish = finish;
    }

    /// <summary>Number of the task on its device.</summary>
    public int Id => _task.Id;

    /// <summary>Name of the task, as the events and the kernel log have it.</summary>
    public string Name => _task.Name;

    /// <summary>What it does.</summary>
    public TaskState State => _task.State;

    /// <summary>What it waits for, if it waits.</summary>
    public string? BlockedOn => _task.BlockedOn;

    /// <summary>What the call returned; null before its end, or if it failed.</summary>
    public object? Result
    {
        get
        {
            Finish();
            return _result;
        }
    }

    /// <summary>Why the call failed; null before its end, or if it went well.</summary>
    public Exception? Error
    {
        get
        {
            Finish();
            return _error;
        }
    }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    internal SimTask Engine => _task;

    /// <inheritdoc/>
    public override string ToString() => $"task {Id} ({Name})";

    private void Finish()
    {
        if (_isFinished || !_task.IsDone)
        {
            return;
        }

        _isFinished = true;
        _error = _task.Failure;
        if (_error is not null)
        {
            return;
        }

        try
        {
            _result = _finish();
        }
        catch (Exception e) when (ErrorRecords.IsRecordError(e))
        {
            _error = e;
        }
    }
}
