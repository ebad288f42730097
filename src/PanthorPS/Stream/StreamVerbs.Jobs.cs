using System.Collections.Generic;
using System.Linq;
using Panthor.Hardware;

namespace PanthorPS;

/// <content>Caches, counters, jobs, tiler heaps.</content>
internal static partial class StreamVerbs
{
    private static readonly string[] s_flushModes = ["l2", "lsc", "other"];

    private static readonly string[] s_jobKinds =
        ["Compute", "ComputeIndirect", "Tiling", "Idvs", "Fragment", "FullScreen"];

    private static StreamVerb[] State =>
    [
        new(
            "FlushCache",
            "FlushCache <register> [-L2 <mode>] [-Lsc <mode>] [-Other <mode>] [-Wait <entries>] [-Slot <entry>]",
            FlushCache,
            "FLUSH_CACHE2"),
        new(
            "StoreState",
            "StoreState [<pair>+<offset>] Timestamp|CycleCount|DisjointCount|ErrorStatus",
            StoreState,
            "STORE_STATE")
        {
            Values = ["offset"],
        },
        new(
            "Require",
            "Require [-Compute] [-Fragment] [-Tiler] [-Idvs] [-Rt]",
            call => call.Emit("REQ_RESOURCE"),
            "REQ_RESOURCE"),
        new("TracePoint", "TracePoint <register> <how many>", TracePoint, "TRACE_POINT"),
    ];

    private static StreamVerb[] Jobs =>
    [
        new(
            "Run",
            "Run -Compute|-ComputeIndirect|-Tiling|-Idvs|-Fragment|-FullScreen [<pair>] [<options of the instruction>]",
            Run,
            "RUN_COMPUTE", "RUN_COMPUTE_INDIRECT", "RUN_TILING", "RUN_IDVS", "RUN_IDVS2", "RUN_FRAGMENT",
            "RUN_FULLSCREEN")
        {
            Flags = s_jobKinds,
        },
        new("FinishTiling", "FinishTiling [-Progress]", call => call.Emit("FINISH_TILING"), "FINISH_TILING"),
        new("FinishFragment", "FinishFragment <pair> <pair> [-FragEnd]", FinishFragment, "FINISH_FRAGMENT"),
        new(
            "HeapSet",
            "HeapSet <pair>",
            call => call.Emit("HEAP_SET", new CsOperand("address", call.TakePair("the pair with the context"))),
            "HEAP_SET"),
        new("HeapOperation", "HeapOperation VtStart|VtEnd|FragEnd", HeapOperation, "HEAP_OPERATION"),
    ];

    // Without a mode all caches are cleaned and invalidated; with one, only those that are named.
    private static void FlushCache(StreamCall call)
    {
        CsOperand id = new("flush_id", call.TakeRegister("the register with the flush id"));
        bool isSelective = call.Arguments.Options.Any(
            option => s_flushModes.Contains(option.Key.ToLowerInvariant()));
        if (isSelective)
        {
            call.Emit("FLUSH_CACHE2", id);
        }
        else
        {
            call.Emit(
                "FLUSH_CACHE2",
                id,
                new("l2", (long)CsFlushMode.CleanInvalidate),
                new("lsc", (long)CsFlushMode.CleanInvalidate),
                new("other", (long)CsFlushMode.Invalidate));
        }
    }

    private static void StoreState(StreamCall call)
    {
        (CsRegister address, long offset) = call.TakeAddress();
        CsField field = call.Assembler.InstructionSet.ByMnemonic("STORE_STATE")!.FieldByName("state")!;
        CsOperand state = call.OperandOf(field, call.Arguments.Take("the counter"));
        call.Emit("STORE_STATE", new("address", address), new("offset", offset), state);
    }

    private static void TracePoint(StreamCall call)
    {
        CsRegister first = call.TakeRegister("the first register");
        call.Emit("TRACE_POINT", new("base", first), new("count", call.TakeNumber("how many")));
    }

    private static void Run(StreamCall call)
    {
        string[] kinds = [.. s_jobKinds.Where(kind => call.Arguments.TakeFlag(kind))];
        if (kinds.Length != 1)
        {
            throw new StreamSyntaxException(
                kinds.Length == 0 ? "which job? One of -" + string.Join(", -", s_jobKinds) : "a job is of one kind");
        }

        string mnemonic = kinds[0] switch
        {
            "Compute" => "RUN_COMPUTE",
            "ComputeIndirect" => "RUN_COMPUTE_INDIRECT",
            "Tiling" => "RUN_TILING",
            "Idvs" => call.Architecture < 12 ? "RUN_IDVS" : "RUN_IDVS2",
            "Fragment" => "RUN_FRAGMENT",
            _ => "RUN_FULLSCREEN",
        };
        List<CsOperand> operands = [];
        if (mnemonic == "RUN_FULLSCREEN")
        {
            operands.Add(new CsOperand("dcd", call.TakePair("the pair with the draw call descriptor")));
        }

        bool hasIncrement = call.Arguments.Options.Any(option => StreamArguments.Normalize(option.Key) == "INCREMENT");
        if (mnemonic == "RUN_COMPUTE" && !hasIncrement)
        {
            operands.Add(new CsOperand("increment", 1));
        }

        call.Emit(mnemonic, [.. operands]);
    }

    private static void FinishFragment(StreamCall call)
    {
        CsRegister first = call.TakePair("the pair with the first chunk");
        call.Emit("FINISH_FRAGMENT", new("first", first), new("last", call.TakePair("the pair with the last chunk")));
    }

    private static void HeapOperation(StreamCall call)
    {
        CsField field = call.Assembler.InstructionSet.ByMnemonic("HEAP_OPERATION")!.FieldByName("operation")!;
        call.Emit("HEAP_OPERATION", call.OperandOf(field, call.Arguments.Take("the operation")));
    }
}
