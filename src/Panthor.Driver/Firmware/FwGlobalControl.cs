using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>What the firmware is and can do; read-only (<c>struct panthor_fw_global_control_iface</c>).</summary>
public readonly struct FwGlobalControl
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 32;

    private readonly FwWords _words;

    internal FwGlobalControl(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Version of the interface (<c>version</c>).</summary>
    public uint Version => _words.Read32(0);

    /// <summary>Features of the firmware (<c>features</c>).</summary>
    public uint Features => _words.Read32(4);

    /// <summary>Firmware address of the input structure (<c>input_va</c>).</summary>
    public uint InputVa => _words.Read32(8);

    /// <summary>Firmware address of the output structure (<c>output_va</c>).</summary>
    public uint OutputVa => _words.Read32(12);

    /// <summary>Number of command stream group slots (<c>group_num</c>).</summary>
    public uint GroupNum => _words.Read32(16);

    /// <summary>Bytes from the control structure of a group slot to the next (<c>group_stride</c>).</summary>
    public uint GroupStride => _words.Read32(20);

    /// <summary>Size of the performance counter buffers (<c>perfcnt_size</c>).</summary>
    public uint PerfcntSize => _words.Read32(24);

    /// <summary>Instrumentation features, from interface 1.1 on (<c>instr_features</c>).</summary>
    public uint InstrFeatures => _words.Read32(28);
}
