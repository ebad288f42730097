using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>What the device tree tells a driver of its device: all that it ever gets of the hardware.</summary>
public sealed class PlatformDevice
{
    private readonly FirmwareDisk _disk;

    internal PlatformDevice(
        GpuModel model,
        IoMemory registers,
        InterruptLine jobIrq,
        InterruptLine mmuIrq,
        InterruptLine gpuIrq,
        PhysicalMemory memory,
        SwapStore swap,
        FirmwareDisk disk,
        PlatformPower power,
        bool dmaCoherent)
    {
        _disk = disk;
        Registers = registers;
        JobIrq = jobIrq;
        MmuIrq = mmuIrq;
        GpuIrq = gpuIrq;
        Memory = memory;
        Swap = swap;
        Power = power;
        DmaCoherent = dmaCoherent;
        CoreClockHz = model.CoreClockHz;
        TimestampHz = model.TimestampHz;
    }

    /// <summary>The name of the device, from its node: <c>fb000000.gpu</c> as on the RK3588.</summary>
    public string Name { get; } = "fb000000.gpu";

    /// <summary>The <c>compatible</c> string that a driver matches.</summary>
    public string Compatible { get; } = "arm,mali-valhall-csf";

    /// <summary>The register window.</summary>
    public IoMemory Registers { get; }

    /// <summary>Interrupt "job": the firmware's.</summary>
    public InterruptLine JobIrq { get; }

    /// <summary>Interrupt "mmu".</summary>
    public InterruptLine MmuIrq { get; }

    /// <summary>Interrupt "gpu".</summary>
    public InterruptLine GpuIrq { get; }

    /// <summary>True if the node says <c>dma-coherent</c>.</summary>
    public bool DmaCoherent { get; }

    /// <summary>The machine's RAM.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>The machine's swap device.</summary>
    public SwapStore Swap { get; }

    /// <summary>The device's clocks and its power domain.</summary>
    public PlatformPower Power { get; }

    /// <summary>Rate of the clock "core", in hertz.</summary>
    public long CoreClockHz { get; }

    /// <summary>Rate of the system counter that GPU_TIMESTAMP shows, in hertz.</summary>
    public long TimestampHz { get; }

    /// <summary>Reads a firmware file from the machine's disk (<c>request_firmware()</c>).</summary>
    /// <param name="name">Its path below the folder of firmware, for example <c>arm/mali/arch10.8/mali_csffw.bin</c>.
    /// </param>
    /// <returns>The bytes, or ENOENT.</returns>
    public KernelResult<ReadOnlyMemory<byte>> RequestFirmware(string name) => _disk.Read(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
