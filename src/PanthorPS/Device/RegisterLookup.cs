using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Finds registers of a device.</summary>
internal static class RegisterLookup
{
    /// <summary>The window of a panthor GPU: 2 MiB.</summary>
    private const ulong WindowSize = 0x28_0000;

    /// <summary>The register of a name.</summary>
    /// <exception cref="ErrnoException">There is none.</exception>
    public static GpuRegister Named(GpuDevice device, string name)
    {
        RegisterInfo? register = device.Machine.Board.RegisterTable.ByName(name);
        return register is null
            ? throw new ErrnoException(Errno.ENOENT, "Register lookup", $"{device.Model} has no register '{name}'")
            {
                Target = name,
            }
            : new GpuRegister(device, register.Offset, register);
    }

    /// <summary>The register at an offset, be it known or not.</summary>
    /// <exception cref="ErrnoException">The offset cannot be one.</exception>
    public static GpuRegister At(GpuDevice device, ulong offset)
    {
        if (offset % sizeof(uint) != 0 || offset >= WindowSize)
        {
            throw new ErrnoException(
                Errno.EINVAL, "Register lookup", $"offset 0x{offset:x} is not a multiple of 4 below 0x{WindowSize:x}")
            {
                Target = offset,
            };
        }

        return new GpuRegister(device, (uint)offset, device.Machine.Board.RegisterTable.ByOffset((uint)offset));
    }
}
