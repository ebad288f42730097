using System;
using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>One use of a command in a stream's script block: what was written, and where its instructions go.</summary>
internal sealed class StreamCall(CsAssembler assembler, StreamArguments arguments)
{
    /// <summary>Takes the instructions.</summary>
    public CsAssembler Assembler => assembler;

    /// <summary>What was written.</summary>
    public StreamArguments Arguments => arguments;

    /// <summary>GPU_ARCH_MAJOR.</summary>
    public int Architecture => assembler.InstructionSet.Architecture;

    /// <summary>The named field of an instruction, as an option.</summary>
    public static CsField? FindOption(CsInstructionInfo info, string option)
    {
        string wanted = StreamArguments.Normalize(option);
        foreach (CsField field in info.Fields)
        {
            if (field.IsNamed && StreamArguments.Normalize(field.Name) == wanted)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>The next operand, a register.</summary>
    public CsRegister TakeRegister(string what) => StreamOperand.Register(arguments.Take(what));

    /// <summary>The next operand, a pair, in brackets or not.</summary>
    public CsRegister TakePair(string what) => StreamOperand.Pair(arguments.Take(what));

    /// <summary>The next operand, a number.</summary>
    public long TakeNumber(string what) => StreamOperand.Number(arguments.Take(what));

    /// <summary>The next operand, an address with its offset, and what -Offset adds to that.</summary>
    public (CsRegister Register, long Offset) TakeAddress()
    {
        (CsRegister register, long offset) = StreamOperand.Address(arguments.Take("the address"));
        bool isMore = arguments.TryTakeOption("offset", out object? more);
        return (register, isMore ? offset + StreamOperand.Number(more) : offset);
    }

    /// <summary>The next operand, a script block.</summary>
    public ScriptBlock TakeBlock() => arguments.Take("the script block") as ScriptBlock
        ?? throw new StreamSyntaxException("a script block is expected at the end");

    /// <summary>Appends an instruction with these operands, and with the options that were given.</summary>
    public void Emit(string mnemonic, params ReadOnlySpan<CsOperand> operands)
    {
        List<CsOperand> all = [.. operands];
        CsInstructionInfo? info = assembler.InstructionSet.ByMnemonic(mnemonic);
        foreach ((string name, object? value) in arguments.Options)
        {
            if (info is not null)
            {
                CsField field = FindOption(info, name) ?? throw new StreamSyntaxException(
                    $"{mnemonic} has no option -{name} on {assembler.InstructionSet}");
                all.Add(OperandOf(field, value));
            }
        }

        arguments.ExpectNoMore();
        assembler.Emit(mnemonic, [.. all]);
    }

    /// <summary>Appends what the assembler has a method for; options are not possible.</summary>
    public void Append(Action<CsAssembler> append)
    {
        foreach ((string name, _) in arguments.Options)
        {
            throw new StreamSyntaxException($"-{name} is not possible here");
        }

        arguments.ExpectNoMore();
        append(assembler);
    }

    /// <summary>Reads the value of a field.</summary>
    public CsOperand OperandOf(CsField field, object? value) => field.Kind switch
    {
        CsFieldKind.Register => new CsOperand(field.Name, StreamOperand.Register(value)),
        CsFieldKind.RegisterPair => new CsOperand(field.Name, StreamOperand.Pair(value)),
        CsFieldKind.Flag => new CsOperand(field.Name, LanguagePrimitives.IsTrue(value)),
        CsFieldKind.Choice => new CsOperand(field.Name, StreamOperand.Choice(field, value)),
        CsFieldKind.ScoreboardMask => new CsOperand(
            field.Name, StreamOperand.Entries(value, assembler.Scoreboards)),
        CsFieldKind.BranchOffset when value is string label && IsLabel(label) => new CsOperand(field.Name, label),
        _ => new CsOperand(field.Name, StreamOperand.Number(value)),
    };

    /// <summary>Whether a text names a label; else it is a number.</summary>
    public static bool IsLabel(string text) => text.Length > 0 && (char.IsLetter(text[0]) || text[0] is '_' or '.');
}
