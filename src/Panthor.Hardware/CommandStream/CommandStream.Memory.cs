using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <content>The stream's accesses to memory.</content>
internal sealed unsafe partial class CommandStream
{
    private const int PageEntries = 16;
    private const ulong ValidPage = 1UL << 63;
    private const uint PoisonWord32 = unchecked((uint)PhysicalMemory.PoisonWord);

    // Pages translated during this run: first those that may be read, then those that may be written.
    private readonly PageEntry[] _pages = new PageEntry[2 * PageEntries];
    private PageEntry* _readPages;
    private PageEntry* _writePages;

    /// <summary>Where the byte at an address lies, if its page was translated during this run; else null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Find(PageEntry* pages, ulong address)
    {
        ulong page = address >> MemoryBlock.PageShift;
        PageEntry* entry = pages + (page & (PageEntries - 1));
        return entry->Tag == (page | ValidPage) ? entry->Host + (address & PageMask) : null;
    }

    /// <summary>Asks the MMU where an address lies.</summary>
    /// <param name="address">GPU virtual address.</param>
    /// <param name="kind">Read, or Write or Atomic.</param>
    /// <param name="pages">Where to keep the answer.</param>
    /// <param name="host">Where the byte lies; null if nobody owns the page.</param>
    private TranslateStatus Map(ulong address, AccessKind kind, PageEntry* pages, out byte* host)
    {
        // Between runs the machine changes: nothing is kept.
        host = _running ? Find(pages, address) : null;
        if (host != null)
            return TranslateStatus.Ok;

        TranslateStatus status = Space.Translate(address, kind, SpaceMemory.FrontendSourceId, out ulong physical);
        if (status != TranslateStatus.Ok || !_memory.IsAllocated(physical))
            return status;

        host = _memory.Pointer(physical);
        if (_running)
        {
            ulong page = address >> MemoryBlock.PageShift;
            PageEntry* entry = pages + (page & (PageEntries - 1));
            entry->Tag = page | ValidPage;
            entry->Host = host - (address & PageMask);
        }

        return status;
    }

    /// <summary>Reads 4 or 8 bytes at an address that is a multiple of 4.</summary>
    private TranslateStatus Read(ulong address, bool isWide, out ulong value)
    {
        value = PhysicalMemory.PoisonWord;
        TranslateStatus status = Map(address, AccessKind.Read, _readPages, out byte* host);
        if (status != TranslateStatus.Ok)
            return status;

        if (isWide && (address & PageMask) == PageMask - 3)
            return ReadAcross(address, host, out value);

        if (host != null)
            value = isWide ? *(ulong*)host : *(uint*)host;
        else if (!isWide)
            value = PoisonWord32;

        return TranslateStatus.Ok;
    }

    private TranslateStatus ReadAcross(ulong address, byte* host, out ulong value)
    {
        value = host == null ? PoisonWord32 : *(uint*)host;
        TranslateStatus status = Read(address + sizeof(uint), false, out ulong high);
        value |= high << 32;
        return status;
    }

    private TranslateStatus Write32(ulong address, uint value)
    {
        TranslateStatus status = Map(address, AccessKind.Write, _writePages, out byte* host);
        if (host != null)
            *(uint*)host = value;

        return status;
    }

    private TranslateStatus Write64(ulong address, ulong value)
    {
        if ((address & (sizeof(ulong) - 1)) == 0)
        {
            TranslateStatus status = Map(address, AccessKind.Write, _writePages, out byte* host);
            if (host != null)
                *(ulong*)host = value;

            return status;
        }

        // Both pages before either is written: after a stall all of it is repeated.
        TranslateStatus second = Map(address + sizeof(uint), AccessKind.Write, _writePages, out _);
        if (second != TranslateStatus.Ok)
            return second;

        TranslateStatus first = Write32(address, (uint)value);
        return first == TranslateStatus.Ok ? Write32(address + sizeof(uint), (uint)(value >> 32)) : first;
    }

    /// <summary>An access of the stream itself did not get through: it waits, or the stream dies of it.</summary>
    private Next Failed(TranslateStatus status, ulong address)
    {
        switch (status)
        {
            case TranslateStatus.Stall:
                StallAddress = address;
                _stop = CsStop.LockStall;
                return Next.Stop;
            case TranslateStatus.Aborted:
                _stop = CsStop.Aborted;
                return Next.Stop;
            default:
                return Fatal(GpuException.CS_BUS_FAULT, address);
        }
    }

    /// <summary>A page translated during this run.</summary>
    private struct PageEntry
    {
        public ulong Tag;
        public byte* Host;
    }
}
