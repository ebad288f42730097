namespace Panthor.Hardware;

/// <summary>A window of memory-mapped registers, as <c>ioremap()</c> gives it to a driver.</summary>
/// <remarks>
/// All accesses are 32 bits wide and naturally aligned. A 64-bit access is two of them, low word first, exactly as the
/// kernel's <c>gpu_read64()</c> and <c>gpu_write64()</c>. What the device does with an access is its own affair: reads
/// of unknown offsets give 0, writes to them are ignored, and both leave an event in the log.
/// </remarks>
public abstract class IoMemory
{
    private protected IoMemory()
    {
    }

    /// <summary>Reads the 32-bit register at <paramref name="offset"/> (bytes, a multiple of 4).</summary>
    public abstract uint Read32(uint offset);

    /// <summary>Writes the 32-bit register at <paramref name="offset"/> (bytes, a multiple of 4).</summary>
    public abstract void Write32(uint offset, uint value);

    /// <summary>Reads a register pair, low word first (<c>gpu_read64</c>).</summary>
    public ulong Read64(uint offset)
    {
        uint low = Read32(offset);
        return low | ((ulong)Read32(checked(offset + 4)) << 32);
    }

    /// <summary>Writes a register pair, low word first (<c>gpu_write64</c>).</summary>
    public void Write64(uint offset, ulong value)
    {
        Write32(offset, unchecked((uint)value));
        Write32(checked(offset + 4), (uint)(value >> 32));
    }
}
