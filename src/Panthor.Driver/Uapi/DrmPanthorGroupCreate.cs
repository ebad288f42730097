namespace Panthor.Driver.Uapi;

/// <summary>A group that is to be made (<c>struct drm_panthor_group_create</c>).</summary>
/// <param name="VmId">The VM of all its queues.</param>
/// <param name="Queues">Its queues, at least one.</param>
public readonly record struct DrmPanthorGroupCreate(uint VmId, UserArray<DrmPanthorQueueCreate> Queues)
{
    /// <summary>How many cores compute jobs may have at a time; not more than their mask has bits.</summary>
    public byte MaxComputeCores { get; init; }

    /// <summary>How many cores fragment jobs may have at a time; not more than their mask has bits.</summary>
    public byte MaxFragmentCores { get; init; }

    /// <summary>How many tilers tiler jobs may have at a time; not more than their mask has bits.</summary>
    public byte MaxTilerCores { get; init; }

    /// <summary><c>PANTHOR_GROUP_PRIORITY_*</c>, 0 to 3.</summary>
    public byte Priority { get; init; }

    /// <summary>Must be 0.</summary>
    public uint Pad { get; init; }

    /// <summary>Cores for compute jobs, a bit each; they must exist.</summary>
    public ulong ComputeCoreMask { get; init; }

    /// <summary>Cores for fragment jobs, a bit each; they must exist.</summary>
    public ulong FragmentCoreMask { get; init; }

    /// <summary>Tilers for tiler jobs, a bit each; they must exist.</summary>
    public ulong TilerCoreMask { get; init; }
}
