using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>Colours words with the session's $PSStyle; a host without that variable gets plain text.</summary>
internal static class Ink
{
    private static readonly FrozenDictionary<string, Tone> s_tones = Tones(
        (Tone.Good, "Active Enabled Running Resident Completed Done Signaled"),
        (Tone.Warning, "Locked Swapped Suspended Waiting Resetting Warning Warn Evicted"),
        (Tone.Bad, "Faulted Failed Unusable Terminated Fault Unknown Lost Unplugged Emergency Alert Critical Error "
            + "Oops LockOrder LockHeldAtExit SleepInAtomic LockMisuse UseAfterFree DoubleFree Leak Deadlock HungTask "
            + "SoftLockup UnconsumedTask GpuPageFault StaleTranslation BadPage Fence"),
        (Tone.Faint, "Absent Disabled Destroyed Removed Closed Pending Debug Hole Free Created"));

    /// <summary>What a word means, whatever its case.</summary>
    public static Tone ToneOf(string word) => s_tones.GetValueOrDefault(word);

    /// <summary>A text in the colour of its meaning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">The meaning.</param>
    /// <param name="style">The session's $PSStyle; null for no colour.</param>
    public static string Paint(string text, Tone tone, object? style)
    {
        if (tone == Tone.Plain || style is null || text.Length == 0)
        {
            return text;
        }

        PSObject styles = PSObject.AsPSObject(style);
        string? ink = tone == Tone.Faint
            ? styles.Properties["Dim"]?.Value as string
            : styles.Properties["Foreground"]?.Value is { } colours
                ? PSObject.AsPSObject(colours).Properties[NameOf(tone)]?.Value as string
                : null;
        return string.IsNullOrEmpty(ink) ? text : ink + text + styles.Properties["Reset"]?.Value;
    }

    private static string NameOf(Tone tone) => tone switch
    {
        Tone.Good => "Green",
        Tone.Warning => "Yellow",
        _ => "Red",
    };

    private static FrozenDictionary<string, Tone> Tones(params ReadOnlySpan<(Tone Tone, string Words)> lists)
    {
        var tones = new Dictionary<string, Tone>(StringComparer.OrdinalIgnoreCase);
        foreach ((Tone tone, string words) in lists)
        {
            foreach (string word in words.Split(' '))
            {
                tones.Add(word, tone);
            }
        }

        return tones.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
