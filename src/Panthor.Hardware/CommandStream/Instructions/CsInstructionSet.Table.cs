using Kind = Panthor.Hardware.CsFieldKind;
using static Panthor.Hardware.CsOpcode;

namespace Panthor.Hardware;

/// <content>The table.</content>
public sealed partial class CsInstructionSet
{
    private void Define()
    {
        DefineMoves();
        if (Architecture >= 13)
            DefineArithmetic();
        else
            DefineSimpleArithmetic();

        DefineFlow();
        DefineScoreboards();
        DefineSyncs();
        DefineState();
        DefineCompute();
        DefineGraphics();
        DefineHeaps();
    }

    private void DefineMoves()
    {
        Add(NOP, "NOP", "Does nothing.", Named("data", Kind.Mask, 0, 56));
        Add(MOVE48, "MOVE48", "Sets a register pair to a 48-bit immediate.",
            s_destination64, new CsField("immediate", Kind.Unsigned, 0, 48));
        Add(MOVE32, "MOVE32", "Sets a register to a 32-bit immediate.",
            s_destination, new CsField("immediate", Kind.Unsigned, 0, 32));
        Add(LOAD_MULTIPLE, "LOAD_MULTIPLE",
            "Loads the registers of the mask, each from its place behind the address; asynchronous on entry \"other\".",
            s_destination, s_address, s_offset, s_mask);
        Add(STORE_MULTIPLE, "STORE_MULTIPLE",
            "Stores the registers of the mask, each at its place behind the address; asynchronous on entry \"other\".",
            s_address, s_offset, s_destination with { Name = "source" }, s_mask);
    }

    private void DefineSimpleArithmetic()
    {
        Add(ADD_IMMEDIATE32, "ADD_IMM32", "Adds an immediate, 32 bits, wrapping around.",
            s_destination, s_source, new CsField("immediate", Kind.Signed, 0, 32));
        Add(ADD_IMMEDIATE64, "ADD_IMM64", "Adds a sign-extended immediate, 64 bits, wrapping around.",
            s_destination64, s_source64, new CsField("immediate", Kind.Signed, 0, 32));
        Add(COMPARE_SELECT32, "UMIN32", "The smaller of two registers, unsigned.",
            s_destination, s_source0, s_source1);
        DefineLogic();
    }

    private void DefineLogic()
    {
        if (Architecture < 11)
            return;

        string?[] modes =
        [
            "CLEAR", "AND", "AND_A_NB", "MOV_A", "AND_NA_B", "MOV_B", "XOR", "OR",
            "NOR", "XNOR", "NOT_B", "OR_A_NB", "NOT_A", "OR_NA_B", "NAND", "SET",
        ];
        Add(LOGIC_OP32, "LOGIC_OP32", "Bitwise logic of A and B; with index B is 1 shifted left by the register.",
            new CsField("mode", Kind.Choice, 0, 4) { Choices = modes },
            s_destination, s_source0, s_source1, Flag("index", 4));
    }

    private void DefineFlow()
    {
        int bits = Architecture >= 12 ? 4 : 3;
        var condition = new CsField("condition", Kind.Choice, 28, bits) { Choices = s_conditions };
        Add(BRANCH, "BRANCH", "Branches if the register, signed, compares so with 0.",
            condition, s_source with { Name = "value" }, new CsField("offset", Kind.BranchOffset, 0, 16));
        Add(CALL, "CALL", "Runs a stream of so many bytes at an address, then goes on.", s_addressPair, s_length);
        Add(JUMP, "JUMP", "Goes on in another stream instead of this one.", s_addressPair, s_length);
        Add(SET_EXCEPTION_HANDLER, "SET_EXCEPTION_HANDLER",
            "Sets the stream that runs on an exception; address and length 0: none.",
            s_addressPair, s_length, Choice("type", 0, 8, [null, null, "tiler_oom"]));
        Add(ERROR_BARRIER, "ERROR_BARRIER", "Ends the error state: what follows does not suffer from earlier faults.");
        Add(PROT_REGION, "PROT_REGION", "So many instructions that follow run in protected mode.",
            new CsField("size", Kind.Number, 0, 16));
    }

