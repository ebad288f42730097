namespace PanthorPS;

/// <summary>What the GPU's microcontroller does.</summary>
public enum GpuFirmwareState
{
    /// <summary>It is switched off, or has no power.</summary>
    Disabled,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has halted; a start lets it go on.</summary>
    Halted,

    /// <summary>It has failed: only a reset helps.</summary>
    Failed,
}
