using System;
using System.IO;

namespace PanthorShell.Formatting;

/// <summary>The size of the terminal, or what stands for it when there is none.</summary>
internal static class ConsoleSize
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    public static int Width => Measure(() => Console.WindowWidth, DefaultWidth);

    public static int Height => Measure(() => Console.WindowHeight, DefaultHeight);

    private static int Measure(Func<int> size, int fallback)
    {
        try
        {
            int value = size();
            return value > 0 ? value : fallback;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return fallback;
        }
    }
}
