using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>What a sync file tells of one fence (<c>struct sync_fence_info</c>).</summary>
/// <param name="ObjectName">Its timeline.</param>
/// <param name="DriverName">Its issuer.</param>
/// <param name="Status">0 pending, 1 signalled, or the negative error.</param>
/// <param name="Timestamp">When it was signalled; zero as long as it is pending.</param>
public readonly record struct SyncFenceInfo(string ObjectName, string DriverName, int Status, VirtualTime Timestamp);
