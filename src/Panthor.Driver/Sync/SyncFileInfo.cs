using System.Collections.Generic;

namespace Panthor.Driver.Sync;

/// <summary>What a sync file tells of itself (<c>struct sync_file_info</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">0 as long as a fence is pending, 1 when all are signalled, or the first negative error.</param>
/// <param name="FenceCount">How many fences it stands for.</param>
/// <param name="Fences">The fences; empty if only their number was asked for.</param>
public sealed record SyncFileInfo(string Name, int Status, int FenceCount, IReadOnlyList<SyncFenceInfo> Fences);
