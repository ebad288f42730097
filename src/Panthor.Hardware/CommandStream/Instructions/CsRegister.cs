using System;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A register of a command stream: <c>r5</c>, or a pair of them for 64 bits: <c>d8</c> is r8 and r9.</summary>
/// <param name="Index">Number of the register, or of the lower one of the pair.</param>
/// <param name="IsPair">True for a pair.</param>
public readonly record struct CsRegister(int Index, bool IsPair)
{
    /// <summary>A 32-bit register.</summary>
    public static CsRegister R(int index) => new(index, false);

    /// <summary>A 64-bit pair.</summary>
    public static CsRegister D(int index) => new(index, true);

    /// <summary>Reads a register's name; case does not matter.</summary>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static CsRegister Parse(string text) => TryParse(text, out CsRegister register)
        ? register
        : throw new FormatException($"'{text}' is no register: write r5 for a register, d8 for a 64-bit pair.");

    /// <summary>Reads a register's name; case does not matter.</summary>
    public static bool TryParse(string? text, out CsRegister register)
    {
        register = default;
        if (text is not { Length: > 1 and <= 4 } || text[0] is not ('r' or 'R' or 'd' or 'D'))
            return false;

        bool isNumber = int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        register = new CsRegister(index, text[0] is 'd' or 'D');
        return isNumber;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsPair ? 'd' : 'r')}{Index}");
}
