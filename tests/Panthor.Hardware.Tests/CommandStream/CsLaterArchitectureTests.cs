using System;
using System.Linq;
using Xunit;

namespace Panthor.Hardware.Tests;

/// <summary>What came with architectures 11, 12 and 13.</summary>
public sealed class CsLaterArchitectureTests : IDisposable
{
    private readonly CsLab _lab = new(GpuModel.MaliG925Immortalis);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void The_models_have_the_architectures_that_the_tests_mean()
    {
        Assert.Equal(12u, GpuModel.MaliG720Immortalis.Architecture.Major);
        Assert.Equal(13u, GpuModel.MaliG925Immortalis.Architecture.Major);
    }

    [Theory]
    [InlineData("CLEAR", 0u)]
    [InlineData("AND", 0x88888888u)]
    [InlineData("AND_A_NB", 0x22222222u)]
    [InlineData("MOV_A", 0xaaaaaaaau)]
    [InlineData("AND_NA_B", 0x44444444u)]
    [InlineData("MOV_B", 0xccccccccu)]
    [InlineData("XOR", 0x66666666u)]
    [InlineData("OR", 0xeeeeeeeeu)]
    [InlineData("NOR", 0x11111111u)]
    [InlineData("XNOR", 0x99999999u)]
    [InlineData("NOT_B", 0x33333333u)]
    [InlineData("OR_A_NB", 0xbbbbbbbbu)]
    [InlineData("NOT_A", 0x55555555u)]
    [InlineData("OR_NA_B", 0xddddddddu)]
    [InlineData("NAND", 0x77777777u)]
    [InlineData("SET", 0xffffffffu)]
    public void Logic_follows_its_truth_table(string mode, uint expected)
    {
        _lab.RunWell($"MOVE32 r1, #0xaaaaaaaa\nMOVE32 r2, #0xcccccccc\nLOGIC_OP32 {mode}, r3, r1, r2");
        Assert.Equal(expected, _lab.R[3]);
    }

    [Fact]
    public void An_index_sets_and_clears_one_bit()
    {
        _lab.RunWell("MOVE32 r1, #0x10\nMOVE32 r2, #7\nMOVE32 r3, #4\nLOGIC_OP32 OR, r4, r1, r2, index\n"
            + "LOGIC_OP32 AND_A_NB, r5, r1, r3, index");
        Assert.Equal([0x90u, 0u], _lab.R[4..6].ToArray());
    }

    [Theory]
    [InlineData("ADD32 r8, r1, r2", 0x80000014u)]
    [InlineData("SUB32 r8, r2, r1", 0x7fffffecu)]
    [InlineData("UMIN32 r8, r1, r2", 20u)]
    [InlineData("LSHIFT32 r8, r1, r3", 0x140u)]
    [InlineData("RSHIFT_U32 r8, r2, r3", 0x08000000u)]
    [InlineData("RSHIFT_S32 r8, r2, r3", 0xf8000000u)]
    [InlineData("BFINS32 r8, r2, r1, #8, #4", 0x80000400u)]
    [InlineData("LSHIFT_IMM32 r8, r1, #31", 0u)]
    [InlineData("RSHIFT_IMM_U32 r8, r2, #31", 1u)]
    [InlineData("RSHIFT_IMM_S32 r8, r2, #31", 0xffffffffu)]
    [InlineData("BFEXT_U32 r8, r1, #2, #3", 5u)]
    [InlineData("BFEXT_S32 r8, r1, #2, #3", 0xfffffffdu)]
    [InlineData("BFINS_IMM32 r8, r1, #4, #8, #0xab", 0xab4u)]
    [InlineData("UMIN_IMM32 r8, r2, #9", 9u)]
    [InlineData("ADD_IMM32 r8, r1, #-21", 0xffffffffu)]
    public void Arithmetic_of_32_bits(string text, uint expected)
    {
        _lab.RunWell($"MOVE32 r1, #20\nMOVE32 r2, #0x80000000\nMOVE32 r3, #4\n{text}");
        Assert.Equal(expected, _lab.R[8]);
    }

    [Theory]
    [InlineData("ADD64 d8, d2, d4", 0x8000000000000014UL)]
    [InlineData("SUB64 d8, d4, d2", 0x8000000000000014UL - 40)]
    [InlineData("UMIN64 d8, d2, d4", 20UL)]
    [InlineData("LSHIFT64 d8, d2, d6", 20UL << 36)]
    [InlineData("RSHIFT_U64 d8, d4, d6", 0x8000000000000000UL >> 36)]
    [InlineData("RSHIFT_S64 d8, d4, d6", 0xfffffffff8000000UL)]
    [InlineData("BFINS64 d8, d4, d2, #40, #8", 0x8000140000000000UL)]
    [InlineData("LSHIFT_IMM64 d8, d2, #40", 20UL << 40)]
    [InlineData("RSHIFT_IMM_S64 d8, d4, #63", ulong.MaxValue)]
    [InlineData("BFEXT_U64 d8, d4, #60, #8", 8UL)]
    [InlineData("UMIN_IMM64 d8, d4, #7", 7UL)]
    [InlineData("ADD_IMM64 d8, d2, #-21", ulong.MaxValue)]
    public void Arithmetic_of_64_bits(string text, ulong expected)
    {
        _lab.RunWell(
            $"MOVE48 d2, #20\nMOVE32 r4, #0\nMOVE32 r5, #0x80000000\nMOVE48 d6, #36\n{text}");
        Assert.Equal(expected, _lab.D(8));
    }

