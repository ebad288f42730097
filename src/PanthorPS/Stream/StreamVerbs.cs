using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>
/// The commands of a stream's script block: some that read well, and each instruction under its own name as well.
/// </summary>
internal static partial class StreamVerbs
{
    private const int Architectures = CsInstructionSet.LastArchitecture - CsInstructionSet.FirstArchitecture + 1;

    private static readonly Lazy<FrozenDictionary<string, StreamVerb>> s_byName = new(() => Readable
        .Concat(Mnemonics()).DistinctBy(verb => verb.Name.ToUpperInvariant())
        .ToFrozenDictionary(verb => verb.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The commands that read well, in the order of about_GpuCommandStreams.</summary>
    public static IReadOnlyList<StreamVerb> Readable =>
        [.. Data, .. Arithmetic, .. Flow, .. Scoreboards, .. Syncs, .. State, .. Jobs];

    /// <summary>All commands by name.</summary>
    public static FrozenDictionary<string, StreamVerb> ByName => s_byName.Value;

    /// <summary>
    /// Every instruction of every architecture under its own name, its fields in the order of the table.
    /// </summary>
    private static IEnumerable<StreamVerb> Mnemonics() => Enumerable
        .Range(CsInstructionSet.FirstArchitecture, Architectures)
        .SelectMany(arch => CsInstructionSet.ForArchitecture(arch).All)
        .DistinctBy(info => info.Mnemonic)
        .Select(info => new StreamVerb(info.Mnemonic, info.Summary, call => Raw(call, info.Mnemonic), info.Mnemonic));

    private static void Raw(StreamCall call, string mnemonic)
    {
        List<CsOperand> operands = [];
        foreach (CsField field in call.Assembler.InstructionSet.ByMnemonic(mnemonic)?.Fields ?? [])
        {
            if (field.IsNamed || field.Kind == CsFieldKind.AddressOffset)
            {
                continue;
            }

            object value = call.Arguments.Take(field.Name);
            if (field.Kind != CsFieldKind.Address)
            {
                operands.Add(call.OperandOf(field, value));
                continue;
            }

            (CsRegister register, long offset) = StreamOperand.Address(value);
            operands.Add(new CsOperand(field.Name, register));
            if (offset != 0)
            {
                operands.Add(new CsOperand("offset", offset));
            }
        }

        call.Emit(mnemonic, [.. operands]);
    }
}
