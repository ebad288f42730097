using System;

namespace Panthor.Hardware;

/// <summary>An instruction word and what it means.</summary>
/// <param name="Word">The 64 bits.</param>
/// <param name="Info">The instruction; null if no such instruction exists.</param>
public readonly record struct CsInstruction(ulong Word, CsInstructionInfo? Info)
{
    /// <summary>Bits [63:56].</summary>
    public CsOpcode Opcode => (CsOpcode)(Word >> 56);

    /// <summary>False if no such instruction exists: a stream that comes to it dies.</summary>
    public bool Exists => Info is not null;

    /// <summary>True if no bits are set that mean nothing (the hardware ignores them) and all pairs are even.</summary>
    public bool IsWellFormed
    {
        get
        {
            if (Info is null || (Word & ~Info.DefinedMask) != 0)
                return false;

            foreach (CsField operand in Info.Fields)
            {
                if (operand.IsPair && (operand.Get(Word) & 1) != 0)
                    return false;
            }

            return true;
        }
    }

    /// <summary>The value of a field.</summary>
    /// <exception cref="ArgumentException">The instruction has no field of that name.</exception>
    public long this[string field] => Info?.FieldByName(field) is { } found
        ? found.Get(Word)
        : throw new ArgumentException($"{Info?.Mnemonic ?? ".word"} has no field '{field}'.", nameof(field));

    /// <summary>The text, as the disassembler writes it.</summary>
    public override string ToString() => CsDisassembler.TextOf(this);
}
