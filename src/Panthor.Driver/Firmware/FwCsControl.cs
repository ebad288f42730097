using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>What a command stream slot is; read-only (<c>struct panthor_fw_cs_control_iface</c>).</summary>
public readonly struct FwCsControl
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 12;

    private readonly FwWords _words;

    internal FwCsControl(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Registers, scoreboards and endpoints (<c>features</c>).</summary>
    public uint Features => _words.Read32(0);

    /// <summary>Firmware address of the input structure (<c>input_va</c>).</summary>
    public uint InputVa => _words.Read32(4);

    /// <summary>Firmware address of the output structure (<c>output_va</c>).</summary>
    public uint OutputVa => _words.Read32(8);
}
