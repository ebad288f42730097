using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>What a command stream group slot is; read-only (<c>struct panthor_fw_csg_control_iface</c>).</summary>
public readonly struct FwCsgControl
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 28;

    private readonly FwWords _words;

    internal FwCsgControl(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Features of the slot (<c>features</c>).</summary>
    public uint Features => _words.Read32(0);

    /// <summary>Firmware address of the input structure (<c>input_va</c>).</summary>
    public uint InputVa => _words.Read32(4);

    /// <summary>Firmware address of the output structure (<c>output_va</c>).</summary>
    public uint OutputVa => _words.Read32(8);

    /// <summary>Bytes that a suspended group takes (<c>suspend_size</c>).</summary>
    public uint SuspendSize => _words.Read32(12);

    /// <summary>Bytes that a group suspended in protected mode takes (<c>protm_suspend_size</c>).</summary>
    public uint ProtmSuspendSize => _words.Read32(16);

    /// <summary>Number of command streams (<c>stream_num</c>).</summary>
    public uint StreamNum => _words.Read32(20);

    /// <summary>Bytes from the control structure of a stream to the next (<c>stream_stride</c>).</summary>
    public uint StreamStride => _words.Read32(24);
}
