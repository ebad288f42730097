using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The command stream instructions of an architecture, as data.</summary>
/// <remarks>
/// Field positions: Mesa's genxml for architectures 10, 12 and 13, and the words that the kernel and IGT write. Of
/// architecture 11 only what 10 and 12 have in common, and what Mesa says of it, is known.
/// </remarks>
[SharedAcrossRuns]
public sealed partial class CsInstructionSet
{
    /// <summary>The first architecture with a command stream frontend.</summary>
    public const int FirstArchitecture = 10;

    /// <summary>The last architecture whose instructions are known.</summary>
    public const int LastArchitecture = 13;

    private const int OpcodeShift = 56;

    private readonly List<CsInstructionInfo> _all = [];
    private readonly Dictionary<string, CsInstructionInfo> _byMnemonic = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<CsInstructionInfo>?[] _byOpcode = new List<CsInstructionInfo>?[256];

    private CsInstructionSet(int architecture) => Architecture = architecture;

    /// <summary>GPU_ARCH_MAJOR.</summary>
    public int Architecture { get; }

    /// <summary>All instructions, by opcode.</summary>
    public IReadOnlyList<CsInstructionInfo> All => _all;

    /// <summary>The instructions of a GPU; those of the last known architecture if it is newer.</summary>
    public static CsInstructionSet For(GpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ForArchitecture((int)model.Architecture.Major);
    }

    /// <summary>The instructions of an architecture; those of the last known one if it is newer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The architecture has no command streams.</exception>
    public static CsInstructionSet ForArchitecture(int architecture)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(architecture, FirstArchitecture);
        return Sets.All[Math.Min(architecture, LastArchitecture) - FirstArchitecture];
    }

    /// <summary>The instruction of that name, or null; case does not matter.</summary>
    public CsInstructionInfo? ByMnemonic(string mnemonic) => _byMnemonic.GetValueOrDefault(mnemonic);

    /// <summary>Whether an opcode exists.</summary>
    public bool HasOpcode(CsOpcode opcode) => _byOpcode[(int)opcode] is not null;

    /// <summary>Decodes a word.</summary>
    public CsInstruction Decode(ulong word)
    {
        if (_byOpcode[word >> OpcodeShift] is { } candidates)
        {
            foreach (CsInstructionInfo info in candidates)
            {
                if ((word & info.FixedMask) == info.FixedBits)
                    return new CsInstruction(word, info);
            }
        }

        return new CsInstruction(word, null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"architecture {Architecture}";

    private static CsInstructionSet[] Build()
    {
        var sets = new CsInstructionSet[LastArchitecture - FirstArchitecture + 1];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = new CsInstructionSet(FirstArchitecture + i);
            sets[i].Define();
            sets[i]._all.Sort(static (left, right) => left.FixedBits.CompareTo(right.FixedBits));
        }

        return sets;
    }

    private void Add(CsOpcode opcode, string mnemonic, string summary, params ReadOnlySpan<CsField> fields) =>
        Add(opcode, default, mnemonic, summary, fields);

    private void Add(
        CsOpcode opcode, SubOpcode sub, string mnemonic, string summary, params ReadOnlySpan<CsField> fields)
    {
        List<CsField> present = [];
        foreach (CsField field in fields)
        {
            if (Architecture >= field.FirstArchitecture && Architecture <= field.LastArchitecture)
                present.Add(field);
        }

        ulong fixedBits = ((ulong)opcode << OpcodeShift) | ((ulong)sub.Value << sub.Offset);
        ulong fixedMask = (0xffUL << OpcodeShift) | (sub.Offset == 0 ? 0 : 0xffUL << sub.Offset);
        var info = new CsInstructionInfo(opcode, mnemonic, summary, present, fixedBits, fixedMask);
        _all.Add(info);
        _byMnemonic.Add(mnemonic, info);
        (_byOpcode[(int)opcode] ??= []).Add(info);
    }

    /// <summary>Built when first asked for: the fields, which lie in another file, must be there.</summary>
    private static class Sets
    {
        public static readonly CsInstructionSet[] All = Build();
    }

    /// <summary>Where architecture 13 keeps a sub-opcode of 8 bits, and its value; offset 0 for none.</summary>
    private readonly record struct SubOpcode(int Offset, byte Value);
}
