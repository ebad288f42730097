using Panthor.Driver.Device;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>How much kernel memory a client can ask for in a call.</summary>
internal static class KernelAllocations
{
    /// <summary>The largest piece of memory in one go (<c>KMALLOC_MAX_SIZE</c> with 4 KiB pages).</summary>
    public const ulong KmallocMaxSize = 4ul << 20;

    /// <summary>Whether an array can be allocated in one piece (<c>kmalloc_array()</c>).</summary>
    /// <returns><see cref="Errno.ENOMEM"/> if it is too large.</returns>
    public static KernelResult CheckKmalloc(uint count, uint size, string what) => (ulong)count * size > KmallocMaxSize
        ? KernelResult.Fail(Errno.ENOMEM, $"{count} {what} of {size} bytes are more than one allocation can have")
        : KernelResult.Ok;

    /// <summary>Whether an array can be allocated, if need be of single pages (<c>kvmalloc_array()</c>).</summary>
    /// <returns><see cref="Errno.ENOMEM"/> if it is too large for an int, or for the RAM.</returns>
    public static KernelResult CheckKvmalloc(PanthorDevice device, uint count, uint size, string what)
    {
        ulong bytes = (ulong)count * size;
        return bytes > int.MaxValue || bytes > (ulong)device.Platform.Memory.Size
            ? KernelResult.Fail(Errno.ENOMEM, $"{count} {what} of {size} bytes are more than there is memory for")
            : KernelResult.Ok;
    }
}
