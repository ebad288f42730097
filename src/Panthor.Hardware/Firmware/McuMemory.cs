using System;

namespace Panthor.Hardware;

/// <summary>Memory as the MCU sees it: 32-bit addresses through address space 0.</summary>
/// <remarks>
/// An access that goes wrong ends the firmware: it reads 0 from then on and writes nothing. Whoever calls has made sure
/// that the address does not lie in a locked region.
/// </remarks>
internal sealed class McuMemory
{
    private readonly SpaceMemory _memory;

    public McuMemory(AddressSpace space, PhysicalMemory memory)
    {
        _memory = new SpaceMemory(space, memory);
    }

    /// <summary>Called with the first access that went wrong.</summary>
    public Action<TranslateStatus, ulong> Failed { get; set; } = static (_, _) => { };

    /// <summary>An access has gone wrong since the last <see cref="Reset"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Address space 0.</summary>
    public AddressSpace Space => _memory.Space;

    /// <summary>The MCU was reset.</summary>
    public void Reset() => IsDead = false;

    public uint Read32(ulong address)
    {
        if (IsDead)
            return 0;

        TranslateStatus status = _memory.Read32(address, out uint value);
        return Check(status) ? value : 0;
    }

    public ulong Read64(ulong address)
    {
        if (IsDead)
            return 0;

        TranslateStatus status = _memory.Read64(address, out ulong value);
        return Check(status) ? value : 0;
    }

    public void Write32(ulong address, uint value)
    {
        if (!IsDead)
            Check(_memory.Write32(address, value));
    }

    public void Write64(ulong address, ulong value)
    {
        if (!IsDead)
            Check(_memory.Write64(address, value));
    }

    /// <returns>False if the access went wrong.</returns>
    public bool Read(ulong address, Span<byte> destination) => !IsDead && Check(_memory.Read(address, destination));

    /// <returns>False if the access went wrong.</returns>
    public bool Write(ulong address, ReadOnlySpan<byte> source) => !IsDead && Check(_memory.Write(address, source));

    /// <summary>An instruction fetch.</summary>
    /// <returns>False if the access went wrong.</returns>
    public bool Fetch32(ulong address, out uint instruction)
    {
        instruction = 0;
        if (IsDead)
            return false;

        TranslateStatus status = Space.Translate(
            address, AccessKind.Execute, SpaceMemory.FrontendSourceId, out _);
        if (!Check(status, address))
            return false;

        instruction = Read32(address);
        return !IsDead;
    }

    private bool Check(TranslateStatus status) => Check(status, _memory.FailedAddress);

    private bool Check(TranslateStatus status, ulong address)
    {
        if (status == TranslateStatus.Ok)
            return true;

        IsDead = true;
        Failed(status, address);
        return false;
    }
}
