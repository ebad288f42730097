using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed class RoundTripProperties
{
    private const int Tests = 4000;

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Any_word_is_its_text_and_comes_back(int architecture)
    {
        CsInstructionSet set = CsInstructionSet.ForArchitecture(architecture);
        Gen<ulong> any = Gen.Choose(int.MinValue, int.MaxValue).Two()
            .Select(static halves => ((ulong)(uint)halves.Item1 << 32) | (uint)halves.Item2);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tests).WithReplay(3, 5),
            Prop.ForAll(Arb.From(Gen.OneOf(any, WellFormed(set))), word => Comes(set, word)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(13)]
    public void A_well_formed_word_is_never_shown_as_a_bare_number(int architecture)
    {
        CsInstructionSet set = CsInstructionSet.ForArchitecture(architecture);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Tests).WithReplay(7, 9),
            Prop.ForAll(Arb.From(WellFormed(set)), word => set.Decode(word).ToString()[0] != '.'));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    public void Text_of_many_words_comes_back_as_a_whole(int architecture)
    {
        CsInstructionSet set = CsInstructionSet.ForArchitecture(architecture);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(11, 13),
            Prop.ForAll(Arb.From(WellFormed(set).ArrayOf()), words =>
            {
                string text = string.Join('\n', CsDisassembler.Disassemble(set, words).Select(line => line.Text));
                return Assembler(set).Parse(text).ToWords().AsSpan().SequenceEqual(words);
            }));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void No_two_fields_of_an_instruction_share_a_bit(int architecture)
    {
        foreach (CsInstructionInfo info in CsInstructionSet.ForArchitecture(architecture).All)
        {
            ulong seen = info.FixedMask;
            foreach (CsField field in info.Fields)
            {
                Assert.True((seen & field.Mask) == 0, $"{info} {field}");
                seen |= field.Mask;
            }

            Assert.Equal(info.Fields.Count, info.Fields.Select(field => field.Name).Distinct().Count());
        }
    }

    private static bool Comes(CsInstructionSet set, ulong word)
    {
        string text = set.Decode(word).ToString();
        return Assembler(set).Parse(text).ToWords() is [var back] && back == word;
    }

    private static CsAssembler Assembler(CsInstructionSet set) => new(set, 272, 16);

    private static Gen<ulong> WellFormed(CsInstructionSet set) =>
        from info in Gen.Elements(set.All.ToArray())
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select Tidy(info, ((ulong)(uint)high << 32) | (uint)low);

    // Random bits in the fields, the rest as it must be.
    private static ulong Tidy(CsInstructionInfo info, ulong random)
    {
        ulong word = (random & info.DefinedMask & ~info.FixedMask) | info.FixedBits;
        foreach (CsField field in info.Fields.Where(field => field.IsPair))
            word &= ~(1UL << field.Offset);

        return word;
    }
}
