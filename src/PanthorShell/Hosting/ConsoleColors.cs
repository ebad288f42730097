using System;
using System.Globalization;

namespace PanthorShell.Hosting;

/// <summary>The escape sequences of the console's colours.</summary>
internal static class ConsoleColors
{
    private const int FirstForeground = 30;
    private const int FirstBackground = 40;
    private const int ToBright = 60;

    /// <summary>The sequence for text of a colour; none for the terminal's own.</summary>
    public static string Foreground(ConsoleColor colour) =>
        colour == ConsoleColor.Gray ? "" : Sequence(colour, FirstForeground);

    /// <summary>The sequence for a colour behind the text; none for the terminal's own.</summary>
    public static string Background(ConsoleColor colour) =>
        colour == ConsoleColor.Black ? "" : Sequence(colour, FirstBackground);

    // The console counts blue, green, red; the sequences red, green, blue. The upper half is bright in both.
    private static string Sequence(ConsoleColor colour, int first)
    {
        int bits = (int)colour;
        int number = ((bits & 4) >> 2) | (bits & 2) | ((bits & 1) << 2);
        number += first + ((bits & 8) != 0 ? ToBright : 0);
        return "\x1b[" + number.ToString(CultureInfo.InvariantCulture) + "m";
    }
}
