using Panthor.Hardware;

namespace PanthorPS;

/// <content>Scoreboards and synchronisation.</content>
internal static partial class StreamVerbs
{
    private static StreamVerb[] Scoreboards =>
    [
        new("Wait", "Wait [<entries>] [-Progress]", Wait, "WAIT"),
        new(
            "Scoreboard",
            "Scoreboard -Endpoint <entry> -Other <entry>",
            call => call.Emit("SET_SB_ENTRY"),
            "SET_SB_ENTRY"),
    ];

    private static StreamVerb[] Syncs =>
    [
        new("SyncAdd", Sync("SyncAdd"), call => Update(call, "SYNC_ADD"), "SYNC_ADD32", "SYNC_ADD64"),
        new("SyncSet", Sync("SyncSet"), call => Update(call, "SYNC_SET"), "SYNC_SET32", "SYNC_SET64"),
        new("SyncWait", "SyncWait [<pair>] -gt|-le <register> [-Reject]", SyncWait, "SYNC_WAIT32", "SYNC_WAIT64")
        {
            Values = s_conditions,
        },
        new(
            "ProgressStore",
            "ProgressStore <pair>",
            call => call.Emit("PROGRESS_STORE", new CsOperand("source", call.TakePair("the value"))),
            "PROGRESS_STORE"),
        new(
            "ProgressLoad",
            "ProgressLoad <pair>",
            call => call.Emit("PROGRESS_LOAD", new CsOperand("destination", call.TakePair("the register"))),
            "PROGRESS_LOAD"),
        new("ProgressWait", "ProgressWait <queue> <pair>", ProgressWait, "PROGRESS_WAIT"),
    ];

    private static string Sync(string name) =>
        $"{name} [<pair>] <register> [-Scope System|Csg] [-Propagate] [-Wait <entries>] [-Slot <entry>]";

    private static void Wait(StreamCall call)
    {
        object entries = call.Arguments.Count == 0 ? "All" : call.Arguments.Take("the entries");
        call.Emit("WAIT", new CsOperand("wait", StreamOperand.Entries(entries, call.Assembler.Scoreboards)));
    }

    private static void Update(StreamCall call, string mnemonic)
    {
        CsRegister address = call.TakePair("the address");
        CsRegister data = call.TakeRegister("the value");
        call.Emit(mnemonic + WidthOf(data), new("address", address), new("data", data));
    }

    private static void SyncWait(StreamCall call)
    {
        CsRegister address = call.TakePair("the address");
        if (TakeCondition(call) is not var (condition, value))
        {
            throw new StreamSyntaxException("the condition is missing: write SyncWait [d0] -gt r2");
        }

        CsRegister data = StreamOperand.Register(value);
        call.Emit(
            "SYNC_WAIT" + WidthOf(data),
            new("condition", (long)condition), new("address", address), new("data", data));
    }

    private static void ProgressWait(StreamCall call)
    {
        long queue = call.TakeNumber("the queue");
        call.Emit("PROGRESS_WAIT", new("queue", queue), new("source", call.TakePair("the value")));
    }
}
