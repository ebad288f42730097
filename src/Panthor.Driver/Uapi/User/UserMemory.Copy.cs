using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <content>How the kernel reaches a process's memory.</content>
public sealed partial class UserMemory
{
    /// <summary>Copies bytes of the process (<c>copy_from_user()</c>).</summary>
    /// <returns><see cref="Errno.EFAULT"/> if one of them cannot be read.</returns>
    public KTask<KernelResult> CopyFromUserAsync(ulong address, Memory<byte> destination)
    {
        if (Find(address) is AnonymousRegion region && region.Allows(isWrite: false)
            && (ulong)destination.Length <= region.End - address)
        {
            region.Read(address, destination.Span);
            return KTask.FromResult(KernelResult.Ok);
        }

        return CopyAsync(address, destination, isWrite: false);
    }

    /// <summary>Puts bytes into anonymous memory, as the process itself does.</summary>
    /// <returns><see cref="Errno.EFAULT"/> if they are not all within one region that can be written.</returns>
    public KernelResult Write(ulong address, ReadOnlySpan<byte> source)
    {
        if (Find(address) is not AnonymousRegion region || !region.Allows(isWrite: true)
            || (ulong)source.Length > region.End - address)
        {
            return KernelResult.Fail(
                Errno.EFAULT, $"{source.Length} bytes at 0x{address:x} are not memory that the process can write");
        }

        region.Write(address, source);
        return KernelResult.Ok;
    }

    /// <summary>Copies bytes to the process (<c>copy_to_user()</c>).</summary>
    /// <returns>
    /// <see cref="Errno.EFAULT"/> if one of them cannot be written; those before it are written nevertheless.
    /// </returns>
    public KTask<KernelResult> CopyToUserAsync(ulong address, ReadOnlyMemory<byte> source)
    {
        if (Find(address) is AnonymousRegion region && region.Allows(isWrite: true)
            && (ulong)source.Length <= region.End - address)
        {
            region.Write(address, source.Span);
            return KTask.FromResult(KernelResult.Ok);
        }

        return CopyAsync(address, System.Runtime.InteropServices.MemoryMarshal.AsMemory(source), isWrite: true);
    }

    /// <summary>Clears bytes of the process (<c>clear_user()</c>).</summary>
    /// <returns>As <see cref="CopyToUserAsync"/>.</returns>
    public async KTask<KernelResult> ClearUserAsync(ulong address, ulong length)
    {
        byte[] zeros = new byte[Math.Min(length, PageSize)];
        KernelResult result = KernelResult.Ok;
        while (length != 0 && result.IsOk)
        {
            int count = (int)Math.Min(length, (ulong)zeros.Length);
            result = await CopyToUserAsync(address, zeros.AsMemory(0, count));
            address = unchecked(address + (ulong)count);
            length -= (ulong)count;
        }

        return result;
    }

    /// <summary>
    /// Copies a structure of which the process may know less or more than the driver (<c>copy_struct_from_user()</c>):
    /// what it does not know is zero, what the driver does not know must be.
    /// </summary>
    /// <param name="destination">As many bytes as the driver knows.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="userSize">How many bytes the process knows.</param>
    /// <returns>
    /// <see cref="Errno.E2BIG"/> if the rest is not zero, <see cref="Errno.EFAULT"/> if a byte cannot be read.
    /// </returns>
    public async KTask<KernelResult> CopyStructFromUserAsync(Memory<byte> destination, ulong address, uint userSize)
    {
        int size = (int)Math.Min((uint)destination.Length, userSize);
        if (userSize > (uint)destination.Length)
        {
            KernelResult rest = await CheckZeroedUserAsync(
                unchecked(address + (ulong)destination.Length), userSize - (uint)destination.Length);
            if (!rest.IsOk)
            {
                return rest;
            }
        }

        destination.Span[size..].Clear();
        return await CopyFromUserAsync(address, destination[..size]);
    }

