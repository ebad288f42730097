using Panthor.Hardware;

namespace PanthorPS;

/// <content>Registers, memory, arithmetic.</content>
internal static partial class StreamVerbs
{
    private static StreamVerb[] Data =>
    [
        new("Mov", "Mov <register> <number or register>", Mov),
        new("Load", "Load <registers> [<pair>+<offset>]", Load, "LOAD_MULTIPLE") { Values = ["offset"] },
        new("Store", "Store [<pair>+<offset>] <registers>", Store, "STORE_MULTIPLE") { Values = ["offset"] },
    ];

    private static StreamVerb[] Arithmetic =>
    [
        new("Add", "Add <register> [<register>] <number or register>", call => AddOrSubtract(call, 1)),
        new("Sub", "Sub <register> [<register>] <number or register>", call => AddOrSubtract(call, -1)),
        new("Min", "Min <register> <register> <number or register>", Minimum),
        new("And", "And <register> <register> <register> [-Index]", call => Logic(call, "AND"), "LOGIC_OP32"),
        new("Or", "Or <register> <register> <register> [-Index]", call => Logic(call, "OR"), "LOGIC_OP32"),
        new("Xor", "Xor <register> <register> <register> [-Index]", call => Logic(call, "XOR"), "LOGIC_OP32"),
        new("Not", "Not <register> <register>", Not, "LOGIC_OP32"),
        new("ShiftLeft", "ShiftLeft <register> <register> <number or register>", call => Shift(call, "LSHIFT", "")),
        new("ShiftRight", "ShiftRight <register> <register> <number or register> [-Signed]", ShiftRight)
        {
            Flags = ["Signed"],
        },
    ];

    private static void Mov(StreamCall call)
    {
        CsRegister destination = call.TakeRegister("the register");
        object value = call.Arguments.Take("the value");
        call.Append(assembler =>
        {
            if (StreamOperand.TryRegister(value, out CsRegister source))
            {
                assembler.Move(destination, source);
            }
            else
            {
                assembler.Move(
                    destination, destination.IsPair ? StreamOperand.Wide(value) : StreamOperand.Narrow(value));
            }
        });
    }

    private static void Load(StreamCall call)
    {
        (CsRegister first, uint mask) = StreamOperand.Registers(call.Arguments.Take("the registers"));
        (CsRegister address, long offset) = call.TakeAddress();
        call.Emit(
            "LOAD_MULTIPLE",
            new("destination", first), new("address", address), new("offset", offset), new("mask", mask));
    }

    private static void Store(StreamCall call)
    {
        (CsRegister address, long offset) = call.TakeAddress();
        (CsRegister first, uint mask) = StreamOperand.Registers(call.Arguments.Take("the registers"));
        call.Emit(
            "STORE_MULTIPLE",
            new("address", address), new("offset", offset), new("source", first), new("mask", mask));
    }

    private static void AddOrSubtract(StreamCall call, int sign)
    {
        (CsRegister destination, CsRegister source, object value) = TakeThree(call);
        call.Append(assembler =>
        {
            if (!StreamOperand.TryRegister(value, out CsRegister second))
            {
                assembler.Add(destination, source, sign * StreamOperand.Number(value));
                return;
            }

            assembler.Emit(
                (sign > 0 ? "ADD" : "SUB") + WidthOf(destination),
                new("destination", destination), new("source0", source), new("source1", second));
        });
    }

    private static void Minimum(StreamCall call)
    {
        (CsRegister destination, CsRegister source, object value) = TakeThree(call);
        call.Append(assembler =>
        {
            if (StreamOperand.TryRegister(value, out CsRegister second))
            {
                assembler.Minimum(destination, source, second);
                return;
            }

            assembler.Emit(
                "UMIN_IMM" + WidthOf(destination),
                new("destination", destination), new("source", source), new("immediate", StreamOperand.Number(value)));
        });
    }

    private static void Logic(StreamCall call, string mode)
    {
        (CsRegister destination, CsRegister source, object value) = TakeThree(call);
        call.Emit(
            "LOGIC_OP32",
            new("mode", LogicMode(call, mode)),
            new("destination", destination),
            new("source0", source),
            new("source1", StreamOperand.Register(value)));
    }

    private static void Not(StreamCall call)
    {
        CsRegister destination = call.TakeRegister("the register");
        CsRegister source = call.Arguments.Count == 0 ? destination : call.TakeRegister("the source");
        call.Emit(
            "LOGIC_OP32",
            new("mode", LogicMode(call, "NOT_A")),
            new("destination", destination),
            new("source0", source),
            new("source1", source));
    }

    private static long LogicMode(StreamCall call, string mode) =>
        call.Assembler.InstructionSet.ByMnemonic("LOGIC_OP32")?.FieldByName("mode") is { } field
            ? StreamOperand.Choice(field, mode)
            : 0;

    private static void ShiftRight(StreamCall call) =>
        Shift(call, "RSHIFT", call.Arguments.TakeFlag("Signed") ? "_S" : "_U");

    private static void Shift(StreamCall call, string name, string kind)
    {
        (CsRegister destination, CsRegister source, object value) = TakeThree(call);
        string width = WidthOf(destination);
        call.Append(assembler =>
        {
            if (StreamOperand.TryRegister(value, out CsRegister by))
            {
                assembler.Emit(
                    name + kind + width, new("destination", destination), new("source0", source), new("source1", by));
                return;
            }

            assembler.Emit(
                $"{name}_IMM{kind}{width}",
                new("destination", destination), new("source", source), new("shift", StreamOperand.Number(value)));
        });
    }

    // Two operands mean that the first is also the source.
    private static (CsRegister Destination, CsRegister Source, object Value) TakeThree(StreamCall call)
    {
        CsRegister destination = call.TakeRegister("the register");
        CsRegister source = call.Arguments.Count > 1 ? call.TakeRegister("the source") : destination;
        return (destination, source, call.Arguments.Take("the value"));
    }

    private static string WidthOf(CsRegister register) => register.IsPair ? "64" : "32";
}
