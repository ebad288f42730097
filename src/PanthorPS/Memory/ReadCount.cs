using System;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Checks how much a Read cmdlet is asked for.</summary>
internal static class ReadCount
{
    /// <summary>Throws if the bytes are not whole values, or more than an array holds.</summary>
    /// <exception cref="ErrnoException">EINVAL.</exception>
    public static void Check(ulong count, GpuDataType type, string operation)
    {
        int width = GpuData.WidthOf(type);
        if (count % (ulong)width != 0)
        {
            throw new ErrnoException(
                Errno.EINVAL, operation, $"-Count {count} is not a multiple of {width}, the size of a {type}");
        }

        if (count > (ulong)Array.MaxLength)
        {
            throw new ErrnoException(Errno.EINVAL, operation, $"-Count {count} is more than {Array.MaxLength} bytes");
        }
    }
}
