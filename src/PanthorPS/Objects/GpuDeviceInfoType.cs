namespace PanthorPS;

/// <summary>What can be asked of a device (DEV_QUERY).</summary>
public enum GpuDeviceInfoType
{
    /// <summary>What the GPU says of itself in its registers.</summary>
    Gpu,

    /// <summary>What the firmware says of the command stream interface.</summary>
    Csif,

    /// <summary>The time of GPU and CPU.</summary>
    Timestamp,

    /// <summary>Which group priorities the client may use.</summary>
    GroupPriorities,
}
