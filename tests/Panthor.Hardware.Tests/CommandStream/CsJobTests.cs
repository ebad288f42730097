using System;
using System.Linq;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

/// <summary>Compute and fragment jobs: what they take, read and write.</summary>
public sealed class CsJobTests : IDisposable
{
    private const ulong Input = CsLab.Data;
    private const ulong Output = 0x60_0000;
    private const ulong Unmapped = 0x70_0000;
    private const ulong Pages = 1UL << 48;

    private readonly CsLab _lab = new();

    public CsJobTests() => _lab.MapPages(Output, 4, Lab.ReadWrite | Lab.NoExecute);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_job_needs_an_iterator()
    {
        Assert.Equal(CsStop.Fatal, _lab.Run("RUN_COMPUTE"));
        Assert.Equal(GpuException.CS_ENDPOINT_FAULT, _lab.Exception.Type);
        Assert.Equal((uint)CsResources.Compute, _lab.Exception.Data);
    }

    [Fact]
    public void A_job_keeps_the_endpoint_entry_busy_until_it_ends()
    {
        _lab.Push("REQ_RESOURCE compute\nSET_SB_ENTRY endpoint 3, other 1\nRUN_COMPUTE\nWAIT 0x8\nMOVE32 r1, #1");
        Assert.Equal(CsStop.ScoreboardWait, _lab.Stream.Run(1000, out _));
        Assert.Equal(8u, _lab.Stream.WaitStatus.Scoreboards);
        CsOperation job = Assert.Single(_lab.Host.Operations);
        Assert.Equal(CsResources.Compute, job.Endpoint);
        Assert.Equal(CsOperationStep.Working, job.Advance(out var wait));
        Assert.Equal(job.Latency.Nanoseconds / CsOperation.Steps, wait.Nanoseconds);
        Assert.True(_lab.Host.CompleteOne());
        Assert.Equal(CsStop.Empty, _lab.Stream.Run(1000, out _));
        Assert.Equal(1u, _lab.R[1]);
    }

    [Fact]
    public void A_job_takes_as_long_as_its_workgroups()
    {
        // 16 × 16 × 1 threads are 16 warps; 4 cores share 8 × 4 × 2 workgroups.
        _lab.Push(
            $"""
            REQ_RESOURCE compute
            MOVE32 r33, #{15 | (15 << 10)}
            MOVE32 r37, #8
            MOVE32 r38, #4
            MOVE32 r39, #2
            RUN_COMPUTE
            """);
        _lab.Stream.Run(1000, out _);
        long cycles = CsTiming.Job + (64L * 16 * CsTiming.Warp / _lab.Model.ShaderCores);
        Assert.Equal(cycles * 1_000_000_000 / _lab.Model.CoreClockHz, _lab.Host.Operations[0].Latency.Nanoseconds);
    }

    [Fact]
    public void A_compute_job_reads_its_resources_and_writes_what_it_saw()
    {
        for (ulong line = 0; line < 64; line++)
            _lab.Write64(Input + (line * 64), line + 1);

        _lab.RunWell(Compute(Input | Pages, Output | (2 * Pages), workgroups: 10));
        for (ulong line = 0; line < 128; line++)
            Assert.Equal(10 + (64UL * 65 / 2), _lab.Read64(Output + (line * 64)));

        Assert.Equal(0UL, _lab.Read64(Output + 0x2000));
        Assert.Equal(0UL, _lab.Read64(Output + 8));
    }

    [Fact]
    public void A_large_region_is_touched_once_a_page()
    {
        const ulong large = 0x100_0000;
        _lab.MapPages(large, 40, Lab.ReadWrite);
        _lab.RunWell(Compute(0, large | (40 * Pages), workgroups: 3));
        Assert.All(Enumerable.Range(0, 40), page => Assert.Equal(3UL, _lab.Read64(large + ((ulong)page * 4096))));
        Assert.Equal(0UL, _lab.Read64(large + 64));
    }

    [Fact]
    public void A_shader_is_fetched_and_needs_execute_permission()
    {
        _lab.Write64(Input, 0x18);
        _lab.Write64(Input + 8, Output);
        _lab.Run(Compute(0, 0, 1, program: Input));
        Assert.Equal((GpuException.CS_BUS_FAULT, Output, false), Shape(_lab.Host.Exceptions[0]));
        GpuFault fault = _lab.Lab.Port.LastFault(CsLab.Space);
        Assert.Equal((GpuException.PERM_FAULT_3, AccessKind.Execute), (fault.Exception, fault.Kind));
        Assert.Equal(CsSourceId.Shader, fault.SourceId);
    }

