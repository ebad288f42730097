namespace Panthor.Kernel;

/// <summary>What a checker found.</summary>
public enum FindingKind
{
    /// <summary>A WARN_ON.</summary>
    Warn,

    /// <summary>An oops or a BUG_ON: the task was killed.</summary>
    Oops,

    /// <summary>Locks are taken in an order that can deadlock, or a lock is taken twice.</summary>
    LockOrder,

    /// <summary>A task, a work item or an interrupt handler ended with a lock held.</summary>
    LockHeldAtExit,

    /// <summary>A function that may sleep was called in atomic context.</summary>
    SleepInAtomic,

    /// <summary>A lock was used against its rules: unlocked by another task, unlocked twice.</summary>
    LockMisuse,

    /// <summary>A freed object was used.</summary>
    UseAfterFree,

    /// <summary>An object was freed twice.</summary>
    DoubleFree,

    /// <summary>An object outlived its owner.</summary>
    Leak,

    /// <summary>Tasks wait for each other for ever.</summary>
    Deadlock,

    /// <summary>A task was blocked for more than 120 s.</summary>
    HungTask,

    /// <summary>A task kept the processor for more than 22 s.</summary>
    SoftLockup,

    /// <summary>The result of a call that may sleep was never awaited.</summary>
    UnconsumedTask,

    /// <summary>The GPU accessed memory that it may not access.</summary>
    GpuPageFault,

    /// <summary>The GPU used a translation that the page table no longer holds.</summary>
    StaleTranslation,

    /// <summary>A page was freed twice, or memory was used that belongs to nobody.</summary>
    BadPage,

    /// <summary>A fence was signalled twice, or never.</summary>
    Fence,
}
