namespace Panthor.Kernel;

/// <summary>The events of the simulated kernel itself.</summary>
public static class KernelEvents
{
    /// <summary>A task was created.</summary>
    public static readonly EventId TaskNew = new("sched_process_fork", "task*");

    /// <summary>A task has ended; failed is 1 if it was killed.</summary>
    public static readonly EventId TaskExit = new("sched_process_exit", "task*", "failed*");

    /// <summary>A task runs on; kept only with <see cref="EventLog.RecordSwitches"/>.</summary>
    public static readonly EventId TaskSwitch = new("sched_switch", "task*");

    /// <summary>A hard interrupt handler begins.</summary>
    public static readonly EventId InterruptEntry = new("irq_handler_entry", "irq*");

    /// <summary>A hard interrupt handler has returned; its result is an <see cref="IrqReturn"/>.</summary>
    public static readonly EventId InterruptExit = new("irq_handler_exit", "irq*", "ret*");

    /// <summary>A work item begins; the number is its queue ticket.</summary>
    public static readonly EventId WorkBegin = new("workqueue_execute_start", "ticket*");

    /// <summary>A work item has returned.</summary>
    public static readonly EventId WorkEnd = new("workqueue_execute_end", "ticket*");

    /// <summary>A timer's function is called.</summary>
    public static readonly EventId TimerExpire = new("timer_expire_entry");

    /// <summary>A checker found something; the number is a <see cref="FindingKind"/>.</summary>
    public static readonly EventId Found = new("finding", "kind*");

    /// <summary>An injected fault fired; the number is that of the injection.</summary>
    public static readonly EventId FaultInjected = new("fault_injected", "injection*", "errno*");
}
