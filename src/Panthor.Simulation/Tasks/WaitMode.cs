namespace Panthor.Kernel;

/// <summary>How a task waits.</summary>
public enum WaitMode
{
    /// <summary>The D state: no signal ends the wait, and after 120 s the task counts as hung.</summary>
    Uninterruptible,

    /// <summary>A signal ends the wait with ERESTARTSYS.</summary>
    Interruptible,

    /// <summary>A kernel thread without work: it may wait for ever.</summary>
    Idle,
}
