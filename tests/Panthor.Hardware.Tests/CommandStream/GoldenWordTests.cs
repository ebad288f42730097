using System;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>Words that Mesa's and IGT's tests and the kernel write.</summary>
public sealed class GoldenWordTests
{
    [Theory]
    [InlineData("NOP", 0x0000000000000000)]
    [InlineData("MOVE48 d68, #0x1001000", 0x0144000001001000)]
    [InlineData("MOVE32 r70, #0xdeadbeef", 0x02460000deadbeef)]
    [InlineData("STORE_MULTIPLE [d68], r70, mask 0x1", 0x1546440000010000)]
    [InlineData("WAIT 0xff", 0x0300000000ff0000)]
    [InlineData("MOVE32 r70, #0x0", 0x0246000000000000)]
    [InlineData(
        "FLUSH_CACHE2 r70, l2 clean_invalidate, lsc clean_invalidate, other invalidate, slot 1", 0x2401460000000233)]
    [InlineData("MOVE32 r42, #0xdeadbeef", 0x022a0000deadbeef)]
    [InlineData("BRANCH LE, r42, +2", 0x16002a0000000002)]
    [InlineData("BRANCH GE, r1, +3", 0x1600010050000003)]
    [InlineData("BRANCH ALWAYS, r0, +1", 0x1600000060000001)]
    [InlineData("BRANCH ALWAYS, r0, -3", 0x160000006000fffd)]
    [InlineData("BRANCH LT, r0, -6", 0x160000004000fffa)]
    [InlineData("LOAD_MULTIPLE r0, [d10], mask 0x1", 0x14000a0000010000)]
    [InlineData("LOAD_MULTIPLE r3, [d0], mask 0x1", 0x1403000000010000)]
    [InlineData("ADD_IMM32 r1, r1, #0", 0x1001010000000000)]
    [InlineData("ADD_IMM32 r0, r0, #171", 0x10000000000000ab)]
    [InlineData("ADD_IMM32 r4, r3, #0", 0x1004030000000000)]
    [InlineData("WAIT 0x1", 0x0300000000010000)]
    [InlineData("SYNC_WAIT32 GT, [d0], r2", 0x2700000210000000)]
    [InlineData("SYNC_SET32 [d8], r6", 0x2600080600000000)]
    [InlineData("SYNC_SET32 [d0], r2", 0x2600000200000000)]
    [InlineData("ADD_IMM32 r2, r2, #1", 0x1002020000000001)]
    [InlineData("ADD_IMM32 r4, r4, #-1", 0x10040400ffffffff)]
    [InlineData("BRANCH EQ, r4, +1", 0x1600040020000001)]
    [InlineData("BRANCH EQ, r10, -5", 0x16000a002000fffb)]
    public void A_published_word_has_this_text_and_no_other(string text, ulong word)
    {
        CsInstructionSet set = CsInstructionSet.For(GpuModel.MaliG610);
        Assert.Equal(text, set.Decode(word).ToString());
        Assert.Equal([word], new CsAssembler(GpuModel.MaliG610).Parse(text).ToWords());
    }

    [Fact]
    public void The_word_of_the_kernel_test_for_fatal_faults_is_no_instruction()
    {
        CsInstruction instruction = CsInstructionSet.For(GpuModel.MaliG610).Decode(0xff00000000000000);
        Assert.False(instruction.Exists);
        Assert.Equal(".word 0xff00000000000000", instruction.ToString());
    }

    [Theory]
    [InlineData("BRANCH LE r42, +2", 0x16002a0000000002)]
    [InlineData("branch always, +1", 0x1600000060000001)]
    [InlineData("store_multiple [d68+0], r70, mask=1 ; comment", 0x1546440000010000)]
    public void Text_may_be_written_more_freely(string text, ulong word) =>
        Assert.Equal([word], new CsAssembler(GpuModel.MaliG610).Parse(text).ToWords());

    /// <summary>What panthor writes around a job on a part with 96 registers and 8 scoreboard entries.</summary>
    [Fact]
    public void The_job_of_the_kernel_reads_as_it_was_meant()
    {
        ulong[] job = KernelJob.Words(streamAddress: 0x1001000, streamSize: 0x80, syncAddress: 0x2000, latestFlush: 7);
        string[] expected =
        [
            "MOVE32 r94, #0x7",
            "FLUSH_CACHE2 r94, l2 clean_invalidate, lsc clean_invalidate, other invalidate",
            "MOVE48 d92, #0x1001000",
            "MOVE32 r94, #0x80",
            "WAIT 0x1",
            "CALL d92, r94",
            "MOVE48 d92, #0x2000",
            "MOVE48 d94, #0x1",
            "WAIT 0xff",
            "SYNC_ADD64 [d92], d94, propagate",
            "ERROR_BARRIER",
            "NOP", "NOP", "NOP", "NOP", "NOP",
        ];
        var lines = CsDisassembler.Disassemble(CsInstructionSet.For(GpuModel.MaliG610), job);
        Assert.Equal(expected, Array.ConvertAll([.. lines], static line => line.Text));
        Assert.Equal(job, new CsAssembler(GpuModel.MaliG610).Parse(string.Join('\n', expected)).ToWords());
    }

    [Fact]
    public void The_profiling_words_of_the_kernel_read_as_they_were_meant()
    {
        CsInstructionSet set = CsInstructionSet.For(GpuModel.MaliG610);
        Assert.Equal("STORE_STATE [d92], cycle_count", set.Decode(0x28005c0100000000).ToString());
        Assert.Equal("STORE_STATE [d94], timestamp", set.Decode(0x28005e0000000000).ToString());
    }

    [Fact]
    public void The_methods_of_the_assembler_write_the_published_words()
    {
        ulong[] words = new CsAssembler(GpuModel.MaliG610)
            .Move(CsRegister.D(68), 0x1001000)
            .Move(CsRegister.R(70), 0xdeadbeef)
            .Store(CsRegister.R(70), CsRegister.D(68))
            .WaitAll()
            .FlushCaches(CsRegister.R(70), slot: 1)
            .Add(CsRegister.R(4), CsRegister.R(4), -1)
            .SyncWait(CsCondition.GT, CsRegister.D(0), CsRegister.R(2))
            .SyncSet(CsRegister.D(8), CsRegister.R(6))
            .SyncAdd(CsRegister.D(92), CsRegister.D(94), propagate: true)
            .ErrorBarrier()
            .ToWords();
        Assert.Equal(
            [
                0x0144000001001000, 0x02460000deadbeef, 0x1546440000010000, 0x0300000000ff0000, 0x2401460000000233,
                0x10040400ffffffff, 0x2700000210000000, 0x2600080600000000, 0x33005c5e00000001, 0x2f00000000000000,
            ],
            words);
    }
}
