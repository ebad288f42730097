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

    /// <summary>MCU_STATUS changed.</summary>
    public static readonly EventId McuStatus = new("gpu_mcu_status", "status*");

    /// <summary>The firmware has booted: the version of its interface, its group slots, its streams per group.</summary>
    public static readonly EventId FirmwareBooted = new("gpu_fw_booted", "version", "slots*", "streams*");

    /// <summary>The firmware has acknowledged global requests.</summary>
    public static readonly EventId GlobalAck = new("gpu_fw_glb_ack", "bits");

    /// <summary>A group slot has reached a state that was asked for, a <see cref="GroupSlotState"/>.</summary>
    public static readonly EventId GroupState = new("gpu_csg_state", "slot*", "state*", "as*", "priority*");

    /// <summary>An acknowledgement of a group slot was lost (fault point CsgAck).</summary>
    public static readonly EventId GroupAckLost = new("gpu_csg_ack_lost", "slot*", "bits");

    /// <summary>No job gets any further until the GPU is reset (fault point Unrecoverable).</summary>
    public static readonly EventId EndpointsStuck = new("gpu_endpoints_stuck", "slot*", "stream*");

    /// <summary>All streams of a group slot are idle.</summary>
    public static readonly EventId GroupIdle = new("gpu_csg_idle", "slot*");

    /// <summary>A stream started or was resumed.</summary>
    public static readonly EventId StreamStarted = new(
        "gpu_cs_started", "slot*", "stream*", "extract*", "insert*");

    /// <summary>A stream does not get further; the reason is a <see cref="CsStop"/>.</summary>
    public static readonly EventId StreamBlocked = new(
        "gpu_cs_blocked", "slot*", "stream*", "reason*", "extract*");

    /// <summary>The host was told of an exception of a stream; fatal is 1 for CS_FATAL, 0 for CS_FAULT.</summary>
    public static readonly EventId StreamException = new(
        "gpu_fw_exception", "slot*", "stream*", "fatal*", "type");

    /// <summary>The host was told that a stream's tiler heap has no memory: CS_TILER_OOM.</summary>
    public static readonly EventId TilerOom = new("gpu_fw_tiler_oom", "slot*", "stream*", "heap");

    /// <summary>A tiler heap was given a chunk, or refused one (0).</summary>
    public static readonly EventId HeapGrown = new("gpu_heap_grown", "slot*", "stream*", "heap", "chunk");

    /// <summary>The heap contexts of a group were written back to memory; status 0 is well.</summary>
    public static readonly EventId HeapsWrittenBack = new("gpu_heap_writeback", "slot*", "status*", "va");

    /// <summary>An endpoint took up a job; the endpoint is a <see cref="CsResources"/> flag.</summary>
    public static readonly EventId JobStarted = new("gpu_job_started", "slot*", "stream*", "endpoint*", "unit*");

    /// <summary>A job ended; type is the exception, 0 if it went well.</summary>
    public static readonly EventId JobEnded = new("gpu_job_ended", "slot*", "stream*", "endpoint*", "type");

    /// <summary>TRACE_POINT was executed.</summary>
    public static readonly EventId TracePoint = new("gpu_cs_trace_point", "slot*", "stream*", "va", "first");
}
