namespace PanthorPS;

/// <summary>The files of a device in debugfs.</summary>
public enum GpuDebugViewName
{
    /// <summary>All buffers of the device.</summary>
    Gems,

    /// <summary>The mappings of all VMs.</summary>
    Gpuvas,

    /// <summary>The open files.</summary>
    Clients,

    /// <summary>The buffers that have a name for all clients.</summary>
    GemNames,

    /// <summary>The device in a line.</summary>
    Name,

    /// <summary>The groups of the scheduler with their queues; a real kernel has no such file.</summary>
    Sched,
}
