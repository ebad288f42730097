using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>An instruction of an architecture: its name and its fields.</summary>
[SharedAcrossRuns]
public sealed class CsInstructionInfo
{
    internal CsInstructionInfo(
        CsOpcode opcode,
        string mnemonic,
        string summary,
        IReadOnlyList<CsField> fields,
        ulong fixedBits,
        ulong fixedMask)
    {
        Opcode = opcode;
        Mnemonic = mnemonic;
        Summary = summary;
        Fields = fields;
        FixedBits = fixedBits;
        FixedMask = fixedMask;
        DefinedMask = fixedMask;
        foreach (CsField field in fields)
            DefinedMask |= field.Mask;
    }

    /// <summary>Bits [63:56].</summary>
    public CsOpcode Opcode { get; }

    /// <summary>The name in text, for example <c>SYNC_ADD64</c>.</summary>
    public string Mnemonic { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The fields in the order of the text.</summary>
    public IReadOnlyList<CsField> Fields { get; }

    /// <summary>The bits that make it this instruction: the opcode and, on architecture 13, a sub-opcode.</summary>
    public ulong FixedBits { get; }

    /// <summary>Which bits <see cref="FixedBits"/> fixes.</summary>
    internal ulong FixedMask { get; }

    /// <summary>All bits with a meaning.</summary>
    public ulong DefinedMask { get; }

    /// <summary>The field of that name, or null; case does not matter.</summary>
    public CsField? FieldByName(string name)
    {
        foreach (CsField field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
                return field;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Mnemonic;

    internal CsField? FieldOfKind(CsFieldKind kind)
    {
        foreach (CsField field in Fields)
        {
            if (field.Kind == kind)
                return field;
        }

        return null;
    }
}
