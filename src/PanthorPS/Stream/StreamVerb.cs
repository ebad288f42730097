using System;
using System.Collections.Generic;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>A command of a stream's script block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usage">How it is written: <c>Store [d0+8] r2</c>.</param>
/// <param name="Assemble">Appends its instructions.</param>
/// <param name="Mnemonics">The instructions that it may become; their named fields are its options.</param>
internal sealed record StreamVerb(
    string Name, string Usage, Action<StreamCall> Assemble, params IReadOnlyList<string> Mnemonics)
{
    /// <summary>Further options that stand alone.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Further options with a value.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether an option has a value behind it; null if the verb has no such option on any GPU.</summary>
    public bool? TakesValue(string option)
    {
        string wanted = StreamArguments.Normalize(option);
        if (Contains(Flags, wanted))
        {
            return false;
        }

        return Contains(Values, wanted) ? true : FieldTakesValue(wanted);
    }

    private static bool Contains(IReadOnlyList<string> names, string wanted)
    {
        foreach (string name in names)
        {
            if (StreamArguments.Normalize(name) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    // An option of another architecture is told as such later, with the instruction's name.
    private bool? FieldTakesValue(string wanted)
    {
        for (int arch = CsInstructionSet.FirstArchitecture; arch <= CsInstructionSet.LastArchitecture; arch++)
        {
            foreach (string mnemonic in Mnemonics)
            {
                if (CsInstructionSet.ForArchitecture(arch).ByMnemonic(mnemonic) is { } info
                    && StreamCall.FindOption(info, wanted) is { } field)
                {
                    return field.Kind != CsFieldKind.Flag;
                }
            }
        }

        return null;
    }
}
