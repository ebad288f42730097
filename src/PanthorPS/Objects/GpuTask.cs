using System;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A call that runs as a thread of its own on the simulated machine. All properties are live.</summary>
public sealed class GpuTask
{
    private readonly GpuDevice? _device;
    private readonly SimTask? _task;
    private readonly Func<object?>? _finish;
    private bool _isFinished;
    private object? _result;
    private Exception? _error;

    internal GpuTask(GpuDevice device, SimTask task, Func<object?> finish)
    {
        _device = device;
        _task = task;
        _finish = finish;
        Id = task.Id;
    }

    private GpuTask(int id)
    {
        Id = id;
    }

    /// <summary>Number of the task on its device.</summary>
    public int Id { get; }

    /// <summary>Name of the task, as the events and the kernel log have it.</summary>
    public string Name => Engine.Name;

    /// <summary>What it does.</summary>
    public TaskState State => Engine.State;

    /// <summary>What it waits for, if it waits.</summary>
    public string? BlockedOn => Engine.BlockedOn;

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
    public GpuDevice Device => _device ?? throw new InvalidOperationException("This is only a reference.");

    internal SimTask Engine => _task ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _task is null;

    /// <inheritdoc/>
    public override string ToString() => IsReference ? $"task {Id}" : $"task {Id} ({Name})";

    internal static GpuTask Reference(int id) => new(id);

    private void Finish()
    {
        if (_isFinished || !Engine.IsDone)
        {
            return;
        }

        _isFinished = true;
        _error = Engine.Failure;
        if (_error is not null)
        {
            return;
        }

        try
        {
            _result = _finish!();
        }
        catch (Exception e) when (ErrorRecords.IsRecordError(e))
        {
            _error = e;
        }
    }
}
