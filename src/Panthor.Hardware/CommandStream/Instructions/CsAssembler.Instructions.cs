using System;
using System.Globalization;

namespace Panthor.Hardware;

/// <content>Moves, arithmetic, memory and flow.</content>
public sealed partial class CsAssembler
{
    private const ulong Move48Limit = 1UL << 48;
    private static readonly CsRegister s_always = CsRegister.R(0);

    /// <summary>Nothing.</summary>
    public CsAssembler Nop() => Emit("NOP");

    /// <summary>Sets a register or a pair to an immediate: one instruction, or two for a pair and more than 48 bits.
    /// </summary>
    public CsAssembler Move(CsRegister destination, ulong immediate)
    {
        if (!destination.IsPair)
        {
            if (immediate > uint.MaxValue)
                throw new CsAssemblyException(Text($"0x{immediate:x} does not fit into the 32 bits of {destination}."));

            return Emit("MOVE32", new("destination", destination), new("immediate", (long)immediate));
        }

        if (immediate < Move48Limit)
            return Emit("MOVE48", new("destination", destination), new("immediate", (long)immediate));

        CheckRegister(Find("MOVE48"), Find("MOVE48").FieldByName("destination")!, destination);
        return Move(CsRegister.R(destination.Index), (uint)immediate)
            .Move(CsRegister.R(destination.Index + 1), immediate >> 32);
    }

    /// <summary>Copies a register or a pair.</summary>
    public CsAssembler Move(CsRegister destination, CsRegister source) => Add(destination, source, 0);

    /// <summary>destination = source + immediate.</summary>
    /// <param name="destination">A register or a pair.</param>
    /// <param name="source">The same kind.</param>
    /// <param name="immediate">A signed 32-bit number, or an unsigned one where the registers have 32 bits.</param>
    public CsAssembler Add(CsRegister destination, CsRegister source, long immediate)
    {
        long value = !destination.IsPair && immediate is > int.MaxValue and <= uint.MaxValue
            ? (int)(uint)immediate
            : immediate;
        return Emit(
            destination.IsPair ? "ADD_IMM64" : "ADD_IMM32",
            new("destination", destination), new("source", source), new("immediate", value));
    }

    /// <summary>destination = the smaller of two registers, unsigned.</summary>
    public CsAssembler Minimum(CsRegister destination, CsRegister left, CsRegister right) => Emit(
        destination.IsPair ? "UMIN64" : "UMIN32",
        new("destination", destination), new("source0", left), new("source1", right));

    /// <summary>Loads registers from memory; wait for the scoreboard entry before they are used.</summary>
    /// <param name="destination">A register, or a pair for 64 bits; with a mask the first register.</param>
    /// <param name="address">A pair.</param>
    /// <param name="offset">Bytes, −32768 to 32767.</param>
    /// <param name="mask">Bit n for the n-th register; 0: just the destination.</param>
    public CsAssembler Load(CsRegister destination, CsRegister address, int offset = 0, uint mask = 0) => Emit(
        "LOAD_MULTIPLE",
        new("destination", CsRegister.R(destination.Index)),
        new("address", address),
        new("offset", offset),
        new("mask", MaskOf(destination, mask)));

    /// <summary>Stores registers to memory; wait for the scoreboard entry before they are changed.</summary>
    /// <param name="source">A register, or a pair for 64 bits; with a mask the first register.</param>
    /// <param name="address">A pair.</param>
    /// <param name="offset">Bytes, −32768 to 32767.</param>
    /// <param name="mask">Bit n for the n-th register; 0: just the source.</param>
    public CsAssembler Store(CsRegister source, CsRegister address, int offset = 0, uint mask = 0) => Emit(
        "STORE_MULTIPLE",
        new("address", address),
        new("offset", offset),
        new("source", CsRegister.R(source.Index)),
        new("mask", MaskOf(source, mask)));

    /// <summary>Branches always.</summary>
    public CsAssembler Branch(string label) => Branch(CsCondition.ALWAYS, s_always, label);

    /// <summary>Branches if a register, signed, compares so with 0.</summary>
    public CsAssembler Branch(CsCondition condition, CsRegister value, string label) =>
        Emit("BRANCH", new("condition", (long)condition), new("value", value), new("offset", label));

    /// <summary>Branches by a number of instructions, counted from the next.</summary>
    public CsAssembler Branch(CsCondition condition, CsRegister value, int offset) =>
        Emit("BRANCH", new("condition", (long)condition), new("value", value), new("offset", (long)offset));

    /// <summary>A loop: sets the counter, runs the body so many times.</summary>
    /// <param name="counter">A register that the body leaves alone.</param>
    /// <param name="times">At least 1, at most 2³¹ − 1.</param>
    /// <param name="body">Appends the body.</param>
    public CsAssembler Loop(CsRegister counter, int times, Action<CsAssembler> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        string label = string.Create(CultureInfo.InvariantCulture, $".loop{_loops++}");
        Move(counter, (ulong)times).Label(label);
        body(this);
        return Add(counter, counter, -1).Branch(CsCondition.GT, counter, label);
    }

    /// <summary>Calls the stream at an address that lies in a pair, of as many bytes as a register says.</summary>
    public CsAssembler Call(CsRegister address, CsRegister length) =>
        Emit("CALL", new("address", address), new("length", length));

    /// <summary>Calls a stream.</summary>
    /// <param name="address">Pair that takes the address.</param>
    /// <param name="length">Register that takes the length.</param>
    /// <param name="target">GPU virtual address, a multiple of 8.</param>
    /// <param name="size">Bytes, a multiple of 8.</param>
    public CsAssembler Call(CsRegister address, CsRegister length, ulong target, uint size)
    {
        CheckAlignment(target, size);
        return Move(address, target).Move(length, size).Call(address, length);
    }

    /// <summary>Goes on in the stream at an address that lies in a pair, of as many bytes as a register says.</summary>
    public CsAssembler Jump(CsRegister address, CsRegister length) =>
        Emit("JUMP", new("address", address), new("length", length));

    /// <summary>Goes on in another stream.</summary>
    /// <inheritdoc cref="Call(CsRegister, CsRegister, ulong, uint)"/>
    public CsAssembler Jump(CsRegister address, CsRegister length, ulong target, uint size)
    {
        CheckAlignment(target, size);
        return Move(address, target).Move(length, size).Jump(address, length);
    }

    private static uint MaskOf(CsRegister register, uint mask) => mask != 0 ? mask : register.IsPair ? 3u : 1u;

    private static void CheckAlignment(ulong target, uint size)
    {
        if (target % InstructionSize != 0)
            throw new CsAssemblyException(Text($"Address 0x{target:x} of a stream is no multiple of 8."));

        if (size % InstructionSize != 0)
            throw new CsAssemblyException(Text($"Length {size} of a stream is no multiple of 8."));
    }
}