    [Fact]
    public void An_arithmetic_that_does_not_exist_is_fatal()
    {
        _lab.Push([0x1001010900000000]);
        Assert.Equal(CsStop.Fatal, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(GpuException.CS_INSTR_INVALID, _lab.Exception.Type);
    }

    [Fact]
    public void The_next_free_entry_of_the_mask_is_taken_in_turn()
    {
        _lab.RunWell(
            """
            SET_STATE_IMM32 sb_mask_stream, #0x38
            NEXT_SB_ENTRY r1, type endpoint
            NEXT_SB_ENTRY r2, type endpoint
            NEXT_SB_ENTRY r3, type endpoint, format mask
            NEXT_SB_ENTRY r4, type endpoint
            """);
        Assert.Equal([3u, 4u, 0x20u, 3u], _lab.R[1..5].ToArray());
    }

    [Fact]
    public void Without_a_free_entry_the_stream_waits_for_one()
    {
        _lab.Push("REQ_RESOURCE compute\nSET_STATE_IMM32 sb_mask_stream, #0x8\nNEXT_SB_ENTRY r61, type endpoint\n"
            + "RUN_COMPUTE\nNEXT_SB_ENTRY r62, type endpoint");
        Assert.Equal(CsStop.ScoreboardWait, _lab.Stream.Run(1000, out _));
        Assert.True(_lab.Host.CompleteOne());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(1000, out _));
        Assert.Equal(3u, _lab.R[62]);
    }

    [Fact]
    public void Indirect_operations_take_mask_and_entry_from_the_state()
    {
        _lab.Push(
            $"""
            SET_STATE_IMM32 sb_mask_wait, #0x4
            MOVE32 r5, #6
            SET_STATE sb_deferred, r5
            MOVE32 r1, #0
            MOVE48 d8, #{CsLab.Data}
            MOVE32 r2, #7
            FLUSH_CACHE2 r1, l2 clean, slot 2
            SYNC_SET32 [d8], r2, indirect
            WAIT 0x0, indirect
            """);
        Assert.Equal(CsStop.FlushWait, _lab.Stream.Run(1000, out _));
        Assert.Equal(0x44u, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(7u, _lab.Read32(CsLab.Data));
    }

    [Fact]
    public void Shared_entries_hold_streams_of_the_group()
    {
        CommandStream other = _lab.Group.Streams[1];
        other.Start(CsLab.Code, CsLab.RingSize, 0);
        _lab.RunWell("SHARED_SB_INC 5");
        _lab.Push(other, CsLab.Code, _lab.Assembler().Parse("WAIT 0x20\nMOVE32 r1, #1").ToWords());
        Assert.Equal(CsStop.ScoreboardWait, other.Run(100, out _));
        Assert.Equal(0u, other.WaitStatus.Scoreboards);
        _lab.RunWell("SHARED_SB_DEC 5");
        Assert.Equal([other], _lab.Host.Woken);
        Assert.Equal(CsStop.Empty, other.Run(100, out _));
    }

    [Fact]
    public void Old_draws_do_not_exist_any_more_and_new_ones_run()
    {
        _lab.RunWell("REQ_RESOURCE tiler, idvs, rt");
        _lab.Push([0x0600000000000000]);
        Assert.Equal(CsStop.Fatal, _lab.Host.Settle(_lab.Stream));
    }

    [Fact]
    public void Iterators_include_ray_tracing()
    {
        _lab.Push(new CsAssembler(_lab.Model).RequestResources(CsResources.RayTracing).ToWords());
        _lab.Stream.Run(100, out _);
        Assert.Equal([CsResources.RayTracing], _lab.Host.Requests);
        Assert.Throws<CsAssemblyException>(
            () => new CsAssembler(GpuModel.MaliG610).RequestResources(CsResources.RayTracing));
    }

    [Fact]
    public void The_assembler_writes_the_draw_of_the_architecture()
    {
        Assert.Equal("RUN_IDVS2", Text(_lab.Model));
        Assert.Equal("RUN_IDVS", Text(GpuModel.MaliG610));

        static string Text(GpuModel model) =>
            CsInstructionSet.For(model).Decode(new CsAssembler(model).RunIdvs().ToWords().Single()).ToString();
    }
}
