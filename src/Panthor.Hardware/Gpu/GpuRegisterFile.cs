using System;
using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>The GPU's register window: passes accesses to the blocks, in the order of their addresses.</summary>
internal sealed class GpuRegisterFile(
    Simulation simulation, GpuControl gpu, InterruptBlock job, MmuBlock mmu, Mcu mcu) : IoMemory
{
    private const uint InterruptBlockSize = 0x10;
    private const uint DoorbellStart = 0x8_0000;
    private const int DoorbellShift = 16;

    /// <inheritdoc/>
    public override uint Read32(uint offset)
    {
        Check(offset);
        if (!TryRead(offset, out uint value))
            simulation.Events.Record(HardwareEvents.UnknownRead, offset);

        return value;
    }

    /// <inheritdoc/>
    public override void Write32(uint offset, uint value)
    {
        Check(offset);
        if (!TryWrite(offset, value))
            simulation.Events.Record(HardwareEvents.UnknownWrite, offset, value);
    }

    private static void Check(uint offset)
    {
        if (offset >= WindowSize || (offset & 3) != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, "A register lies at a multiple of 4 within the window.");
        }
    }

    private static bool IsIn(uint offset, uint start) => unchecked(offset - start) < InterruptBlockSize;

    private bool TryRead(uint offset, out uint value)
    {
        if (offset >= MMU_AS_BASE && mmu.TryRead(offset, out value))
            return true;

        if (IsIn(offset, GPU_INT_BASE))
            return gpu.Irq.TryRead(offset - GPU_INT_BASE, out value);

        if (IsIn(offset, JOB_INT_BASE))
            return job.TryRead(offset - JOB_INT_BASE, out value);

        if (IsIn(offset, MMU_INT_BASE))
            return mmu.Irq.TryRead(offset - MMU_INT_BASE, out value);

        switch (offset)
        {
            case MCU_CONTROL_BASE + MCU_CONTROL:
                value = mcu.Control;
                return true;
            case MCU_CONTROL_BASE + MCU_STATUS:
                value = (uint)mcu.Status;
                return true;
            case CSF_GPU_LATEST_FLUSH_ID:
                value = gpu.LatestFlushId;
                return true;
            default:
                return gpu.TryRead(offset, out value);
        }
    }

    private bool TryWrite(uint offset, uint value)
    {
        if (offset >= MMU_AS_BASE && mmu.TryWrite(offset, value))
            return true;

        if (IsIn(offset, GPU_INT_BASE))
            return gpu.Irq.TryWrite(offset - GPU_INT_BASE, value);

        if (IsIn(offset, JOB_INT_BASE))
            return job.TryWrite(offset - JOB_INT_BASE, value);

        if (IsIn(offset, MMU_INT_BASE))
            return mmu.Irq.TryWrite(offset - MMU_INT_BASE, value);

        if (offset == MCU_CONTROL_BASE + MCU_CONTROL)
        {
            mcu.WriteControl(value);
            return true;
        }

        // The doorbells lie a page of 64 KiB apart, each at the start of its page; any value rings.
        if (offset >= DoorbellStart && (offset & ((1u << DoorbellShift) - 1)) == 0)
        {
            mcu.RingDoorbell((offset - DoorbellStart) >> DoorbellShift);
            return true;
        }

        return gpu.TryWrite(offset, value);
    }
}
