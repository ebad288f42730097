using Panthor.Kernel;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware;

/// <summary>One of the three interrupt blocks: raw status, clear, mask, status, and a level-triggered line.</summary>
internal sealed class InterruptBlock(
    Simulation simulation, InterruptBlockId id, InterruptLine line, uint implemented)
{
    private readonly object _subject = id;
    private bool _level;
    private bool _lost;

    /// <summary>Events that happened and were not cleared.</summary>
    public uint Raw { get; private set; }

    /// <summary>Events that raise the line.</summary>
    public uint Mask { get; private set; }

    /// <summary>Events happen.</summary>
    public void Raise(uint bits)
    {
        Raw |= bits;
        Update();
    }

    /// <summary>Forgets all events; the mask too unless it is to survive.</summary>
    public void Reset(bool keepMask)
    {
        Raw = 0;
        if (!keepMask)
            Mask = 0;

        Update();
    }

    /// <summary>Reads a register of the block.</summary>
    /// <param name="register">INT_RAWSTAT …, relative to the block.</param>
    /// <param name="value">What it reads.</param>
    /// <returns>False if there is none that can be read.</returns>
    public bool TryRead(uint register, out uint value)
    {
        value = register switch
        {
            INT_RAWSTAT => Raw,
            INT_MASK => Mask,
            INT_STAT => Raw & Mask,
            _ => 0,
        };
        return register is INT_RAWSTAT or INT_MASK or INT_STAT;
    }

    /// <summary>Writes a register of the block.</summary>
    /// <returns>False if there is none that can be written.</returns>
    public bool TryWrite(uint register, uint value)
    {
        switch (register)
        {
            case INT_CLEAR:
                Raw &= ~value;
                break;
            case INT_MASK:
                Mask = value & implemented;
                break;
            default:
                return false;
        }

        Update();
        return true;
    }

    private void Update()
    {
        uint status = Raw & Mask;
        bool level = status != 0;
        if (level == _level)
            return;

        _level = level;
        if (level)
        {
            _lost = simulation.Faults.ShouldFail(HardwareFaultPoints.Interrupt, _subject);
            simulation.Events.Record(
                _lost ? HardwareEvents.InterruptLost : HardwareEvents.InterruptRaised, (ulong)id, status);
        }

        if (!_lost)
            line.SetLevel(level);

        _lost &= level;
    }
}
