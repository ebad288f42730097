using System;
using System.Runtime.InteropServices;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>An array of numbers in a client's memory (<c>kmalloc_array()</c>, <c>copy_from_user()</c>).</summary>
/// <param name="file">The client.</param>
/// <param name="address">Where the numbers are.</param>
/// <param name="count">How many there are.</param>
internal sealed class NumberArraySource<T>(DrmFile file, ulong address, uint count) : IUserArraySource<T>
    where T : unmanaged
{
    public uint Count => count;

    public async KTask<KernelResult<ReadOnlyMemory<T>>> CopyAsync()
    {
        uint size = (uint)Marshal.SizeOf<T>();
        KernelResult room = KernelAllocations.CheckKmalloc(count, size, "numbers");
        if (!room.IsOk)
        {
            return room;
        }

        var numbers = new T[count];
        byte[] bytes = new byte[size * count];
        KernelResult copied = await file.Memory.CopyFromUserAsync(address, bytes);
        if (!copied.IsOk)
        {
            return copied;
        }

        bytes.CopyTo(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return new ReadOnlyMemory<T>(numbers);
    }
}
