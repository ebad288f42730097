using System;

namespace Benchmarks.Workloads;

/// <summary>The random numbers of the workloads: xorshift64*.</summary>
internal struct XorShift64Star(ulong seed)
{
    /// <summary>The seed for which the reference hashes hold.</summary>
    public const ulong DefaultSeed = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            ulong x = _state;
            x ^= x >> 12;
            x ^= x << 25;
            x ^= x >> 27;
            _state = x;
            return x * 0x2545_F491_4F6C_DD1D;
        }
    }

    /// <summary>A number below a bound: the upper half of the product.</summary>
    public ulong NextBelow(ulong bound) => Math.BigMul(Next(), bound, out _);
}
