using System.Globalization;

namespace Benchmarks.CommandStreams;

/// <summary>The loops that are measured.</summary>
internal static class CommandStreamLoops
{
    /// <summary>The loop of the kernel's scheduler tests: 5 instructions a turn, one of them a sync write.</summary>
    public static string Counted(int turns) => Text(turns,
        """
        turn: ADD_IMM32 r2, r2, #1
        SYNC_SET32 [d0], r2
        ADD_IMM32 r4, r4, #-1
        BRANCH EQ, r4, +1
        BRANCH EQ, r10, turn
        """);

    /// <summary>Registers only: 4 instructions a turn.</summary>
    public static string Arithmetic(int turns) => Text(turns,
        """
        turn: ADD_IMM32 r2, r2, #1
        ADD_IMM64 d6, d6, #3
        ADD_IMM32 r4, r4, #-1
        BRANCH GT, r4, turn
        """);

    /// <summary>A store of the load/store unit: 4 instructions a turn.</summary>
    public static string Stores(int turns) => Text(turns,
        """
        turn: ADD_IMM32 r2, r2, #1
        STORE_MULTIPLE [d0], r2, mask 1
        ADD_IMM32 r4, r4, #-1
        BRANCH GT, r4, turn
        """);

    private static string Text(int turns, string body) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        MOVE48 d0, #{CommandStreamMachine.Data + 16}
        MOVE32 r2, #0
        MOVE32 r4, #{turns}
        MOVE32 r10, #0
        {body}
        WAIT 0xff
        """);
}
