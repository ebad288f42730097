using Panthor.Driver.Gem;

namespace Panthor.Driver.Firmware;

/// <summary>
/// What the firmware tells of a command stream slot; read-only (<c>struct panthor_fw_cs_output_iface</c>).
/// </summary>
public readonly struct FwCsOutput
{
    /// <summary>Bytes of the structure.</summary>
    public const uint Size = 216;

    private readonly FwWords _words;

    internal FwCsOutput(KernelMapping map, ulong start) => _words = new FwWords(map, start);

    /// <summary>Acknowledged requests and events (<c>ack</c>).</summary>
    public uint Ack => _words.Read32(0);

    /// <summary>GPU address of the current instruction (<c>status_cmd_ptr</c>).</summary>
    public ulong StatusCmdPtr => _words.Read64(64);

    /// <summary>What the stream waits for (<c>status_wait</c>).</summary>
    public uint StatusWait => _words.Read32(72);

    /// <summary>Resources that the stream asked for (<c>status_req_resource</c>).</summary>
    public uint StatusReqResource => _words.Read32(76);

    /// <summary>GPU address of the sync object that the stream waits for (<c>status_wait_sync_ptr</c>).</summary>
    public ulong StatusWaitSyncPtr => _words.Read64(80);

    /// <summary>Value that the sync object is compared with, low word (<c>status_wait_sync_value</c>).</summary>
    public uint StatusWaitSyncValue => _words.Read32(88);

    /// <summary>Scoreboard entries that are not zero (<c>status_scoreboards</c>).</summary>
    public uint StatusScoreboards => _words.Read32(92);

    /// <summary>Why the stream does not go on (<c>status_blocked_reason</c>).</summary>
    public uint StatusBlockedReason => _words.Read32(96);

    /// <summary>Value that the sync object is compared with, high word (<c>status_wait_sync_value_hi</c>).</summary>
    public uint StatusWaitSyncValueHi => _words.Read32(100);

    /// <summary>Exception of the last fault (<c>fault</c>).</summary>
    public uint Fault => _words.Read32(128);

    /// <summary>Exception of the last fatal error (<c>fatal</c>).</summary>
    public uint Fatal => _words.Read32(132);

    /// <summary>More about the last fault (<c>fault_info</c>).</summary>
    public ulong FaultInfo => _words.Read64(136);

    /// <summary>More about the last fatal error (<c>fatal_info</c>).</summary>
    public ulong FatalInfo => _words.Read64(144);

    /// <summary>Render passes whose vertex and tiling work began (<c>heap_vt_start</c>).</summary>
    public uint HeapVtStart => _words.Read32(192);

    /// <summary>Render passes whose vertex and tiling work ended (<c>heap_vt_end</c>).</summary>
    public uint HeapVtEnd => _words.Read32(196);

    /// <summary>Render passes whose fragment work ended (<c>heap_frag_end</c>).</summary>
    public uint HeapFragEnd => _words.Read32(204);

    /// <summary>GPU address of the heap context that has no memory left (<c>heap_address</c>).</summary>
    public ulong HeapAddress => _words.Read64(208);
}
