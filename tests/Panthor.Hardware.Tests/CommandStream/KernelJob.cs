namespace Panthor.Hardware.Tests;

/// <summary>The words that panthor puts into a ring buffer for a job, profiling off.</summary>
internal static class KernelJob
{
    public const int Size = 16 * sizeof(ulong);

    public static ulong[] Words(ulong streamAddress, uint streamSize, ulong syncAddress, uint latestFlush = 0)
    {
        ulong[] words = new ulong[16];
        ulong[] code =
        [
            0x025e000000000000UL | latestFlush,
            0x24005e0000000233,
            0x015c000000000000 | streamAddress,
            0x025e000000000000UL | streamSize,
            0x0300000000010000UL,
            0x20005c5e00000000UL,
            0x015c000000000000 | syncAddress,
            0x015e000000000001,
            0x0300000000ff0000,
            0x33005c5e00000001,
            0x2f00000000000000,
        ];
        code.CopyTo(words, 0);
        return words;
    }
}
