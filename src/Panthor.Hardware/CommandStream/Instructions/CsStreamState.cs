namespace Panthor.Hardware;

/// <summary>States that SET_STATE sets (architecture 11 and later).</summary>
public enum CsStreamState
{
    /// <summary>Scoreboard entry of jobs.</summary>
    ScoreboardEndpoint = 0,

    /// <summary>Scoreboard entry of loads and stores.</summary>
    ScoreboardOther = 1,

    /// <summary>Scoreboard entry of deferred operations with the flag "indirect".</summary>
    ScoreboardDeferred = 2,

    /// <summary>Entries that NEXT_SB_ENTRY may take.</summary>
    ScoreboardMaskStream = 8,

    /// <summary>Wait mask of instructions with the flag "indirect".</summary>
    ScoreboardMaskWait = 9,
}
