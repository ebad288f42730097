using System;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A register that the GPU implements.</summary>
/// <param name="Name">The kernel's name; a block's name or number before it where the block repeats
/// (<c>MMU_INT_MASK</c>, <c>AS3_TRANSTAB</c>).</param>
/// <param name="Offset">Bytes from the start of the register window.</param>
/// <param name="Bits">32, or 64 for a pair of words, the low one first.</param>
/// <param name="Access">How it reacts to reads and writes.</param>
/// <param name="WritableBits">Bits that a write can change, for <see cref="RegisterAccess.ReadWrite"/>.</param>
public sealed record RegisterInfo(
    string Name, uint Offset, int Bits, RegisterAccess Access, ulong WritableBits = ulong.MaxValue)
{
    /// <summary>Reads the register; a 64-bit one in two accesses.</summary>
    public ulong Read(IoMemory registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        return Bits == 64 ? registers.Read64(Offset) : registers.Read32(Offset);
    }

    /// <summary>Writes the register; a 64-bit one in two accesses.</summary>
    /// <exception cref="OverflowException">The value does not fit into 32 bits.</exception>
    public void Write(IoMemory registers, ulong value)
    {
        ArgumentNullException.ThrowIfNull(registers);
        if (Bits == 64)
            registers.Write64(Offset, value);
        else
            registers.Write32(Offset, checked((uint)value));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} at 0x{Offset:x}");
}
