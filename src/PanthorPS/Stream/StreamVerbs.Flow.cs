using System;
using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <content>Labels, branches, calls.</content>
internal static partial class StreamVerbs
{
    private const long TilerOom = 2;

    private static readonly string[] s_conditions = ["eq", "ne", "lt", "le", "gt", "ge"];

    private static StreamVerb[] Flow =>
    [
        new("Label", "Label <name>", Label),
        new("Branch", "Branch <label> [<register> -eq|-ne|-lt|-le|-gt|-ge 0]", Branch) { Values = s_conditions },
        new("Repeat", "Repeat <register> <times> { ... }", Repeat),
        new("Call", "Call <pair> <register>, or: Call $stream <pair> <register>", call => Enter(call, "CALL"), "CALL"),
        new("Jump", "Jump <pair> <register>, or: Jump $stream <pair> <register>", call => Enter(call, "JUMP"), "JUMP"),
        new(
            "ExceptionHandler",
            "ExceptionHandler <pair> <register>, or: ExceptionHandler $stream <pair> <register>",
            call => Enter(call, "SET_EXCEPTION_HANDLER", new CsOperand("type", TilerOom)),
            "SET_EXCEPTION_HANDLER"),
        new("ErrorBarrier", "ErrorBarrier", call => call.Emit("ERROR_BARRIER"), "ERROR_BARRIER"),
        new(
            "ProtectedRegion",
            "ProtectedRegion <number of instructions>",
            call => call.Emit("PROT_REGION", new CsOperand("size", call.TakeNumber("the number of instructions"))),
            "PROT_REGION"),
        new("Nop", "Nop [<how many>]", Nop),
        new("Word", "Word <64-bit word>...", Word),
    ];

    private static void Label(StreamCall call)
    {
        string name = call.Arguments.Take("the name") as string ?? "";
        if (!StreamCall.IsLabel(name))
        {
            throw new StreamSyntaxException($"'{name}' is no name of a label: it has to begin with a letter");
        }

        call.Append(assembler => assembler.Label(name));
    }

    private static void Branch(StreamCall call)
    {
        object target = call.Arguments.Take("the label");
        CsOperand offset = target is string label && StreamCall.IsLabel(label)
            ? new CsOperand("offset", label)
            : new CsOperand("offset", StreamOperand.Number(target));
        if (TakeCondition(call) is not var (condition, value))
        {
            call.Emit("BRANCH", new("condition", (long)CsCondition.ALWAYS), new("value", CsRegister.R(0)), offset);
            return;
        }

        if (value is string or null || StreamOperand.Number(value) != 0)
        {
            throw new StreamSyntaxException(
                $"a branch compares with 0, not with {value}; put the difference in the register");
        }

        CsRegister register = call.TakeRegister("the register to compare");
        call.Emit("BRANCH", new("condition", (long)condition), new("value", register), offset);
    }

    /// <summary>Takes <c>-gt r2</c> and the like.</summary>
    private static (CsCondition Condition, object? Value)? TakeCondition(StreamCall call)
    {
        foreach (string name in s_conditions)
        {
            if (call.Arguments.TryTakeOption(name, out object? value))
            {
                return (Enum.Parse<CsCondition>(name, ignoreCase: true), value);
            }
        }

        return null;
    }

    // The body runs once, here: what it appends is what the GPU repeats.
    private static void Repeat(StreamCall call)
    {
        CsRegister counter = call.TakeRegister("the counter");
        long times = call.TakeNumber("how many times");
        ScriptBlock body = call.TakeBlock();
        if (counter.IsPair || times is < 1 or > int.MaxValue)
        {
            throw new StreamSyntaxException(counter.IsPair
                ? $"the counter is a register such as r4, not {counter}"
                : $"{times} is not 1 to 2147483647");
        }

        call.Append(assembler => assembler.Loop(counter, (int)times, _ => body.Invoke()));
    }

    private static void Enter(StreamCall call, string mnemonic, params IReadOnlyList<CsOperand> more)
    {
        GpuCommandStream? stream = call.Arguments.Peek(0) as GpuCommandStream;
        if (stream is not null)
        {
            call.Arguments.Take("the stream");
        }

        CsRegister address = call.TakePair("the pair with the address");
        CsRegister length = call.TakeRegister("the register with the length");
        if (stream is not null)
        {
            call.Assembler.Move(address, stream.Address).Move(length, stream.Size);
        }

        call.Emit(mnemonic, [new("address", address), new("length", length), .. more]);
    }

    private static void Nop(StreamCall call)
    {
        long count = call.Arguments.Count == 0 ? 1 : call.TakeNumber("how many");
        call.Append(assembler =>
        {
            for (long i = 0; i < count; i++)
            {
                assembler.Nop();
            }
        });
    }

    private static void Word(StreamCall call)
    {
        List<ulong> words = [];
        do
        {
            words.Add(CommandWordsAttribute.ToWord(call.Arguments.Take("the word")));
        }
        while (call.Arguments.Count > 0);
        call.Append(assembler => words.ForEach(word => assembler.Word(word)));
    }
}
