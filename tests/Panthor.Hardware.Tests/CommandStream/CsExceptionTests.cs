using System;
using System.Linq;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

/// <summary>What kills a stream, what it survives, and what only makes it wait.</summary>
public sealed class CsExceptionTests : IDisposable
{
    private const ulong Unmapped = 0x70_0000;

    private readonly CsLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_word_that_does_not_exist_is_fatal()
    {
        Assert.Equal(CsStop.Fatal, _lab.Run("NOP\n.word 0xff00000000000000\nMOVE32 r1, #1"));
        Assert.Equal(
            new CsHost.Exception(0, GpuException.CS_INSTR_INVALID, 0, CsLab.Ring + 8, true), _lab.Exception);
        Assert.Equal(8UL, _lab.Stream.Extract);
        Assert.Equal(0u, _lab.R[1]);
        Assert.Equal(CsStop.Fatal, _lab.Stream.Run(1000, out long used));
        Assert.Equal(0, used);
        Assert.Single(_lab.Host.Exceptions);
    }

    [Theory]
    [InlineData(0x0260000000000000)] // MOVE32 r96
    [InlineData(0x0107000000000000)] // MOVE48 d7
    [InlineData(0x015f000000000000)] // MOVE48 d95
    [InlineData(0x1001600000000000)] // ADD_IMM32 r1, r96
    [InlineData(0x1102030000000000)] // ADD_IMM64 d2, d3
    [InlineData(0x1600010070000001)] // BRANCH with condition 7
    [InlineData(0x1600600060000001)] // BRANCH r96
    [InlineData(0x1201026000000000)] // UMIN32 with r96
    [InlineData(0x1301020300000001)] // LOGIC_OP32: architecture 11
    [InlineData(0x145f080000030000)] // LOAD_MULTIPLE r95 and r96
    [InlineData(0x1501070000010000)] // STORE_MULTIPLE [d7]
    [InlineData(0x2000600000000000)] // CALL d96
    [InlineData(0x2600076000000000)] // SYNC_SET32 with r96
    [InlineData(0x2608080600010000)] // SYNC_SET32 deferred, entry 8 of 8
    [InlineData(0x2700000270000000)] // SYNC_WAIT32 with condition 7
    [InlineData(0x1700000000000008)] // SET_SB_ENTRY 8
    [InlineData(0x3100000200000000)] // HEAP_OPERATION 2
    [InlineData(0x1900080200000001)] // SET_EXCEPTION_HANDLER of type 1
    [InlineData(0x1800080000000008)] // PROGRESS_WAIT for queue 8 of 8
    [InlineData(0x3200025f00000000)] // TRACE_POINT beyond the last register
    [InlineData(0x0a00000000000000)] // opcode 10
    [InlineData(0x3900000000000000)] // ARITH_REG64: architecture 13
    public void An_operand_that_does_not_exist_is_fatal(ulong word)
    {
        _lab.Push([word]);
        Assert.Equal(CsStop.Fatal, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(GpuException.CS_INSTR_INVALID, _lab.Exception.Type);
        Assert.Equal(CsLab.Ring, _lab.Exception.Info);
    }

    [Fact]
    public void Eight_calls_deep_is_fine_and_nine_is_fatal()
    {
        // Each level calls the next, 64 bytes on, with d8 and r10 as they are.
        for (ulong level = 0; level < 10; level++)
            _lab.Place(CsLab.Code + (level * 64), "ADD_IMM64 d8, d8, #64\nADD_IMM32 r1, r1, #1\nCALL d8, r10");

        _lab.Place(CsLab.Code + (7 * 64), "ADD_IMM32 r1, r1, #1\nNOP\nNOP");
        _lab.RunWell($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #24\nCALL d8, r10");
        Assert.Equal(8u, _lab.R[1]);

        _lab.Place(CsLab.Code + (7 * 64), "ADD_IMM64 d8, d8, #64\nADD_IMM32 r1, r1, #1\nCALL d8, r10");
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{CsLab.Code}\nCALL d8, r10"));
        Assert.Equal(GpuException.CS_CALL_STACK_OVERFLOW, _lab.Exception.Type);
        Assert.Equal(CsLab.Code + (7 * 64) + 16, _lab.Exception.Info);
    }

    [Theory]
    [InlineData(0x20_0004UL, 8)]
    [InlineData(0x20_0000UL, 12)]
    public void A_misaligned_call_is_fatal(ulong address, int size)
    {
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{address}\nMOVE32 r10, #{size}\nCALL d8, r10"));
        Assert.Equal(GpuException.CS_INSTR_INVALID, _lab.Exception.Type);
    }

    [Fact]
    public void A_branch_out_of_its_buffer_is_fatal()
    {
        uint size = _lab.Place(CsLab.Code, "BRANCH ALWAYS, +5\nNOP");
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #{size}\nCALL d8, r10"));
        Assert.Equal(GpuException.CS_INSTR_INVALID, _lab.Exception.Type);
        Assert.Equal(CsLab.Code + 48, _lab.Exception.Info);
    }

    [Fact]
    public void A_branch_before_its_buffer_is_fatal()
    {
        uint size = _lab.Place(CsLab.Code + 64, "BRANCH ALWAYS, -5\nNOP");
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{CsLab.Code + 64}\nMOVE32 r10, #{size}\nCALL d8, r10"));
        Assert.Equal(CsLab.Code + 64 - 32, _lab.Exception.Info);
    }

    [Fact]
    public void A_fetch_from_an_unmapped_page_kills_the_stream_and_faults_the_address_space()
    {
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{Unmapped}\nMOVE32 r10, #8\nCALL d8, r10"));
        Assert.Equal(new CsHost.Exception(0, GpuException.CS_BUS_FAULT, 0, Unmapped, true), _lab.Exception);
        GpuFault fault = _lab.Lab.Port.LastFault(CsLab.Space);
        Assert.Equal(GpuException.TRANSLATION_FAULT_2, fault.Exception);
        Assert.Equal(AccessKind.Read, fault.Kind);
        Assert.Equal(SpaceMemory.FrontendSourceId, fault.SourceId);
        Assert.Equal(1u << CsLab.Space, _lab.Lab.MmuRawStatus & 0xffff);
    }

    [Theory]
    [InlineData("STORE_MULTIPLE [d8], r1, mask 1\nWAIT 0xff", AccessKind.Write)]
    [InlineData("LOAD_MULTIPLE r1, [d8], mask 1\nWAIT 0xff", AccessKind.Read)]
    [InlineData("SYNC_SET32 [d8], r1", AccessKind.Write)]
    [InlineData("SYNC_WAIT32 LE, [d8], r1", AccessKind.Read)]
    [InlineData("STORE_STATE [d8], timestamp", AccessKind.Write)]
    [InlineData("HEAP_SET d8", AccessKind.Read)]
    public void A_page_fault_of_the_stream_itself_is_fatal(string text, AccessKind kind)
    {
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{Unmapped}\n{text}\nMOVE32 r2, #1"));
        Assert.Equal(GpuException.CS_BUS_FAULT, _lab.Exception.Type);
        Assert.Equal(Unmapped, _lab.Exception.Info & ~0xfUL);
        Assert.Equal(kind, _lab.Lab.Port.LastFault(CsLab.Space).Kind);
        Assert.Equal(0u, _lab.R[2]);
    }

    [Fact]
    public void A_store_to_a_read_only_page_is_fatal()
    {
        _lab.MapPages(Unmapped, 1, Lab.ReadWrite | Lab.ReadOnlyBit);
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{Unmapped}\nSTORE_MULTIPLE [d8], r1, mask 1\nWAIT 0xff"));
        Assert.Equal(GpuException.PERM_FAULT_3, _lab.Lab.Port.LastFault(CsLab.Space).Exception);
    }

    [Fact]
    public void A_stream_of_a_faulted_address_space_dies_at_its_next_access()
    {
        CommandStream other = _lab.Group.Streams[1];
        other.Start(CsLab.Ring, CsLab.RingSize, 0);
        _lab.Run($"MOVE48 d8, #{Unmapped}\nSYNC_SET32 [d8], r1");
        other.Insert = 8;
        Assert.Equal(CsStop.Fatal, other.Run(100, out _));
        Assert.Equal([0, 1], _lab.Host.Exceptions.Select(static exception => exception.Stream));
    }

    [Theory]
    [InlineData("LOAD_MULTIPLE r1, [d8+2], mask 1", CsLab.Data + 2)]
    [InlineData("SYNC_ADD64 [d12], d4", CsLab.Data + 4)]
    [InlineData("SYNC_WAIT64 LE, [d12], d4", CsLab.Data + 4)]
    [InlineData("STORE_STATE [d8+12], timestamp", CsLab.Data + 12)]
    public void A_misaligned_access_is_a_fault_that_the_stream_survives(string text, ulong address)
    {
        Assert.Equal(
            CsStop.Empty,
            _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE48 d12, #{CsLab.Data + 4}\n{text}\nMOVE32 r2, #1"));
        Assert.Equal(new CsHost.Exception(0, GpuException.ADDR_RANGE_FAULT, 0, address, false), _lab.Exception);
        Assert.Equal(1u, _lab.R[2]);
        Assert.True(_lab.Stream.IsFaulted);
    }

    [Fact]
    public void A_fault_reaches_sync_objects_until_the_error_barrier()
    {
        _lab.Run(
            $"""
            MOVE48 d8, #{CsLab.Data}
            MOVE48 d12, #{CsLab.Data + 16}
            MOVE48 d14, #{CsLab.Data + 32}
            MOVE48 d4, #1
            LOAD_MULTIPLE r1, [d8+2], mask 1
            SYNC_ADD64 [d8], d4, propagate
            SYNC_ADD64 [d12], d4
            ERROR_BARRIER
            SYNC_ADD64 [d14], d4, propagate
            """);
        Assert.Equal([1u, 0u, 0u], new[] { 8UL, 24UL, 40UL }.Select(at => _lab.Read32(CsLab.Data + at)));
        Assert.Equal([1UL, 1UL, 1UL], new[] { 0UL, 16UL, 32UL }.Select(at => _lab.Read64(CsLab.Data + at)));
        Assert.False(_lab.Stream.IsFaulted);
    }

    [Fact]
    public void The_next_job_in_the_ring_does_not_suffer_from_the_fault_of_the_one_before()
    {
        uint bad = _lab.Place(CsLab.Code, $"MOVE48 d8, #{CsLab.Data + 2}\nSYNC_SET32 [d8], r1");
        uint good = _lab.Place(CsLab.Code + 0x100, "MOVE32 r1, #1");
        _lab.Push(KernelJob.Words(CsLab.Code, bad, CsLab.Data));
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.Read32(CsLab.Data + 8));
        _lab.Push(KernelJob.Words(CsLab.Code + 0x100, good, CsLab.Data));
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 8));
        Assert.Equal(2UL, _lab.Read64(CsLab.Data));
        Assert.Single(_lab.Host.Exceptions);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", reject", false)]
    public void A_wait_takes_over_the_error_of_a_sync_object_unless_it_rejects_it(string reject, bool inherits)
    {
        _lab.Write32(CsLab.Data, 5);
        _lab.Write32(CsLab.Data + 4, 1);
        _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r2, #4\nSYNC_WAIT32 GT, [d8], r2{reject}\nMOVE32 r3, #3");
        Assert.Equal(3u, _lab.R[3]);
        Assert.Equal(inherits, _lab.Stream.IsFaulted);
        Assert.Equal(inherits ? 1 : 0, _lab.Host.Exceptions.Count);
        if (inherits)
            Assert.Equal((GpuException.CS_INHERIT_FAULT, CsLab.Data), (_lab.Exception.Type, _lab.Exception.Info));
    }

    [Fact]
    public void STORE_STATE_shows_the_error_state()
    {
        _lab.Run($"MOVE48 d8, #{CsLab.Data}\nSTORE_STATE [d8], error_status\nLOAD_MULTIPLE r1, [d8+2], mask 1\n"
            + "STORE_STATE [d8+8], error_status\nERROR_BARRIER\nSTORE_STATE [d8+16], error_status");
        Assert.Equal([0UL, 1UL, 0UL], new[] { 0UL, 8UL, 16UL }.Select(at => _lab.Read64(CsLab.Data + at)));
    }

    [Fact]
    public void A_freed_page_of_code_is_no_instruction()
    {
        _lab.Place(CsLab.Code, "MOVE32 r1, #1");
        Assert.True(_lab.Lab.Memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong page));
        _lab.Lab.MapPage(Unmapped, page);
        _lab.Lab.Memory.Free(page, 0);
        Assert.Equal(CsStop.Fatal, _lab.Run($"MOVE48 d8, #{Unmapped}\nMOVE32 r10, #8\nCALL d8, r10"));
        Assert.Equal(GpuException.CS_INSTR_INVALID, _lab.Exception.Type);
    }

    [Fact]
    public void A_store_to_a_freed_page_is_lost_and_found()
    {
        Assert.True(_lab.Lab.Memory.TryAllocate(0, PageUse.Buffer, zero: true, out ulong page));
        _lab.Lab.MapPage(Unmapped, page);
        _lab.Lab.Memory.Free(page, 0);
        _lab.RunWell(
            $"MOVE48 d8, #{Unmapped}\nMOVE32 r1, #5\nSTORE_MULTIPLE [d8], r1, mask 1\nLOAD_MULTIPLE r2, [d8], mask 1\n"
            + "WAIT 0xff");
        Assert.Equal(0x6b6b6b6bu, _lab.R[2]);
        Assert.NotEmpty(_lab.Lab.Simulation.Findings);
    }

    [Theory]
    [InlineData("STORE_MULTIPLE [d8], r1, mask 1\nWAIT 0xff")]
    [InlineData("SYNC_SET32 [d8], r1")]
    [InlineData("MOVE32 r20, #0\nSYNC_WAIT32 GE, [d8], r20")]
    [InlineData("STORE_STATE [d8], timestamp")]
    [InlineData("HEAP_SET d8")]
    public void An_access_to_a_locked_region_waits_for_the_unlock(string text)
    {
        _lab.Lab.Lock(CsLab.Data, 0x8000);
        Assert.Equal(CsStop.LockStall, _lab.Run($"MOVE48 d8, #{CsLab.Data}\nMOVE32 r1, #7\n{text}\nMOVE32 r2, #1"));
        Assert.Equal(CsLab.Data, _lab.Stream.StallAddress & ~0xfUL);
        Assert.False(_lab.Stream.TryResume());
        Assert.Equal(CsStop.LockStall, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(0u, _lab.R[2]);
        _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.True(_lab.Stream.TryResume());
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.R[2]);
        Assert.Empty(_lab.Host.Exceptions);
    }

    [Fact]
    public void A_fetch_from_a_locked_region_waits_for_the_unlock()
    {
        _lab.Place(CsLab.Code, "MOVE32 r1, #1");
        _lab.Lab.Lock(CsLab.Code, 0x8000);
        Assert.Equal(CsStop.LockStall, _lab.Run($"MOVE48 d8, #{CsLab.Code}\nMOVE32 r10, #8\nCALL d8, r10"));
        Assert.Equal(CsLab.Code, _lab.Stream.StallAddress);
        _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.R[1]);
    }

    [Fact]
    public void A_page_that_was_remapped_under_lock_is_used_from_the_next_run_on()
    {
        uint size = _lab.Place(CsLab.Code, CountedLoop.Text(CsLab.Data, 1_000_000));
        _lab.Push($"MOVE48 d20, #{CsLab.Code}\nMOVE32 r22, #{size}\nCALL d20, r22");
        Assert.Equal(CsStop.Budget, _lab.Stream.Run(10_000, out _));
        uint before = _lab.Read32(CsLab.Data + 16);
        _lab.Lab.Lock(CsLab.Data, 0x8000);
        _lab.MapPages(CsLab.Data, 1);
        Assert.Equal(0u, _lab.Read32(CsLab.Data + 16));
        _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.Equal(CsStop.Budget, _lab.Stream.Run(10_000, out _));
        Assert.True(_lab.Read32(CsLab.Data + 16) > before);
        Assert.Empty(_lab.Lab.Simulation.Findings);
    }

    [Fact]
    public void Without_power_the_access_is_tried_again_later()
    {
        _lab.Lab.Registers.Write64(L2_PWROFF, 1);
        _lab.Lab.Simulation.RunFor(Panthor.Kernel.Duration.FromMilliseconds(1));
        _lab.Push("MOVE32 r1, #1");
        Assert.Equal(CsStop.Aborted, _lab.Stream.Run(100, out _));
        _lab.Lab.PowerOn();
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(1u, _lab.R[1]);
    }
}
