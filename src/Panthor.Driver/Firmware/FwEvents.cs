using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The events of the firmware code.</summary>
public static class FwEvents
{
    /// <summary>The firmware's interrupt was handled; the duration is in nanoseconds.</summary>
    public static readonly EventId GpuJobIrq = new("gpu_job_irq", "events", "duration*");

    /// <summary>The microcontroller was started; 1 if its sections were loaded anew.</summary>
    public static readonly EventId Start = new("panthor_fw_start", "reloaded*");

    /// <summary>The microcontroller was stopped; 1 if it had halted before.</summary>
    public static readonly EventId Stop = new("panthor_fw_stop", "halted*");

    /// <summary>The firmware was asked whether it is alive; 0 if it answered.</summary>
    public static readonly EventId Ping = new("panthor_fw_ping", "errno*");
}
