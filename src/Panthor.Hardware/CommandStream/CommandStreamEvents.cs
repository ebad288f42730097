using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The events that command streams record.</summary>
public static class CommandStreamEvents
{
    /// <summary>A stream has a recoverable fault (CS_FAULT).</summary>
    public static readonly EventId Fault = new("gpu_cs_fault", "cs*", "type", "info");

    /// <summary>A stream has died of a fatal fault (CS_FATAL).</summary>
    public static readonly EventId Fatal = new("gpu_cs_fatal", "cs*", "type", "info");

    /// <summary>A tiling job has used up its heap.</summary>
    public static readonly EventId TilerOutOfMemory = new("gpu_tiler_oom", "cs*", "heap");
}
