using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>A structure in memory that driver and firmware share: the words behind an address of a mapping.</summary>
internal readonly struct FwWords
{
    private readonly KernelMapping _map;
    private readonly ulong _start;

    public FwWords(KernelMapping map, ulong start)
    {
        _map = map;
        _start = start;
    }

    public uint Read32(uint offset) => _map.Read32(_start + offset);

    public ulong Read64(uint offset) => _map.Read64(_start + offset);

    public void Write32(uint offset, uint value) => _map.Write32(_start + offset, value);

    public void Write64(uint offset, ulong value) => _map.Write64(_start + offset, value);
}
