namespace Benchmarks.Workloads;

/// <summary>FNV-1a over 64-bit words, little endian.</summary>
internal struct Fnv1a64()
{
    public ulong Value { get; private set; } = 0xcbf2_9ce4_8422_2325;

    public void Add(ulong word)
    {
        unchecked
        {
            ulong hash = Value;
            for (int i = 0; i < 64; i += 8)
                hash = (hash ^ ((word >> i) & 0xFF)) * 0x100_0000_01b3;
            Value = hash;
        }
    }
}
