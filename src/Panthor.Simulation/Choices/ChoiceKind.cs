namespace Panthor.Kernel;

/// <summary>What a choice is about. A scheduling kind names the operation that comes next, before it is done.</summary>
public enum ChoiceKind
{
    /// <summary>Which runnable task goes next.</summary>
    TaskSwitch,

    /// <summary>Before a lock is taken: go on, or let another task run first.</summary>
    Lock,

    /// <summary>Before a register is read or written.</summary>
    Register,

    /// <summary>Before a page-table entry is written.</summary>
    PageTable,

    /// <summary>Before a doorbell is rung.</summary>
    Doorbell,

    /// <summary>Before memory shared with the hardware is read or written.</summary>
    SharedMemory,

    /// <summary>Before something is waited for.</summary>
    Wait,

    /// <summary>How long the hardware takes.</summary>
    HardwareLatency,

    /// <summary>Whether an interrupt is delivered at once or later.</summary>
    Interrupt,

    /// <summary>Whether an injected fault fires.</summary>
    FaultPoint,

    /// <summary>Anything else.</summary>
    Other,
}
