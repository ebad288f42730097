using System;
using System.Collections.Generic;

namespace Panthor.Hardware;

/// <summary>A field of an instruction word.</summary>
/// <param name="Name">Its name in text: lower case, no spaces.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Offset">Lowest bit.</param>
/// <param name="Bits">Width.</param>
public sealed record CsField(string Name, CsFieldKind Kind, int Offset, int Bits)
{
    /// <summary>In text it stands behind its name, and not at all when it is 0.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Names of the values of a <see cref="CsFieldKind.Choice"/>: entry n for value n, null where it has none.
    /// </summary>
    public IReadOnlyList<string?> Choices { get; init; } = [];

    /// <summary>The first architecture (GPU_ARCH_MAJOR) that has the field.</summary>
    public int FirstArchitecture { get; init; } = CsInstructionSet.FirstArchitecture;

    /// <summary>The last architecture that has the field.</summary>
    public int LastArchitecture { get; init; } = int.MaxValue;

    /// <summary>The field's bits in an instruction word.</summary>
    public ulong Mask => ValueMask << Offset;

    /// <summary>True if the field names a register pair.</summary>
    public bool IsPair => Kind is CsFieldKind.RegisterPair or CsFieldKind.Address;

    /// <summary>True if values are signed.</summary>
    public bool IsSigned => Kind is CsFieldKind.Signed or CsFieldKind.AddressOffset or CsFieldKind.BranchOffset;

    /// <summary>The least value.</summary>
    public long Minimum => IsSigned ? -(1L << (Bits - 1)) : 0;

    /// <summary>The greatest value.</summary>
    public long Maximum => IsSigned ? (1L << (Bits - 1)) - 1 : (long)ValueMask;

    private ulong ValueMask => (1UL << Bits) - 1;

    /// <summary>The field's value in a word, sign-extended where it is signed.</summary>
    public long Get(ulong word)
    {
        ulong value = word >> Offset & ValueMask;
        return IsSigned ? (long)(value << (64 - Bits)) >> (64 - Bits) : (long)value;
    }

    /// <summary>The word with the field set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit.</exception>
    public ulong Set(ulong word, long value)
    {
        if (value < Minimum || value > Maximum)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{Name} is {Minimum} to {Maximum}.");

        return (word & ~Mask) | (((ulong)value & ValueMask) << Offset);
    }

    /// <summary>The name of a value, or null if it has none.</summary>
    public string? ChoiceName(long value) =>
        value >= 0 && value < Choices.Count ? Choices[(int)value] : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Offset + Bits - 1}:{Offset}";
}