    /// <summary>Copies a text that ends with a zero byte (<c>strndup_user()</c>).</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="limit">Bytes that it may have, its zero included.</param>
    /// <returns>
    /// The bytes without the zero; <see cref="Errno.EFAULT"/> if one cannot be read, <see cref="Errno.EINVAL"/> if there
    /// are too many.
    /// </returns>
    public async KTask<KernelResult<byte[]>> CopyStringFromUserAsync(ulong address, int limit)
    {
        byte[] text = new byte[limit];
        int length = 0;
        while (length < limit)
        {
            // Never past the end of a page: the text may end right before one that is not mapped.
            ulong at = unchecked(address + (ulong)length);
            int count = (int)Math.Min((ulong)(limit - length), PageSize - at % PageSize);
            KernelResult result = await CopyFromUserAsync(at, text.AsMemory(length, count));
            if (!result.IsOk)
            {
                return result;
            }

            int end = text.AsSpan(length, count).IndexOf((byte)0);
            if (end >= 0)
            {
                return text[..(length + end)];
            }

            length += count;
        }

        return KernelResult.Fail(Errno.EINVAL, $"the text at 0x{address:x} has more than {limit - 1} bytes");
    }

    /// <summary>Whether all bytes of a range are mapped, so that they can be read.</summary>
    internal bool IsReadable(ulong address, ulong length) =>
        length == 0
        || (length <= TaskSize && address <= TaskSize - length && FindUnmapped(address, address + length) is null);

    private async KTask<KernelResult> CheckZeroedUserAsync(ulong address, uint length)
    {
        byte[] chunk = new byte[Math.Min(length, PageSize)];
        while (length != 0)
        {
            int count = (int)Math.Min(length, (uint)chunk.Length);
            KernelResult result = await CopyFromUserAsync(address, chunk.AsMemory(0, count));
            if (!result.IsOk)
            {
                return result;
            }

            if (chunk.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                return KernelResult.Fail(
                    Errno.E2BIG, $"bytes at 0x{address:x}, which the driver does not know, are not zero");
            }

            address = unchecked(address + (ulong)count);
            length -= (uint)count;
        }

        return KernelResult.Ok;
    }

    /// <summary>The first address of a range that cannot be read, or null.</summary>
    private ulong? FindUnmapped(ulong start, ulong end)
    {
        for (int i = IndexAfter(start); start < end; i++)
        {
            if (i == _regions.Count || _regions[i].Start > start || !_regions[i].Allows(isWrite: false))
            {
                return start;
            }

            start = _regions[i].End;
        }

        return null;
    }

    private async KTask<KernelResult> CopyAsync(ulong address, Memory<byte> data, bool isWrite)
    {
        if (data.IsEmpty)
        {
            return KernelResult.Ok;
        }

        if (address > TaskSize || (ulong)data.Length > TaskSize - address)
        {
            return KernelResult.Fail(
                Errno.EFAULT, $"user address 0x{address:x} + {data.Length} bytes: no process has these addresses");
        }

        while (!data.IsEmpty)
        {
            if (Find(address) is not { } region)
            {
                return KernelResult.Fail(Errno.EFAULT, $"user address 0x{address:x} is not mapped");
            }

            if (!region.Allows(isWrite))
            {
                return KernelResult.Fail(
                    Errno.EFAULT, $"user address 0x{address:x} must not be {(isWrite ? "written" : "read")}");
            }

            int count = (int)Math.Min((ulong)data.Length, region.End - address);
            KernelResult result = isWrite
                ? await region.WriteAsync(address, data[..count])
                : await region.ReadAsync(address, data[..count]);
            if (!result.IsOk && !ReferenceEquals(Find(address), region))
            {
                // Another thread has split the region, or replaced it: what is there now?
                continue;
            }

            if (!result.IsOk)
            {
                // Whatever the fault handler says, copy_from_user() knows only how many bytes are missing.
                return KernelResult.Fail(Errno.EFAULT, $"user address 0x{address:x}: {result.Check}");
            }

            data = data[count..];
            address += (ulong)count;
        }

        return KernelResult.Ok;
    }
}
