using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Panthor.Hardware;

/// <summary>Writes instruction words as text that <see cref="CsAssembler"/> reads.</summary>
public static class CsDisassembler
{
    /// <summary>The text of each word.</summary>
    /// <param name="set">The instructions of the GPU.</param>
    /// <param name="words">The words.</param>
    public static IReadOnlyList<CsDisassemblyLine> Disassemble(CsInstructionSet set, ReadOnlySpan<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(set);
        var lines = new CsDisassemblyLine[words.Length];
        for (int index = 0; index < words.Length; index++)
            lines[index] = new CsDisassemblyLine(index, words[index], TextOf(set.Decode(words[index])));

        return lines;
    }

    /// <summary>The text of an instruction; <c>.word 0x…</c> if it does not exist or is not well formed.</summary>
    public static string TextOf(CsInstruction instruction)
    {
        if (instruction.Info is not { } info || !instruction.IsWellFormed)
            return string.Create(CultureInfo.InvariantCulture, $".word 0x{instruction.Word:x16}");

        var text = new StringBuilder(info.Mnemonic);
        string separator = " ";
        foreach (CsField field in info.Fields)
        {
            long value = field.Get(instruction.Word);
            if (field.Kind == CsFieldKind.AddressOffset || (field.IsNamed && value == 0))
                continue;

            text.Append(separator);
            separator = ", ";
            if (field.IsNamed)
                text.Append(field.Name);

            if (field.Kind == CsFieldKind.Flag)
                continue;

            if (field.IsNamed)
                text.Append(' ');

            AppendValue(text, info, field, value, instruction.Word);
        }

        return text.ToString();
    }

    private static void AppendValue(StringBuilder text, CsInstructionInfo info, CsField field, long value, ulong word)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        switch (field.Kind)
        {
            case CsFieldKind.Register:
                text.Append(culture, $"r{value}");
                break;
            case CsFieldKind.RegisterPair:
                text.Append(culture, $"d{value}");
                break;
            case CsFieldKind.Address:
                long offset = info.FieldOfKind(CsFieldKind.AddressOffset)?.Get(word) ?? 0;
                text.Append(culture, $"[d{value}{offset:+0;-0;''}]");
                break;
            case CsFieldKind.Unsigned:
                text.Append(culture, $"#0x{value:x}");
                break;
            case CsFieldKind.Signed:
                text.Append(culture, $"#{value}");
                break;
            case CsFieldKind.Mask or CsFieldKind.ScoreboardMask:
                text.Append(culture, $"0x{value:x}");
                break;
            case CsFieldKind.BranchOffset:
                text.Append(culture, $"{value:+0;-0;+0}");
                break;
            case CsFieldKind.Choice when field.ChoiceName(value) is { } name:
                text.Append(name);
                break;
            default:
                text.Append(culture, $"{value}");
                break;
        }
    }
}
