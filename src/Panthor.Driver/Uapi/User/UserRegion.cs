using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>A range of a process's addresses with the same thing behind it (<c>struct vm_area_struct</c>).</summary>
public abstract class UserRegion
{
    private protected UserRegion(ulong start, ulong end, UserProtection protection)
    {
        Start = start;
        End = end;
        Protection = protection;
    }

    /// <summary>First address.</summary>
    public ulong Start { get; }

    /// <summary>The address behind the last.</summary>
    public ulong End { get; }

    /// <summary>Bytes.</summary>
    public ulong Size => End - Start;

    /// <summary>What the process may do with it.</summary>
    public UserProtection Protection { get; }

    /// <summary>What is behind it, in a word: "anonymous".</summary>
    public abstract string Name { get; }

    /// <summary>Whether the process may ever write it; if not, no change of its protection allows that.</summary>
    internal virtual bool MayWrite => true;

    /// <inheritdoc/>
    public override string ToString() => $"0x{Start:x}-0x{End:x} {Name}";

    /// <summary>Whether an access is allowed; memory that can be written can be read.</summary>
    internal bool Allows(bool isWrite) => isWrite
        ? (Protection & UserProtection.Write) != 0
        : Protection != UserProtection.None;

    /// <summary>Reads bytes, all of them within the region.</summary>
    internal abstract KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination);

    /// <summary>Writes bytes, all of them within the region.</summary>
    internal abstract KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source);

    /// <summary>A region over a part of the same (<c>__split_vma()</c>).</summary>
    internal abstract UserRegion Part(ulong start, ulong end, UserProtection protection);

    /// <summary>The region is no longer mapped.</summary>
    internal abstract KTask CloseAsync();
}
