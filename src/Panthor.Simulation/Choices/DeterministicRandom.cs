using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>A pseudo-random sequence (SplitMix64), the same on every machine and in every version.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "A sequence in progress; nobody compares those.")]
public struct DeterministicRandom
{
    private ulong _state;

    /// <summary>The sequence of a seed.</summary>
    public DeterministicRandom(ulong seed)
    {
        _state = seed;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A uniform number below <paramref name="bound"/>, without bias.</summary>
    /// <param name="bound">At least 1.</param>
    public ulong NextBelow(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        ulong high = Math.BigMul(Next(), bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = unchecked(0UL - bound) % bound;
            while (low < threshold)
            {
                high = Math.BigMul(Next(), bound, out low);
            }
        }

        return high;
    }
}
