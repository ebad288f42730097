namespace Panthor.Hardware;

/// <summary>An instruction that is done when scoreboard entries are 0, with what it read from registers at its issue.
/// </summary>
/// <param name="Word">The instruction.</param>
/// <param name="Address">Its address operand, offset included; for FINISH_FRAGMENT the first chunk.</param>
/// <param name="Data">Its data operand; for FINISH_FRAGMENT the last chunk.</param>
/// <param name="Mask">Entries to wait for.</param>
/// <param name="Entry">Entry that is busy until then.</param>
internal record struct CsDeferred(ulong Word, ulong Address, ulong Data, uint Mask, byte Entry);
