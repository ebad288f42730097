using System;
using System.Linq;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed class CsAssemblerTests
{
    private static CsAssembler New() => new(GpuModel.MaliG610);

    [Theory]
    [InlineData("MOVE32 r96, #1", "Register 96 does not exist: this GPU has 96 registers.")]
    [InlineData("MOVE48 d96, #1", "Register 97 does not exist: this GPU has 96 registers.")]
    [InlineData("MOVE48 d7, #1", "d7 is no pair: pairs start at even registers, d6 is one.")]
    [InlineData("MOVE48 r8, #1", "MOVE48 takes a 64-bit pair (d8) for 'destination', not r8.")]
    [InlineData("SYNC_ADD32 [d8], d4", "SYNC_ADD32 takes a 32-bit register (r8) for 'data', not d4.")]
    [InlineData(
        "MOVE48 d8, #0x1000000000000",
        "281474976710656 is out of range for 'immediate' of MOVE48: 0 to 0xffffffffffff.")]
    [InlineData(
        "ADD_IMM32 r1, r1, #2147483648",
        "2147483648 is out of range for 'immediate' of ADD_IMM32: -2147483648 to 2147483647.")]
    [InlineData("STORE_MULTIPLE [d8+32768], r1, mask 1",
        "32768 is out of range for 'offset' of STORE_MULTIPLE: -32768 to 32767.")]
    [InlineData("LOAD_MULTIPLE r94, [d8], mask 0x7", "Register 96 does not exist: this GPU has 96 registers.")]
    [InlineData("WAIT 0x100",
        "Mask 0x100 names scoreboard entries that do not exist: this GPU has 8.")]
    [InlineData("SYNC_SET32 [d8], r6, slot 8", "Scoreboard entry 8 does not exist: this GPU has 8.")]
    [InlineData("FROB r1", "There is no instruction 'FROB'.")]
    [InlineData("LOGIC_OP32 AND, r1, r2, r3",
        "LOGIC_OP32 does not exist on this GPU of architecture 10; architecture 11 has it.")]
    [InlineData("MOVE32 r1", "MOVE32 needs 'immediate'.")]
    [InlineData("NOP r1", "NOP has no operand for 'r1'.")]
    [InlineData("MOVE32 5, #1", "'5' is no register: write r5 for a register, d8 for a 64-bit pair.")]
    [InlineData("SYNC_SET32 d8, r6", "'d8' is no address: write [d8], or [d8+16].")]
    [InlineData("SYNC_SET32 [d8+4], r6", "SYNC_SET32 has no offset: '[d8+4]'.")]
    [InlineData("MOVE32 r1, #many", "'#many' does not fit for 'immediate' of MOVE32.")]
    [InlineData("SYNC_WAIT32 SOMETIMES, [d0], r2", "'SOMETIMES' does not fit for 'condition' of SYNC_WAIT32.")]
    [InlineData(".word zero", "'zero' is no 64-bit word.")]
    public void What_the_GPU_would_refuse_is_refused_with_the_line_and_the_reason(string text, string message)
    {
        var error = Assert.Throws<CsAssemblyException>(() => New().Parse($"NOP\n{text}\n"));
        Assert.Equal(2, error.Line);
        Assert.Equal($"line 2: {message}", error.Message);
    }

    [Fact]
    public void An_unknown_label_is_named()
    {
        CsAssembler assembler = New().Branch("nowhere");
        var error = Assert.Throws<CsAssemblyException>(() => assembler.ToWords());
        Assert.Equal("Label 'nowhere' is not defined.", error.Message);
    }

    [Fact]
    public void A_label_cannot_be_defined_twice()
    {
        var error = Assert.Throws<CsAssemblyException>(() => New().Label("a").Nop().Label("A"));
        Assert.Equal("Label 'A' is defined twice: at instruction 0 before.", error.Message);
    }

    [Fact]
    public void A_branch_that_does_not_reach_is_refused()
    {
        CsAssembler assembler = New().Branch("far");
        for (int i = 0; i < 32768; i++)
            assembler.Nop();

        assembler.Label("far");
        var error = Assert.Throws<CsAssemblyException>(() => assembler.ToWords());
        Assert.Equal("Label 'far' is 32768 instructions away: a branch reaches -32768 to 32767.", error.Message);
    }

    [Fact]
    public void Labels_reach_back_and_ahead()
    {
        ulong[] words = New().Parse(
            """
            start:
                ADD_IMM32 r2, r2, #1        ; count
                BRANCH EQ r4, done          // leave
                BRANCH ALWAYS, start
            done: NOP
            """).ToWords();
        Assert.Equal([0x1002020000000001, 0x1600040020000001, 0x160000006000fffd, 0], words);
    }

    [Fact]
    public void A_loop_counts_down_and_branches_back()
    {
        ulong[] words = New()
            .Loop(CsRegister.R(4), 10, body => body.Add(CsRegister.R(2), CsRegister.R(2), 1))
            .ToWords();
        Assert.Equal([0x020400000000000a, 0x1002020000000001, 0x10040400ffffffff, 0x160004001000fffd], words);
    }

    [Fact]
    public void Loops_inside_of_loops_have_labels_of_their_own()
    {
        CsAssembler assembler = New().Loop(
            CsRegister.R(4), 2, outer => outer.Loop(CsRegister.R(5), 3, inner => inner.Nop()));
        Assert.Equal(7, assembler.ToWords().Length);
    }

    [Fact]
    public void A_pair_takes_64_bits_in_two_moves()
    {
        ulong[] words = New().Move(CsRegister.D(8), 0x1234_5678_9abc_def0).ToWords();
        Assert.Equal([0x020800009abcdef0, 0x0209000012345678], words);
    }

    [Fact]
    public void A_register_does_not_take_more_than_32_bits()
    {
        var error = Assert.Throws<CsAssemblyException>(() => New().Move(CsRegister.R(8), 0x1_0000_0000));
        Assert.Equal("0x100000000 does not fit into the 32 bits of r8.", error.Message);
    }

    [Fact]
    public void A_call_needs_aligned_address_and_length()
    {
        CsRegister address = CsRegister.D(8);
        CsRegister length = CsRegister.R(10);
        Assert.Equal(
            "Address 0x1004 of a stream is no multiple of 8.",
            Assert.Throws<CsAssemblyException>(() => New().Call(address, length, 0x1004, 8)).Message);
        Assert.Equal(
            "Length 12 of a stream is no multiple of 8.",
            Assert.Throws<CsAssemblyException>(() => New().Call(address, length, 0x1000, 12)).Message);
        Assert.Equal(3, New().Call(address, length, 0x1000, 16).ToWords().Length);
    }

    [Fact]
    public void Nothing_is_appended_by_an_instruction_that_is_refused()
    {
        CsAssembler assembler = New().Nop();
        Assert.Throws<CsAssemblyException>(() => assembler.Move(CsRegister.R(96), 0));
        Assert.Equal(1, assembler.Count);
    }

    [Fact]
    public void An_operand_of_the_wrong_kind_is_refused()
    {
        Assert.Equal(
            "MOVE32 takes a register for 'destination'.",
            Assert.Throws<CsAssemblyException>(() => New().Emit("MOVE32", new CsOperand("destination", 5L))).Message);
        Assert.Equal(
            "MOVE32 takes a number for 'immediate'.",
            Assert.Throws<CsAssemblyException>(
                () => New().Emit("MOVE32", new CsOperand("immediate", CsRegister.R(1)))).Message);
        Assert.Equal(
            "MOVE32 has no field 'colour'.",
            Assert.Throws<CsAssemblyException>(() => New().Emit("MOVE32", new CsOperand("colour", 5L))).Message);
    }

    [Fact]
    public void Bytes_are_the_words_in_little_endian() =>
        Assert.Equal([0xef, 0xbe, 0xad, 0xde, 0, 0, 0x46, 2], New().Move(CsRegister.R(70), 0xdeadbeef).ToBytes());

    [Fact]
    public void Later_architectures_have_their_own_instructions()
    {
        CsInstructionSet first = CsInstructionSet.ForArchitecture(10);
        CsInstructionSet last = CsInstructionSet.ForArchitecture(13);
        Assert.NotNull(first.ByMnemonic("RUN_TILING"));
        Assert.Null(last.ByMnemonic("RUN_TILING"));
        Assert.Null(last.ByMnemonic("RUN_IDVS"));
        Assert.NotNull(last.ByMnemonic("run_idvs2"));
        Assert.Equal("SUB64 d4, d6, d8", last.Decode(0x3904060802000000).ToString());
        Assert.Equal("LSHIFT_IMM32 r1, r2, #0x3", last.Decode(0x1001020100000003).ToString());
        Assert.Equal("ADD_IMM32 r1, r2, #3", first.Decode(0x1001020000000003).ToString());
        Assert.Equal(last, CsInstructionSet.ForArchitecture(14));
        Assert.Throws<ArgumentOutOfRangeException>(() => CsInstructionSet.ForArchitecture(9));
    }

    [Fact]
    public void Architecture_10_has_exactly_the_documented_opcodes()
    {
        int[] expected =
        [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17, 18, 20, 21, 22, 23, 24, 25, 32, 33, 34, 36, 37, 38, 39, 40, 41,
            42, 43, 44, 47, 48, 49, 50, 51, 52, 53,
        ];
        Assert.Equal(expected, CsInstructionSet.ForArchitecture(10).All.Select(static info => (int)info.Opcode));
    }

    [Theory]
    [InlineData("r0", 0, false)]
    [InlineData("R95", 95, false)]
    [InlineData("d8", 8, true)]
    public void A_register_is_read_by_its_name(string text, int index, bool isPair) =>
        Assert.Equal(new CsRegister(index, isPair), CsRegister.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("r")]
    [InlineData("x5")]
    [InlineData("r-1")]
    [InlineData("r1000")]
    public void What_is_no_register_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CsRegister.Parse(text));
}
