using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// A block of the GPU's registers as the driver maps it (<c>iomem + XXX_BASE</c>), with the accessors of
/// <c>panthor_device.h</c>.
/// </summary>
public readonly struct IoWindow
{
    private readonly IoMemory _memory;
    private readonly uint _base;

    /// <summary>Opens a window that starts at a byte offset of the register file.</summary>
    public IoWindow(IoMemory memory, uint start)
    {
        _memory = memory;
        _base = start;
    }

    /// <summary>Reads a 32-bit register (<c>gpu_read()</c>).</summary>
    public uint Read(uint register) => _memory.Read32(_base + register);

    /// <summary>Writes a 32-bit register (<c>gpu_write()</c>).</summary>
    public void Write(uint register, uint value) => _memory.Write32(_base + register, value);

    /// <summary>Reads a register pair, low word first (<c>gpu_read64()</c>).</summary>
    public ulong Read64(uint register) => _memory.Read64(_base + register);

    /// <summary>Writes a register pair, low word first (<c>gpu_write64()</c>).</summary>
    public void Write64(uint register, ulong value) => _memory.Write64(_base + register, value);

    /// <summary>Reads a running 64-bit counter without tearing (<c>gpu_read64_counter()</c>).</summary>
    public ulong ReadCounter(uint register)
    {
        uint low, high, again;
        do
        {
            high = Read(register + 4);
            low = Read(register);
            again = Read(register + 4);
        }
        while (high != again);

        return (ulong)high << 32 | low;
    }

    /// <summary>
    /// Polls until the masked bits of a register have the wanted value (<c>gpu_read_poll_timeout()</c>), sleeping
    /// between the reads; one last read decides when the time is up.
    /// </summary>
    /// <returns><see cref="Errno.None"/>, or <see cref="Errno.ETIMEDOUT"/>.</returns>
    public async KTask<Errno> PollAsync(
        Simulation simulation, uint register, ulong mask, ulong wanted, Duration delay, Duration timeout)
    {
        var window = this;
        VirtualTime end = simulation.Now + timeout;
        while (true)
        {
            if ((window.Read64(register) & mask) == wanted)
            {
                return Errno.None;
            }

            if (simulation.Now > end)
            {
                return (window.Read64(register) & mask) == wanted ? Errno.None : Errno.ETIMEDOUT;
            }

            await simulation.Sleep(delay);
        }
    }

    /// <summary>
    /// Polls until a 32-bit register has the wanted value, as
    /// <see cref="PollAsync(Simulation, uint, ulong, ulong, Duration, Duration)"/>.
    /// </summary>
    /// <returns><see cref="Errno.None"/>, or <see cref="Errno.ETIMEDOUT"/>.</returns>
    public async KTask<Errno> PollWordAsync(
        Simulation simulation, uint register, uint wanted, Duration delay, Duration timeout)
    {
        var window = this;
        VirtualTime end = simulation.Now + timeout;
        while (window.Read(register) != wanted)
        {
            if (simulation.Now > end)
            {
                return window.Read(register) == wanted ? Errno.None : Errno.ETIMEDOUT;
            }

            await simulation.Sleep(delay);
        }

        return Errno.None;
    }
}
