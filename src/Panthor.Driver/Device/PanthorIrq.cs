using System;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// One of the driver's three interrupts (<c>struct panthor_irq</c>, <c>PANTHOR_IRQ_HANDLER</c>): a hard half that masks
/// the block and wakes the thread, and a threaded half that handles events until none is left.
/// </summary>
/// <remarks>
/// <see cref="_maskLock"/> guards the mask, the INT_MASK register and every change of <see cref="State"/> that goes
/// with a write of INT_MASK.
/// </remarks>
public sealed class PanthorIrq
{
    /// <summary>Offset of the raw status in an interrupt block.</summary>
    public const uint INT_RAWSTAT = 0x0;

    /// <summary>Offset of the register that clears raw status bits.</summary>
    public const uint INT_CLEAR = 0x4;

    /// <summary>Offset of the mask.</summary>
    public const uint INT_MASK = 0x8;

    /// <summary>Offset of the masked status.</summary>
    public const uint INT_STAT = 0xc;

    private static readonly LockClass s_maskLock = new("panthor_irq.mask_lock");

    private readonly InterruptLine _line;
    private readonly Func<uint, KTask> _handler;
    private readonly SpinLock _maskLock;
    private uint _mask;

    /// <summary>Requests the interrupt (<c>panthor_request_xxx_irq()</c>): masked and suspended at first.</summary>
    /// <param name="device">The device.</param>
    /// <param name="line">The interrupt line.</param>
    /// <param name="registers">The interrupt block's registers.</param>
    /// <param name="handler">What handles a status word in the interrupt's thread.</param>
    public PanthorIrq(PanthorDevice device, InterruptLine line, IoWindow registers, Func<uint, KTask> handler)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(line);
        _line = line;
        _handler = handler;
        _maskLock = new SpinLock(device.Simulation, s_maskLock);
        Registers = registers;
        State = PanthorIrqState.Suspended;
        registers.Write(INT_MASK, 0);
        line.Request(RawHandler, ThreadedHandlerAsync);
    }

    /// <summary>The interrupt block's registers.</summary>
    public IoWindow Registers { get; }

    /// <summary>The present state.</summary>
    public PanthorIrqState State { get; private set; }

    /// <summary>Adds events to the mask (<c>panthor_xxx_irq_enable_events()</c>).</summary>
    public void EnableEvents(uint events)
    {
        _maskLock.Lock();
        _mask |= events;
        WriteMaskIfActive();
        _maskLock.Unlock();
    }

    /// <summary>Takes events out of the mask (<c>panthor_xxx_irq_disable_events()</c>).</summary>
    public void DisableEvents(uint events)
    {
        _maskLock.Lock();
        _mask &= ~events;
        WriteMaskIfActive();
        _maskLock.Unlock();
    }

    /// <summary>Masks everything and waits until no handler runs (<c>panthor_xxx_irq_suspend()</c>).</summary>
    public async KTask SuspendAsync()
    {
        _maskLock.Lock();
        State = PanthorIrqState.Suspending;
        Registers.Write(INT_MASK, 0);
        _maskLock.Unlock();

        await _line.SynchronizeAsync();
        State = PanthorIrqState.Suspended;
    }

    /// <summary>Drops what is pending and unmasks (<c>panthor_xxx_irq_resume()</c>).</summary>
    public void Resume()
    {
        _maskLock.Lock();
        State = PanthorIrqState.Active;
        Registers.Write(INT_CLEAR, _mask);
        Registers.Write(INT_MASK, _mask);
        _maskLock.Unlock();
    }

    // While the thread is at work or the interrupt is suspended, the mask is written on the way back to Active.
    private void WriteMaskIfActive()
    {
        if (State == PanthorIrqState.Active)
        {
            Registers.Write(INT_MASK, _mask);
        }
    }

    private IrqReturn RawHandler()
    {
        _maskLock.Lock();
        var result = IrqReturn.None;
        if (State == PanthorIrqState.Active && Registers.Read(INT_STAT) != 0)
        {
            State = PanthorIrqState.Processing;
            Registers.Write(INT_MASK, 0);
            result = IrqReturn.WakeThread;
        }

        _maskLock.Unlock();
        return result;
    }

    private async KTask ThreadedHandlerAsync()
    {
        while (true)
        {
            uint status = Registers.Read(INT_RAWSTAT) & _mask;
            if (status == 0)
            {
                break;
            }

            await _handler(status);
        }

        _maskLock.Lock();
        if (State == PanthorIrqState.Processing)
        {
            State = PanthorIrqState.Active;
            Registers.Write(INT_MASK, _mask);
        }

        _maskLock.Unlock();
    }
}
