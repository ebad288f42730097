namespace Panthor.Hardware;

/// <summary>What the firmware publishes about a stream: status words of <c>panthor_fw_cs_output_iface</c>.</summary>
/// <param name="CommandPointer">status_cmd_ptr: address of the instruction that comes next, or that blocks.</param>
/// <param name="Wait">status_wait: scoreboard mask [15:0] and its source [19:16], condition [27:24], PROGRESS [28],
/// PROTM [29], SYNC_64B [30], SYNC [31].</param>
/// <param name="RequestedResources">status_req_resource.</param>
/// <param name="SyncPointer">status_wait_sync_ptr: address of the sync object that is waited for.</param>
/// <param name="SyncValue">status_wait_sync_value and, in the upper half, status_wait_sync_value_hi.</param>
/// <param name="Scoreboards">status_scoreboards: bit n if slot n is not 0.</param>
/// <param name="BlockedReason">status_blocked_reason.</param>
internal readonly record struct CsWaitStatus(
    ulong CommandPointer,
    uint Wait,
    CsResources RequestedResources,
    ulong SyncPointer,
    ulong SyncValue,
    uint Scoreboards,
    CsBlockedReason BlockedReason);
