namespace Panthor.Hardware;

/// <content>Scoreboards, syncs, caches, heaps and jobs.</content>
public sealed partial class CsAssembler
{
    /// <summary>Waits until all scoreboard entries of the mask are 0.</summary>
    public CsAssembler Wait(uint mask) => Emit("WAIT", new CsOperand("wait", mask));

    /// <summary>Waits for all scoreboard entries.</summary>
    public CsAssembler WaitAll() => Wait((1u << Scoreboards) - 1);

    /// <summary>Chooses the scoreboard entries of jobs and of loads and stores.</summary>
    public CsAssembler SetScoreboards(int endpoint, int other) =>
        Emit("SET_SB_ENTRY", new("endpoint", endpoint), new("other", other));

    /// <summary>Adds to a sync object: 32 bits if the data is a register, 64 if it is a pair.</summary>
    /// <param name="address">Pair with the address.</param>
    /// <param name="data">What to add.</param>
    /// <param name="scope">Who is told.</param>
    /// <param name="propagate">Write the status "fault" if the stream is in error state.</param>
    /// <param name="wait">Scoreboard entries to wait for first, without stopping the stream.</param>
    /// <param name="slot">Scoreboard entry that is busy until then.</param>
    public CsAssembler SyncAdd(
        CsRegister address,
        CsRegister data,
        CsSyncScope scope = CsSyncScope.System,
        bool propagate = false,
        uint wait = 0,
        int slot = 0) => Sync(data.IsPair ? "SYNC_ADD64" : "SYNC_ADD32", address, data, scope, propagate, wait, slot);

    /// <summary>Sets a sync object: 32 bits if the data is a register, 64 if it is a pair.</summary>
    /// <inheritdoc cref="SyncAdd"/>
    public CsAssembler SyncSet(
        CsRegister address,
        CsRegister data,
        CsSyncScope scope = CsSyncScope.System,
        bool propagate = false,
        uint wait = 0,
        int slot = 0) => Sync(data.IsPair ? "SYNC_SET64" : "SYNC_SET32", address, data, scope, propagate, wait, slot);

    /// <summary>Waits until a sync object, unsigned, compares so with a register (32 bits) or pair (64 bits).</summary>
    /// <param name="condition">How; the kernel evaluates LE and GT only.</param>
    /// <param name="address">Pair with the address.</param>
    /// <param name="data">What to compare with.</param>
    /// <param name="reject">Do not take over an error of the sync object.</param>
    public CsAssembler SyncWait(CsCondition condition, CsRegister address, CsRegister data, bool reject = false) =>
        Emit(
            data.IsPair ? "SYNC_WAIT64" : "SYNC_WAIT32",
            new("condition", (long)condition), new("address", address), new("data", data), new("reject", reject));

    /// <summary>Asks for the iterators that jobs need; gives the others back.</summary>
    public CsAssembler RequestResources(CsResources resources)
    {
        const CsResources basic = CsResources.Compute | CsResources.Fragment | CsResources.Tiler | CsResources.Idvs;
        CsOperand compute = new("compute", resources.HasFlag(CsResources.Compute));
        CsOperand fragment = new("fragment", resources.HasFlag(CsResources.Fragment));
        CsOperand tiler = new("tiler", resources.HasFlag(CsResources.Tiler));
        CsOperand idvs = new("idvs", resources.HasFlag(CsResources.Idvs));
        return (resources & ~basic) == 0
            ? Emit("REQ_RESOURCE", compute, fragment, tiler, idvs)
            : Emit("REQ_RESOURCE", compute, fragment, tiler, idvs, new("rt", true));
    }

