using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>
/// Zeroed memory of a process. It is memory of the simulator, not of the machine: a client's own data neither fill the
/// RAM nor are swapped out.
/// </summary>
internal sealed class AnonymousRegion : UserRegion
{
    private const int PageSize = (int)UserMemory.PageSize;

    private readonly byte[]?[] _pages;
    private readonly ulong _base;

    public AnonymousRegion(ulong start, ulong end, UserProtection protection)
        : this(start, end, protection, start, new byte[]?[(end - start) / PageSize])
    {
    }

    private AnonymousRegion(ulong start, ulong end, UserProtection protection, ulong pagesStart, byte[]?[] pages)
        : base(start, end, protection)
    {
        _base = pagesStart;
        _pages = pages;
    }

    public override string Name => "anonymous";

    public void Read(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            byte[]? page = _pages[Index(address, out int offset)];
            int count = Math.Min(destination.Length, PageSize - offset);
            if (page is null)
            {
                destination[..count].Clear();
            }
            else
            {
                page.AsSpan(offset, count).CopyTo(destination);
            }

            destination = destination[count..];
            address += (ulong)count;
        }
    }

    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            byte[] page = _pages[Index(address, out int offset)] ??= new byte[PageSize];
            int count = Math.Min(source.Length, PageSize - offset);
            source[..count].CopyTo(page.AsSpan(offset));
            source = source[count..];
            address += (ulong)count;
        }
    }

    internal override KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination)
    {
        Read(address, destination.Span);
        return KTask.FromResult(KernelResult.Ok);
    }

    internal override KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source)
    {
        Write(address, source.Span);
        return KTask.FromResult(KernelResult.Ok);
    }

    internal override UserRegion Part(ulong start, ulong end, UserProtection protection) =>
        new AnonymousRegion(start, end, protection, _base, _pages);

    internal override KTask CloseAsync()
    {
        Array.Clear(_pages, (int)((Start - _base) / PageSize), (int)(Size / PageSize));
        return KTask.Completed;
    }

    private int Index(ulong address, out int offset)
    {
        offset = (int)((address - _base) % PageSize);
        return (int)((address - _base) / PageSize);
    }
}
