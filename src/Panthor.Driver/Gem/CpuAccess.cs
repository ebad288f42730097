using System;
using Panthor.Hardware;

namespace Panthor.Driver.Gem;

/// <summary>How the CPU reaches memory: past its cache or through it.</summary>
internal static class CpuAccess
{
    public static unsafe void Read(PhysicalMemory memory, ulong address, Span<byte> destination, bool isCached)
    {
        if (isCached)
        {
            memory.CpuRead(address, destination);
        }
        else
        {
            new ReadOnlySpan<byte>(memory.Pointer(address), destination.Length).CopyTo(destination);
        }
    }

    public static unsafe void Fill(PhysicalMemory memory, ulong address, int count, byte value, bool isCached)
    {
        if (!isCached)
        {
            new Span<byte>(memory.Pointer(address), count).Fill(value);
            return;
        }

        Span<byte> bytes = stackalloc byte[count];
        bytes.Fill(value);
        memory.CpuWrite(address, bytes);
    }

    public static unsafe void Write(PhysicalMemory memory, ulong address, ReadOnlySpan<byte> source, bool isCached)
    {
        if (isCached)
        {
            memory.CpuWrite(address, source);
        }
        else if (source.Length == PhysicalMemory.PageSize)
        {
            memory.WritePage(address, source);
        }
        else
        {
            source.CopyTo(new Span<byte>(memory.Pointer(address), source.Length));
        }
    }
}
