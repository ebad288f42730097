using Panthor.Hardware;

namespace PanthorPS;

/// <summary>A register of a GPU. Its value is live: it is read from the GPU each time.</summary>
public sealed class GpuRegister
{
    private readonly GpuDevice _device;
    private readonly RegisterInfo? _info;

    internal GpuRegister(GpuDevice device, uint offset, RegisterInfo? info)
    {
        _device = device;
        _info = info;
        Offset = offset;
    }

    /// <summary>Its name, as the kernel has it; empty if the offset has none.</summary>
    public string Name => _info?.Name ?? "";

    /// <summary>Bytes from the start of the register window.</summary>
    public uint Offset { get; }

    /// <summary>
    /// What it reads as; 0 for a register that can only be written, and while the GPU has no power.
    /// </summary>
    public ulong Value => Access == RegisterAccess.WriteOnly || !_device.Machine.Board.Platform.Power.IsOn
        ? 0
        : _info?.Read(Registers) ?? Registers.Read32(Offset);

    /// <summary>Bits of the register: 32, or 64 for a pair.</summary>
    public int Width => _info?.Bits ?? 32;

    /// <summary>How it reacts to reads and writes.</summary>
    public RegisterAccess Access => _info?.Access ?? RegisterAccess.ReadOnly;

    /// <summary>The device.</summary>
    public GpuDevice Device => _device;

    private IoMemory Registers => _device.Machine.Board.Platform.Registers;

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? $"0x{Offset:x}" : Name;

    internal void Write(ulong value)
    {
        if (_info is not null)
        {
            _info.Write(Registers, value);
        }
        else
        {
            Registers.Write32(Offset, checked((uint)value));
        }
    }
}
