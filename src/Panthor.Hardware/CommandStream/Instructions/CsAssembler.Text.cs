using System;
using System.Collections.Generic;
using System.Globalization;

namespace Panthor.Hardware;

/// <content>Assembly text.</content>
public sealed partial class CsAssembler
{
    /// <summary>Appends the instructions of a text: one a line, labels with a colon, comments from <c>;</c> or
    /// <c>//</c> on.</summary>
    /// <param name="text">The text, as the disassembler writes it.</param>
    /// <exception cref="CsAssemblyException">A line is wrong; the message starts with its number.</exception>
    public CsAssembler Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            try
            {
                ParseLine(lines[index]);
            }
            catch (CsAssemblyException error)
            {
                throw new CsAssemblyException(index + 1, error);
            }
        }

        return this;
    }

    private static string WithoutComment(string line)
    {
        int end = line.IndexOf(';', StringComparison.Ordinal);
        int slashes = line.IndexOf("//", StringComparison.Ordinal);
        if (end < 0 || (slashes >= 0 && slashes < end))
            end = slashes;

        return (end < 0 ? line : line[..end]).Trim();
    }

    private void ParseLine(string line)
    {
        string rest = WithoutComment(line);
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            Label(rest[..colon].Trim());
            rest = rest[(colon + 1)..].Trim();
        }

        if (rest.Length == 0)
            return;

        int space = rest.IndexOf(' ', StringComparison.Ordinal);
        string mnemonic = space < 0 ? rest : rest[..space];
        string operands = space < 0 ? "" : rest[space..].Trim();
        if (mnemonic.Equals(".word", StringComparison.OrdinalIgnoreCase))
            Word(ParseWord(operands));
        else
            ParseInstruction(mnemonic, operands);
    }

    private static ulong ParseWord(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(isHex ? text[2..] : text, style, CultureInfo.InvariantCulture, out ulong word)
            ? word
            : throw new CsAssemblyException($"'{text}' is no 64-bit word.");
    }

    private void ParseInstruction(string mnemonic, string text)
    {
        CsInstructionInfo info = Find(mnemonic);
        List<CsOperand> operands = [];
        List<CsField> positions = [.. info.Fields];
        positions.RemoveAll(static field => field.IsNamed || field.Kind == CsFieldKind.AddressOffset);
        int next = 0;
        foreach (string piece in Pieces(text, positions.Count != 0 && positions[0].Kind == CsFieldKind.Choice))
        {
            if (ParseNamed(info, piece) is { } named)
            {
                operands.Add(named);
                continue;
            }

            // A branch that is always taken needs no register.
            if (next < positions.Count && positions[next] is { Kind: CsFieldKind.Register, Name: "value" }
                && !CsRegister.TryParse(piece, out _))
            {
                next++;
            }

            if (next == positions.Count)
                throw new CsAssemblyException($"{info} has no operand for '{piece}'.");

            ParseValue(info, positions[next++], piece, operands);
        }

        if (next < positions.Count)
            throw new CsAssemblyException($"{info} needs '{positions[next].Name}'.");

        Emit(info.Mnemonic, [.. operands]);
    }

    private static List<string> Pieces(string text, bool startsWithChoice)
    {
        List<string> pieces = [];
        if (text.Length == 0)
            return pieces;

        foreach (string piece in text.Split(','))
            pieces.Add(piece.Trim());

        int space = pieces[0].IndexOf(' ', StringComparison.Ordinal);
        if (startsWithChoice && space > 0)
        {
            pieces.Insert(1, pieces[0][space..].Trim());
            pieces[0] = pieces[0][..space];
        }

        return pieces;
    }

    private static CsOperand? ParseNamed(CsInstructionInfo info, string piece)
    {
        int end = piece.IndexOfAny([' ', '=']);
        string name = end < 0 ? piece : piece[..end];
        if (info.FieldByName(name) is not { IsNamed: true } field)
            return null;

        string value = end < 0 ? "" : piece[(end + 1)..].Trim();
        if (field.Kind == CsFieldKind.Flag && value.Length == 0)
            return new CsOperand(field.Name, true);

        List<CsOperand> operands = [];
        ParseValue(info, field, value, operands);
        return operands[0];
    }

    private static void ParseValue(CsInstructionInfo info, CsField field, string text, List<CsOperand> operands)
    {
        switch (field.Kind)
        {
            case CsFieldKind.Register or CsFieldKind.RegisterPair:
                operands.Add(new CsOperand(field.Name, ParseRegister(text)));
                break;
            case CsFieldKind.Address:
                ParseAddress(info, field, text, operands);
                break;
            case CsFieldKind.BranchOffset when !TryParseNumber(text, out _):
                operands.Add(new CsOperand(field.Name, text));
                break;
            case CsFieldKind.Choice when ChoiceValue(field, text) is { } choice:
                operands.Add(new CsOperand(field.Name, choice));
                break;
            default:
                operands.Add(TryParseNumber(text, out long number)
                    ? new CsOperand(field.Name, number)
                    : throw new CsAssemblyException($"'{text}' does not fit for '{field.Name}' of {info}."));
                break;
        }
    }

    private static void ParseAddress(CsInstructionInfo info, CsField field, string text, List<CsOperand> operands)
    {
        if (text.Length < 4 || text[0] != '[' || text[^1] != ']')
            throw new CsAssemblyException($"'{text}' is no address: write [d8], or [d8+16].");

        string inner = text[1..^1];
        int sign = inner.IndexOfAny(['+', '-']);
        operands.Add(new CsOperand(field.Name, ParseRegister((sign < 0 ? inner : inner[..sign]).Trim())));
        if (sign < 0)
            return;

        CsField offset = info.FieldOfKind(CsFieldKind.AddressOffset)
            ?? throw new CsAssemblyException($"{info} has no offset: '{text}'.");
        if (!TryParseNumber(inner[sign..], out long bytes))
            throw new CsAssemblyException($"'{inner[sign..]}' is no offset.");

        operands.Add(new CsOperand(offset.Name, bytes));
    }

    private static CsRegister ParseRegister(string text) => CsRegister.TryParse(text, out CsRegister register)
        ? register
        : throw new CsAssemblyException($"'{text}' is no register: write r5 for a register, d8 for a 64-bit pair.");

    private static long? ChoiceValue(CsField field, string text)
    {
        for (int value = 0; value < field.Choices.Count; value++)
        {
            if (string.Equals(field.Choices[value], text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>A number, decimal or hexadecimal, with a sign and a mark # if there are any.</summary>
    private static bool TryParseNumber(string text, out long number)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim().TrimStart('#');
        bool isNegative = digits.StartsWith("-");
        if (isNegative || digits.StartsWith("+"))
            digits = digits[1..];

        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        bool isNumber = long.TryParse(isHex ? digits[2..] : digits, style, CultureInfo.InvariantCulture, out number);
        if (isNegative)
            number = -number;

        return isNumber;
    }
}
