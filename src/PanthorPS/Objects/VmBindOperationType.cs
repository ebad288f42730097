namespace PanthorPS;

/// <summary>What an operation of VM_BIND does.</summary>
public enum VmBindOperationType
{
    /// <summary>Maps a range of a buffer.</summary>
    Map,

    /// <summary>Unmaps a range of addresses.</summary>
    Unmap,

    /// <summary>Nothing but waits and signals.</summary>
    SyncOnly,
}