    /// <summary>Flushes the caches, asynchronously.</summary>
    /// <param name="flushId">Register with the LATEST_FLUSH of the time from which on the flush is wanted; the flush is
    /// left out if there was one since. 0 in it: always.</param>
    /// <param name="l2">The L2 cache.</param>
    /// <param name="loadStore">The load/store caches.</param>
    /// <param name="other">The other caches; none or invalidate.</param>
    /// <param name="wait">Scoreboard entries to wait for first, without stopping the stream.</param>
    /// <param name="slot">Scoreboard entry that is busy meanwhile.</param>
    public CsAssembler FlushCaches(
        CsRegister flushId,
        CsFlushMode l2 = CsFlushMode.CleanInvalidate,
        CsFlushMode loadStore = CsFlushMode.CleanInvalidate,
        CsFlushMode other = CsFlushMode.Invalidate,
        uint wait = 0,
        int slot = 0) => Emit(
            "FLUSH_CACHE2",
            new("flush_id", flushId),
            new("l2", (long)l2),
            new("lsc", (long)loadStore),
            new("other", (long)other),
            new("wait", wait),
            new("slot", slot));

    /// <summary>Writes 64 bits of a counter to memory.</summary>
    public CsAssembler StoreState(
        CsRegister address, CsStoredState state, int offset = 0, uint wait = 0, int slot = 0) => Emit(
            "STORE_STATE",
            new("address", address), new("offset", offset), new("state", (long)state), new("wait", wait),
            new("slot", slot));

    /// <summary>Starts a compute job; its sizes and addresses lie in the staging registers.</summary>
    /// <param name="increment">Workgroups in a task.</param>
    /// <param name="axis">0 to 2: the axis along which tasks are cut.</param>
    /// <param name="select">Which of the four SRT, SPD, TSD and FAU pairs it uses.</param>
    public CsAssembler RunCompute(int increment = 1, int axis = 0, int select = 0) => Emit(
        "RUN_COMPUTE",
        new("increment", increment), new("axis", axis), new("srt", select), new("spd", select), new("tsd", select),
        new("fau", select));

    /// <summary>Starts a fragment job.</summary>
    public CsAssembler RunFragment() => Emit("RUN_FRAGMENT");

    /// <summary>Starts vertex shading and tiling, with the instruction that the architecture has for it.</summary>
    public CsAssembler RunIdvs(uint flags = 0) =>
        Emit(InstructionSet.Architecture < 12 ? "RUN_IDVS" : "RUN_IDVS2", new CsOperand("flags", flags));

    /// <summary>Closes the tiling of a render pass.</summary>
    public CsAssembler FinishTiling() => Emit("FINISH_TILING");

    /// <summary>Gives a list of chunks back to the heap.</summary>
    /// <param name="first">Pair with the pointer to the first chunk.</param>
    /// <param name="last">Pair with the pointer to the last chunk.</param>
    /// <param name="countsPass">The fragment work of a render pass is complete.</param>
    /// <param name="wait">Scoreboard entries to wait for first, without stopping the stream.</param>
    /// <param name="slot">Scoreboard entry that is busy until then.</param>
    public CsAssembler FinishFragment(
        CsRegister first, CsRegister last, bool countsPass = true, uint wait = 0, int slot = 0) => Emit(
            "FINISH_FRAGMENT",
            new("first", first), new("last", last), new("frag_end", countsPass), new("wait", wait), new("slot", slot));

    /// <summary>Sets the tiler heap context.</summary>
    public CsAssembler SetHeap(CsRegister address) => Emit("HEAP_SET", new CsOperand("address", address));

    /// <summary>Counts a render pass of the heap.</summary>
    public CsAssembler Heap(CsHeapOperation operation, uint wait = 0, int slot = 0) =>
        Emit("HEAP_OPERATION", new("operation", (long)operation), new("wait", wait), new("slot", slot));

    /// <summary>Ends the error state.</summary>
    public CsAssembler ErrorBarrier() => Emit("ERROR_BARRIER");

    /// <summary>Sets the stream that runs when tiling runs out of memory; both 0: none.</summary>
    public CsAssembler SetTilerOomHandler(CsRegister address, CsRegister length) => Emit(
        "SET_EXCEPTION_HANDLER", new("address", address), new("length", length), new("type", TilerOom));

    private const long TilerOom = 2;

    private CsAssembler Sync(
        string mnemonic, CsRegister address, CsRegister data, CsSyncScope scope, bool propagate, uint wait, int slot) =>
        Emit(
            mnemonic,
            new("address", address),
            new("data", data),
            new("scope", (long)scope),
            new("propagate", propagate),
            new("wait", wait),
            new("slot", slot));
}