    [Fact]
    public void A_shader_in_executable_memory_runs()
    {
        _lab.MapPages(Unmapped, 1);
        _lab.Write64(Input, 0x18);
        _lab.Write64(Input + 8, Unmapped);
        _lab.RunWell(Compute(0, Output | Pages, 1, program: Input));
        Assert.Equal(1UL, _lab.Read64(Output));
    }

    [Fact]
    public void A_shader_descriptor_of_another_type_is_a_data_fault()
    {
        _lab.Write64(Input, 0x19);
        _lab.Run(Compute(0, 0, 1, program: Input));
        Assert.Equal((GpuException.DATA_INVALID_FAULT, Input, false), Shape(_lab.Exception));
    }

    /// <summary>As real parts report it: CS_FAULT for the job, CS_FATAL when the stream itself runs into the space that
    /// the fault has disabled.</summary>
    [Fact]
    public void A_page_fault_of_a_job_is_a_fault_and_then_the_address_space_is_dead()
    {
        Assert.Equal(CsStop.Fatal, _lab.Run(Compute(Unmapped, Output | Pages, 1) + "\nMOVE32 r1, #1"));
        Assert.Equal(
            [(GpuException.CS_BUS_FAULT, Unmapped, false), (GpuException.CS_BUS_FAULT, CsLab.Ring + 80, true)],
            _lab.Host.Exceptions.Select(Shape));
        Assert.Equal(0u, _lab.R[1]);
        Assert.Equal(0u, _lab.Stream.WaitStatus.Scoreboards);
        Assert.Equal(0UL, _lab.Read64(Output));
    }

    [Fact]
    public void A_fault_of_a_job_that_is_no_page_fault_is_survived()
    {
        _lab.Write64(Input, 0x19);
        Assert.Equal(CsStop.Empty, _lab.Run(Compute(0, 0, 1, program: Input) + "\nMOVE32 r1, #1"));
        Assert.Equal(1u, _lab.R[1]);
        Assert.True(_lab.Stream.IsFaulted);
    }

    [Fact]
    public void In_error_state_no_job_is_started()
    {
        _lab.Run("MOVE48 d8, #2\nREQ_RESOURCE compute\nLOAD_MULTIPLE r1, [d8], mask 1\nRUN_COMPUTE\nWAIT 0xff");
        Assert.Equal(0, _lab.Host.Advances);
        _lab.Run("ERROR_BARRIER\nRUN_COMPUTE\nWAIT 0xff");
        Assert.NotEqual(0, _lab.Host.Advances);
    }

    [Fact]
    public void A_job_in_a_locked_region_goes_on_where_it_was_after_the_unlock()
    {
        _lab.Lab.Lock(Output, 0x8000);
        Assert.Equal(CsStop.ScoreboardWait, _lab.Run(Compute(Input | Pages, Output | Pages, 5) + "\nWAIT 0xff"));
        CsOperation job = _lab.Host.Operations[0];
        Assert.Equal(Output, job.StallAddress);
        _lab.Lab.Command(AS_COMMAND_UNLOCK, CsLab.Space);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(5UL, _lab.Read64(Output + 0xfc0));
        Assert.Empty(_lab.Host.Exceptions);
    }

    [Fact]
    public void More_jobs_than_a_stream_may_have_hold_it()
    {
        _lab.Push("REQ_RESOURCE compute\n" + string.Join('\n', Enumerable.Repeat("RUN_COMPUTE", 20)));
        Assert.Equal(CsStop.DeferredWait, _lab.Stream.Run(10_000, out _));
        Assert.Equal(CommandStream.MaximumOperations, _lab.Host.Operations.Count);
        Assert.Equal(CsStop.Empty, _lab.Host.Settle(_lab.Stream));
        Assert.Equal(20 * (CsOperation.Steps + 1), _lab.Host.Advances);
        Assert.True(_lab.Stream.IsIdle);
    }

    [Fact]
    public void The_end_of_a_job_counts_progress()
    {
        _lab.RunWell("REQ_RESOURCE compute\nRUN_COMPUTE progress\nWAIT 0x1\nPROGRESS_LOAD d4");
        Assert.Equal(1UL, _lab.D(4));
    }

