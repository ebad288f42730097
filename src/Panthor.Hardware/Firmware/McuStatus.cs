namespace Panthor.Hardware;

/// <summary>What MCU_STATUS says.</summary>
public enum McuStatus : uint
{
    /// <summary>Off (MCU_STATUS_DISABLED).</summary>
    Disabled = GpuRegisters.MCU_STATUS_DISABLED,

    /// <summary>Running, or about to boot (MCU_STATUS_ENABLED).</summary>
    Enabled = GpuRegisters.MCU_STATUS_ENABLED,

    /// <summary>Halted on request (MCU_STATUS_HALT).</summary>
    Halt = GpuRegisters.MCU_STATUS_HALT,

    /// <summary>It could not go on (MCU_STATUS_FATAL).</summary>
    Fatal = GpuRegisters.MCU_STATUS_FATAL,
}
