using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>
/// An array of structures that may grow (<c>struct drm_panthor_obj_array</c>, <c>panthor_get_uobj_array()</c>): the
/// client says how many bytes of each element it knows.
/// </summary>
/// <param name="file">The client.</param>
/// <param name="layout">The structure as the driver knows it.</param>
/// <param name="stride">Bytes of an element as the client knows it.</param>
/// <param name="count">How many elements there are.</param>
/// <param name="address">Where they are.</param>
/// <param name="decode">Makes an element of its bytes.</param>
internal sealed class ObjArraySource<T>(
    DrmFile file, UapiStruct layout, uint stride, uint count, ulong address, Func<DrmFile, IoctlData, T> decode)
    : IUserArraySource<T>
{
    public uint Count => count;

    public async KTask<KernelResult<ReadOnlyMemory<T>>> CopyAsync()
    {
        if (count == 0 && file.Device.Drm.Patches.IgnoresStrideOfNothing)
        {
            return ReadOnlyMemory<T>.Empty;
        }

        if (stride < (uint)layout.MinimumSize)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"stride {stride} is less than the {layout.MinimumSize} bytes of {layout.Name}");
        }

        if (count == 0)
        {
            return ReadOnlyMemory<T>.Empty;
        }

        KernelResult room = KernelAllocations.CheckKvmalloc(file.Device, count, (uint)layout.Size, layout.Name);
        if (!room.IsOk)
        {
            return room;
        }

        return stride == (uint)layout.Size ? await CopyAllAsync() : await CopyOneByOneAsync();
    }

    // What is not mapped is noticed before so much memory is taken: a process can claim more than there is.
    private async KTask<KernelResult<ReadOnlyMemory<T>>> CopyAllAsync()
    {
        if (!file.Memory.IsReadable(address, (ulong)stride * count))
        {
            return KernelResult.Fail(
                Errno.EFAULT, $"{count} {layout.Name} at user address 0x{address:x} cannot be read");
        }

        byte[] bytes = new byte[stride * count];
        KernelResult copied = await file.Memory.CopyFromUserAsync(address, bytes);
        if (!copied.IsOk)
        {
            return copied;
        }

        var elements = new T[count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = decode(file, new IoctlData(bytes.AsMemory(i * layout.Size, layout.Size)));
        }

        return new ReadOnlyMemory<T>(elements);
    }

    private async KTask<KernelResult<ReadOnlyMemory<T>>> CopyOneByOneAsync()
    {
        List<T> elements = [];
        ulong next = address;
        for (uint i = 0; i < count; i++)
        {
            byte[] bytes = new byte[layout.Size];
            KernelResult copied = await file.Memory.CopyStructFromUserAsync(bytes, next, stride);
            if (!copied.IsOk)
            {
                return KernelResult.Fail(copied.Errno, $"{layout.Name} {i} of {count}: {copied.Check}");
            }

            elements.Add(decode(file, new IoctlData(bytes)));
            next = unchecked(next + stride);
        }

        return new ReadOnlyMemory<T>([.. elements]);
    }
}
