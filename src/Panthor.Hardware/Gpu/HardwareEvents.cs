using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The events that the hardware records.</summary>
public static class HardwareEvents
{
    /// <summary>A register that does not exist, or that cannot be read, was read: the answer was 0.</summary>
    public static readonly EventId UnknownRead = new("gpu_reg_read_unknown", "offset");

    /// <summary>A register that does not exist, or that cannot be written, was written: nothing happened.</summary>
    public static readonly EventId UnknownWrite = new("gpu_reg_write_unknown", "offset", "value");

    /// <summary>GPU_CMD was written.</summary>
    public static readonly EventId GpuCommand = new("gpu_command", "command");

    /// <summary>Power domains changed (the kernel's tracepoint of that name).</summary>
    public static readonly EventId PowerStatus = new("gpu_power_status", "shader", "tiler", "l2");

    /// <summary>A cache flush is complete; the number is the new LATEST_FLUSH_ID.</summary>
    public static readonly EventId CacheFlushDone = new("gpu_cache_flush_done", "flush_id*");

    /// <summary>A reset is complete; hard is 1 for a hard reset.</summary>
    public static readonly EventId ResetDone = new("gpu_reset_done", "hard*");

    /// <summary>AS_COMMAND was written.</summary>
    public static readonly EventId AsCommand = new("gpu_as_command", "as*", "command*", "lockaddr");

    /// <summary>A command of an address space has completed.</summary>
    public static readonly EventId AsCommandDone = new("gpu_as_command_done", "as*", "command*");

    /// <summary>An access waits for the locked region.</summary>
    public static readonly EventId AccessStalled = new("gpu_access_stalled", "as*", "va");

    /// <summary>An address space has faulted.</summary>
    public static readonly EventId MmuFault = new("gpu_mmu_fault", "as*", "status", "va");

    /// <summary>An access went to a physical address that is no memory.</summary>
    public static readonly EventId BusFault = new("gpu_bus_fault", "as*", "pa");

    /// <summary>An interrupt block raised its line.</summary>
    public static readonly EventId InterruptRaised = new("gpu_irq_raised", "block*", "status");

    /// <summary>An interrupt was lost on its way (fault point Interrupt).</summary>
    public static readonly EventId InterruptLost = new("gpu_irq_lost", "block*", "status");
}