    private void DefineScoreboards()
    {
        Add(WAIT, "WAIT", "Waits until all scoreboard entries of the mask are 0.",
            s_wait with { IsNamed = false }, s_progress, Flag("indirect", 33, since: 11));
        Add(SET_SB_ENTRY, "SET_SB_ENTRY", "Chooses the scoreboard entries of jobs and of loads and stores.",
            Named("endpoint", Kind.Scoreboard, 0, 4), Named("other", Kind.Scoreboard, 4, 4));
        if (Architecture < 11)
            return;

        string?[] types = ["none", "endpoint", "other", "deferred"];
        string?[] states =
            ["sb_endpoint", "sb_other", "sb_deferred", null, null, null, null, null, "sb_mask_stream", "sb_mask_wait"];
        var state = new CsField("state", Kind.Choice, 32, 8) { Choices = states };
        Add(NEXT_SB_ENTRY, "NEXT_SB_ENTRY", "Takes the next free scoreboard entry of the stream's mask.",
            s_destination, Choice("type", 32, 4, types), Choice("format", 36, 1, ["index", "mask"]));
        Add(SET_STATE, "SET_STATE", "Sets a state of the stream from a register.", state, s_source);
        Add(SET_STATE_IMM32, "SET_STATE_IMM32", "Sets a state of the stream to an immediate.",
            state, new CsField("value", Kind.Unsigned, 0, 32));
        Add(SHARED_SB_INC, "SHARED_SB_INC", "Counts a scoreboard entry that the group's streams share up.",
            s_slot with { Name = "entry", IsNamed = false }, s_wait with { Name = "mask" }, s_progress, s_indirect);
        Add(SHARED_SB_DEC, "SHARED_SB_DEC", "Counts a scoreboard entry that the group's streams share down.",
            s_slot with { Name = "entry", IsNamed = false }, s_progress);
    }

    private void DefineSyncs()
    {
        Add(SYNC_ADD32, "SYNC_ADD32", "Adds to a 32-bit sync object and writes its status behind it.",
            s_address, s_data, s_propagate, s_scope, s_wait, s_slot, s_indirect);
        Add(SYNC_SET32, "SYNC_SET32", "Sets a 32-bit sync object and writes its status behind it.",
            s_address, s_data, s_propagate, s_scope, s_wait, s_slot, s_indirect);
        Add(SYNC_WAIT32, "SYNC_WAIT32", "Waits until a 32-bit sync object, unsigned, compares so with the register.",
            s_syncCondition, s_address, s_data, s_reject);
        Add(SYNC_ADD64, "SYNC_ADD64", "Adds to a 64-bit sync object and writes its status behind it.",
            s_address, s_data64, s_propagate, s_scope, s_wait, s_slot, s_indirect);
        Add(SYNC_SET64, "SYNC_SET64", "Sets a 64-bit sync object and writes its status behind it.",
            s_address, s_data64, s_propagate, s_scope, s_wait, s_slot, s_indirect);
        Add(SYNC_WAIT64, "SYNC_WAIT64", "Waits until a 64-bit sync object, unsigned, compares so with the pair.",
            s_syncCondition, s_address, s_data64, s_reject);
        Add(PROGRESS_STORE, "PROGRESS_STORE", "Sets the stream's progress counter.", s_source64);
        Add(PROGRESS_LOAD, "PROGRESS_LOAD", "Reads the stream's progress counter.", s_destination64);
        Add(PROGRESS_WAIT, "PROGRESS_WAIT", "Waits until a queue of the group has come as far as the pair says.",
            s_source64, new CsField("queue", Kind.Number, 0, 5));
    }

