using System.Globalization;

namespace Panthor.Hardware.Tests;

/// <summary>The stream of the kernel's scheduler tests: counts in memory, an instruction's worth of sync at a time.
/// </summary>
internal static class CountedLoop
{
    /// <summary>The stream; "started" lies at the address, the counter 16 bytes behind it.</summary>
    public static string Text(ulong data, int times) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        MOVE48 d8, #{data}
        MOVE32 r6, #1
        SYNC_SET32 [d8], r6
        MOVE48 d0, #{data + 16}
        MOVE32 r2, #0
        MOVE32 r4, #{times}
        MOVE32 r10, #0
        turn: ADD_IMM32 r2, r2, #1
        SYNC_SET32 [d0], r2
        ADD_IMM32 r4, r4, #-1
        BRANCH EQ, r4, +1
        BRANCH EQ, r10, turn
        """);
}
