using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Panthor.Hardware;

/// <summary>Assembles command streams: instruction after instruction, with labels for branches.</summary>
/// <remarks>
/// A call appends; labels may be used before they are defined. <see cref="ToWords"/> resolves them. Everything that the
/// GPU would refuse is refused here, with a message that says why.
/// </remarks>
public sealed partial class CsAssembler
{
    /// <summary>Bytes of an instruction.</summary>
    public const int InstructionSize = sizeof(ulong);

    private readonly List<ulong> _words = [];
    private readonly List<Fixup> _fixups = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.OrdinalIgnoreCase);
    private int _loops;

    /// <summary>Creates an empty stream for a GPU.</summary>
    public CsAssembler(GpuModel model)
        : this(CsInstructionSet.For(model), model.CsRegisters, model.Scoreboards)
    {
    }

    internal CsAssembler(CsInstructionSet set, int registers, int scoreboards)
    {
        InstructionSet = set;
        Registers = registers;
        Scoreboards = scoreboards;
    }

    /// <summary>The instructions of the GPU.</summary>
    public CsInstructionSet InstructionSet { get; }

    /// <summary>Registers of a stream.</summary>
    public int Registers { get; }

    /// <summary>Scoreboard entries of a stream.</summary>
    public int Scoreboards { get; }

    /// <summary>Number of instructions so far.</summary>
    public int Count => _words.Count;

    /// <summary>Appends an instruction; fields that are not given are 0.</summary>
    /// <param name="mnemonic">Its name.</param>
    /// <param name="operands">Its fields.</param>
    /// <exception cref="CsAssemblyException">The GPU has no such instruction, or an operand does not fit.</exception>
    public CsAssembler Emit(string mnemonic, params ReadOnlySpan<CsOperand> operands)
    {
        ArgumentNullException.ThrowIfNull(mnemonic);
        CsInstructionInfo info = Find(mnemonic);
        ulong word = info.FixedBits;
        string? label = null;
        foreach (CsOperand operand in operands)
        {
            CsField field = info.FieldByName(operand.Field)
                ?? throw new CsAssemblyException($"{info} has no field '{operand.Field}'.");
            if (operand.Label is not null && field.Kind == CsFieldKind.BranchOffset)
                label = operand.Label;
            else
                word = SetField(info, field, word, operand);
        }

        CheckLastRegister(info, word);
        if (label is not null)
            _fixups.Add(new Fixup(_words.Count, label, info.FieldOfKind(CsFieldKind.BranchOffset)!));

        _words.Add(word);
        return this;
    }

    /// <summary>Appends a word as it is.</summary>
    public CsAssembler Word(ulong word)
    {
        _words.Add(word);
        return this;
    }

    /// <summary>Names the next instruction.</summary>
    /// <exception cref="CsAssemblyException">The name is taken.</exception>
    public CsAssembler Label(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_labels.TryAdd(name, _words.Count))
            throw new CsAssemblyException($"Label '{name}' is defined twice: at instruction {_labels[name]} before.");

        return this;
    }

    /// <summary>The words, with all branches resolved.</summary>
    /// <exception cref="CsAssemblyException">A label is missing or too far away.</exception>
    public ulong[] ToWords()
    {
        ulong[] words = [.. _words];
        foreach (Fixup fixup in _fixups)
        {
            if (!_labels.TryGetValue(fixup.Label, out int target))
                throw new CsAssemblyException($"Label '{fixup.Label}' is not defined.");

            CsField field = fixup.Field;
            long offset = target - (fixup.Index + 1L);
            if (offset < field.Minimum || offset > field.Maximum)
            {
                throw new CsAssemblyException(Text(
                    $"Label '{fixup.Label}' is {offset} instructions away: a branch reaches {field.Minimum} to ")
                    + Text($"{field.Maximum}."));
            }

            words[fixup.Index] = field.Set(words[fixup.Index], offset);
        }

        return words;
    }

    /// <summary>The words as they lie in memory.</summary>
    /// <inheritdoc cref="ToWords"/>
    public byte[] ToBytes() => MemoryMarshal.AsBytes<ulong>(ToWords()).ToArray();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private CsInstructionInfo Find(string mnemonic)
    {
        if (InstructionSet.ByMnemonic(mnemonic) is { } info)
            return info;

        for (int other = CsInstructionSet.FirstArchitecture; other <= CsInstructionSet.LastArchitecture; other++)
        {
            if (CsInstructionSet.ForArchitecture(other).ByMnemonic(mnemonic) is { } elsewhere)
            {
                throw new CsAssemblyException(Text(
                    $"{elsewhere} does not exist on this GPU of {InstructionSet}; architecture {other} has it."));
            }
        }

        throw new CsAssemblyException($"There is no instruction '{mnemonic}'.");
    }

    private ulong SetField(CsInstructionInfo info, CsField field, ulong word, CsOperand operand)
    {
        bool wantsRegister = field.IsPair || field.Kind == CsFieldKind.Register;
        if (operand.Label is not null || operand.Register.HasValue != wantsRegister)
        {
            throw new CsAssemblyException(
                $"{info} takes {(wantsRegister ? "a register" : "a number")} for '{field.Name}'.");
        }

        if (operand.Register is { } register)
            return field.Set(word, CheckRegister(info, field, register));

        CheckNumber(info, field, operand.Value);
        return field.Set(word, operand.Value);
    }

    private int CheckRegister(CsInstructionInfo info, CsField field, CsRegister register)
    {
        if (register.IsPair != field.IsPair)
        {
            throw new CsAssemblyException(Text(
                $"{info} takes a {(field.IsPair ? "64-bit pair (d8)" : "32-bit register (r8)")} for '{field.Name}', ")
                + Text($"not {register}."));
        }

        if (register.IsPair && (register.Index & 1) != 0)
        {
            throw new CsAssemblyException(Text(
                $"{register} is no pair: pairs start at even registers, d{register.Index & ~1} is one."));
        }

        CheckExists(register.IsPair ? register.Index + 1 : register.Index);
        return register.Index;
    }

    private void CheckExists(int register)
    {
        if (register < 0 || register >= Registers)
        {
            throw new CsAssemblyException(Text(
                $"Register {register} does not exist: this GPU has {Registers} registers."));
        }
    }

    private void CheckNumber(CsInstructionInfo info, CsField field, long value)
    {
        if (value < field.Minimum || value > field.Maximum)
        {
            string range = field.IsSigned
                ? Text($"{field.Minimum} to {field.Maximum}")
                : Text($"0 to 0x{field.Maximum:x}");
            throw new CsAssemblyException(Text($"{value} is out of range for '{field.Name}' of {info}: {range}."));
        }

        bool missing = field.Kind == CsFieldKind.Scoreboard
            ? value >= Scoreboards
            : field.Kind == CsFieldKind.ScoreboardMask && value >> Scoreboards != 0;
        if (missing)
        {
            string what = field.Kind == CsFieldKind.Scoreboard
                ? Text($"Scoreboard entry {value} does not exist")
                : Text($"Mask 0x{value:x} names scoreboard entries that do not exist");
            throw new CsAssemblyException($"{what}: this GPU has {Text($"{Scoreboards}")}.");
        }
    }

    /// <summary>A load or store of several registers must not reach beyond the last.</summary>
    private void CheckLastRegister(CsInstructionInfo info, ulong word)
    {
        if (info.Opcode is not (CsOpcode.LOAD_MULTIPLE or CsOpcode.STORE_MULTIPLE))
            return;

        uint mask = (uint)(info.FieldByName("mask")!.Get(word));
        int first = (int)(word >> 48 & 0xff);
        if (mask != 0)
            CheckExists(first + 31 - System.Numerics.BitOperations.LeadingZeroCount(mask));
    }

    private readonly record struct Fixup(int Index, string Label, CsField Field);
}
