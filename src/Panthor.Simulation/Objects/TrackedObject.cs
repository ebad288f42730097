namespace Panthor.Kernel;

/// <summary>The life of one kernel object: what the slab debugger knows of it.</summary>
public sealed class TrackedObject
{
    private readonly ObjectTracker _tracker;
    private readonly TaskName _creator;
    private TaskName _freer;

    internal TrackedObject(ObjectTracker tracker, string type, string name, object? subject)
    {
        _tracker = tracker;
        Type = type;
        Name = name;
        Subject = subject;
        CreatedAt = tracker.Simulation.Now;
        _creator = TaskName.Of(tracker.Simulation.Context);
    }

    /// <summary>The C structure: "panthor_vm".</summary>
    public string Type { get; }

    /// <summary>Which one: "panthor_vm#3".</summary>
    public string Name { get; }

    /// <summary>The object itself.</summary>
    public object? Subject { get; }

    /// <summary>When it was allocated.</summary>
    public VirtualTime CreatedAt { get; }

    /// <summary>The task that allocated it.</summary>
    public string CreatedBy => _creator.ToString();

    /// <summary>Whether it was freed.</summary>
    public bool IsFreed { get; private set; }

    /// <summary>When it was freed.</summary>
    public VirtualTime FreedAt { get; private set; }

    /// <summary>The task that freed it; null as long as none did.</summary>
    public string? FreedBy => IsFreed ? _freer.ToString() : null;

    internal TrackedObject? Next { get; set; }

    internal TrackedObject? Previous { get; set; }

    /// <summary>The object is given back. A second time is a finding.</summary>
    public void Free()
    {
        if (IsFreed)
        {
            _tracker.ReportDoubleFree(this);
            return;
        }

        IsFreed = true;
        FreedAt = _tracker.Simulation.Now;
        _freer = TaskName.Of(_tracker.Simulation.Context);
        _tracker.Unlink(this);
    }

    /// <summary>The object is used. After it was freed that is a finding.</summary>
    /// <param name="operation">What is done: "panthor_vm_map".</param>
    /// <returns>Whether the object is alive.</returns>
    public bool AssertAlive(string operation)
    {
        if (IsFreed)
        {
            _tracker.ReportUseAfterFree(this, operation);
        }

        return !IsFreed;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