    [Theory]
    [InlineData(2UL)]
    [InlineData(1UL)]
    public void A_fragment_job_clears_the_tiles_of_its_box(ulong format)
    {
        PlaceFramebuffer(width: 64, height: 32, format, stride: format == 2 ? 256u : 4096u, clear: 0xff8040);
        _lab.RunWell(Fragment(16, 0, 47, 31));
        uint[] pixels = [.. Enumerable.Range(0, 2048).Select(i => _lab.Read32(Output + ((ulong)i * 4)))];
        Assert.Equal(2 * 2 * 256, pixels.Count(static pixel => pixel == 0xff8040));
        if (format == 2)
        {
            Assert.Equal([0u, 0xff8040, 0xff8040, 0], new[] { 15, 16, 47, 48 }.Select(x => pixels[x]));
            Assert.Equal(0xff8040u, pixels[(31 * 64) + 16]);
        }
        else
        {
            Assert.Equal([0u, 0xff8040, 0xff8040, 0], new[] { 255, 256, 767, 768 }.Select(i => pixels[i]));
        }
    }

    [Fact]
    public void A_box_that_is_no_multiple_of_tiles_is_cut_at_the_frame()
    {
        PlaceFramebuffer(width: 40, height: 20, 2, stride: 160, clear: 1);
        _lab.RunWell(Fragment(0, 0, 39, 19));
        Assert.Equal(800, Enumerable.Range(0, 1024).Count(i => _lab.Read32(Output + ((ulong)i * 4)) == 1));
    }

    [Fact]
    public void A_box_outside_of_the_frame_is_a_tile_range_fault()
    {
        PlaceFramebuffer(width: 64, height: 32, 2, 256, 1);
        _lab.Run(Fragment(0, 0, 64, 31));
        Assert.Equal((GpuException.TILE_RANGE_FAULT, Input, false), Shape(_lab.Exception));
    }

    [Fact]
    public void A_missing_framebuffer_is_a_data_fault()
    {
        _lab.Run("REQ_RESOURCE fragment\nRUN_FRAGMENT\nWAIT 0xff");
        Assert.Equal((GpuException.DATA_INVALID_FAULT, 0UL, false), Shape(_lab.Exception));
    }

    [Fact]
    public void A_render_target_that_is_not_mapped_is_a_fault()
    {
        PlaceFramebuffer(width: 64, height: 32, 2, 256, 1);
        _lab.Write64(Input + 128 + 32, Unmapped);
        _lab.Run(Fragment(0, 0, 63, 31));
        Assert.Equal((GpuException.CS_BUS_FAULT, Unmapped, false), Shape(_lab.Host.Exceptions[0]));
    }

    private static (GpuException Type, ulong Info, bool IsFatal) Shape(CsHost.Exception exception) =>
        (exception.Type, exception.Info, exception.IsFatal);

    private static string Compute(ulong resources, ulong storage, int workgroups, ulong program = 0) =>
        $"""
        REQ_RESOURCE compute
        MOVE32 r0, #{(uint)resources}
        MOVE32 r1, #{(uint)(resources >> 32)}
        MOVE48 d16, #{program}
        MOVE32 r24, #{(uint)storage}
        MOVE32 r25, #{(uint)(storage >> 32)}
        MOVE32 r37, #{workgroups}
        MOVE32 r38, #1
        MOVE32 r39, #1
        RUN_COMPUTE
        WAIT 0x1
        """;

    private static string Fragment(int minX, int minY, int maxX, int maxY) =>
        $"""
        REQ_RESOURCE fragment
        MOVE48 d40, #{Input | 1}
        MOVE32 r42, #{minX | (minY << 16)}
        MOVE32 r43, #{maxX | (maxY << 16)}
        RUN_FRAGMENT
        WAIT 0x1
        """;

    private void PlaceFramebuffer(int width, int height, ulong format, uint stride, uint clear)
    {
        _lab.Write64(Input + 32, (uint)(width - 1) | ((ulong)(uint)(height - 1) << 16));
        ulong target = Input + 128;
        _lab.Write64(target, (1UL << 32) | (format << 40));
        _lab.Write64(target + 32, Output);
        _lab.Write64(target + 40, stride);
        _lab.Write64(target + 48, clear);
    }
}