    private void DefineState()
    {
        string?[] states = ["timestamp", "cycle_count", "disjoint_count", "error_status"];
        Add(STORE_STATE, "STORE_STATE", "Writes 64 bits of a counter to memory.",
            s_address,
            s_offset,
            new CsField("state", Kind.Choice, 32, Architecture >= 12 ? 8 : 2) { Choices = states },
            s_wait,
            s_slot,
            s_indirect);
        Add(REQ_RESOURCE, "REQ_RESOURCE", "Asks for the iterators that jobs need, and gives the others back.",
            Flag("compute", 0), Flag("fragment", 1), Flag("tiler", 2), Flag("idvs", 3), Flag("rt", 4, since: 12));
        Add(FLUSH_CACHE2, "FLUSH_CACHE2", "Flushes the GPU's caches unless that happened after the flush id was read.",
            s_source with { Name = "flush_id" },
            Choice("l2", 0, 4, s_flushModes),
            Choice("lsc", 4, 4, s_flushModes),
            Choice("other", 8, 4, ["none", null, "invalidate"]),
            s_wait,
            s_slot,
            s_indirect);
        Add(TRACE_POINT, "TRACE_POINT", "Writes registers to the trace buffer, if there is one.",
            s_source1 with { Name = "base" }, new CsField("count", Kind.Number, 40, 8), s_wait, s_slot, s_indirect);
    }

    private void DefineCompute()
    {
        Add(RUN_COMPUTE, "RUN_COMPUTE", "Starts a compute job; asynchronous on entry \"endpoint\".",
            Named("increment", Kind.Number, 0, 14),
            Choice("axis", 14, 2, ["x", "y", "z"]),
            s_endpoints, s_progress, s_srt, s_spd, s_tsd, s_fau, s_stage);
        Add(RUN_COMPUTE_INDIRECT, "RUN_COMPUTE_INDIRECT",
            "Starts a compute job whose sizes the stream computed; asynchronous on entry \"endpoint\".",
            Named("workgroups", Kind.Number, 0, 16), s_endpoints, s_progress, s_srt, s_spd, s_tsd, s_fau, s_stage);
    }

    private void DefineGraphics()
    {
        var drawId = new CsField("draw", Kind.Register, 40, 8) { IsNamed = true };
        if (Architecture == 10)
        {
            Add(RUN_TILING, "RUN_TILING", "Starts a tiling job; asynchronous on entry \"endpoint\".",
                s_flags, s_progress, s_srt, s_spd, s_tsd, s_fau);
        }

        if (Architecture < 12)
        {
            Add(RUN_IDVS, "RUN_IDVS", "Starts vertex shading and tiling; asynchronous on entry \"endpoint\".",
                s_flags, s_progress, Flag("malloc", 33), Flag("draw_id", 34), Flag("varying_srt", 35),
                Flag("varying_fau", 36), Flag("varying_tsd", 37), Flag("fragment_srt", 38), Flag("fragment_tsd", 39),
                drawId);
        }
        else
        {
            Add(RUN_IDVS2, "RUN_IDVS2", "Starts vertex shading and tiling; asynchronous on entry \"endpoint\".",
                s_flags, s_progress, Flag("malloc", 33), Flag("draw_id", 34),
                Choice("shading", 35, 2, ["early", "deferred"]), drawId, s_stage);
        }

        Add(RUN_FRAGMENT, "RUN_FRAGMENT", "Starts a fragment job; asynchronous on entry \"endpoint\".",
            Flag("tem", 0),
            Choice(
                "order", 4, 4, ["z", "horizontal", "vertical", null, null, "reverse_horizontal", "reverse_vertical"]),
            s_progress);
        Add(RUN_FULLSCREEN, "RUN_FULLSCREEN", "Starts tiling of one rectangle; asynchronous on entry \"endpoint\".",
            s_addressPair with { Name = "dcd" }, s_flags, s_progress, Flag("flags2", 55, since: 12));
        Add(FINISH_TILING, "FINISH_TILING", "Closes the tiling of a render pass; asynchronous on entry \"endpoint\".",
            s_progress);
    }

    private void DefineHeaps()
    {
        Add(HEAP_SET, "HEAP_SET", "Sets the tiler heap context.", s_addressPair);
        Add(HEAP_OPERATION, "HEAP_OPERATION", "Counts the render passes of the heap.",
            new CsField("operation", Kind.Choice, 32, Architecture >= 12 ? 3 : 2)
            {
                Choices = ["vt_start", "vt_end", null, "frag_end"],
            },
            s_wait, s_slot, s_indirect);
        Add(FINISH_FRAGMENT, "FINISH_FRAGMENT", "Gives a list of chunks back to the heap.",
            s_addressPair with { Name = "first" },
            s_data64 with { Name = "last" },
            Flag("frag_end", 0), s_wait, s_slot, s_indirect);
    }
}
