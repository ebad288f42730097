using System;

namespace PanthorShell.Hosting;

/// <summary>What the terminal, if there is one, can do.</summary>
internal static class Terminal
{
    private static readonly Lazy<bool> s_canStyle = new(static () =>
        !Console.IsOutputRedirected && Is("TERM", out string term)
            ? term != "dumb"
            : !Console.IsOutputRedirected && Is("WT_SESSION", out _));

    /// <summary>Whether what is written to the standard output is shown with its colours.</summary>
    public static bool CanStyle => s_canStyle.Value;

    /// <summary>Whether the same holds for the standard error.</summary>
    public static bool CanStyleErrors => CanStyle && !Console.IsErrorRedirected;

    private static bool Is(string variable, out string value)
    {
        value = Environment.GetEnvironmentVariable(variable) ?? "";
        return value.Length > 0;
    }
}
