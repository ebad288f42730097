namespace Panthor.Kernel;

/// <summary>What a hard interrupt handler says.</summary>
public enum IrqReturn
{
    /// <summary>IRQ_NONE: not ours.</summary>
    None = 0,

    /// <summary>IRQ_HANDLED: done.</summary>
    Handled = 1,

    /// <summary>IRQ_WAKE_THREAD: the threaded handler does the rest.</summary>
    WakeThread = 2,
}
