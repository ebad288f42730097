using Panthor.Driver.Device;
using Panthor.Driver.Scheduling;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>The words around a job, as Linux 7.2 writes them on a part with 96 registers.</summary>
public sealed class JobInstrsTests
{
    private static readonly JobCsParams s_job = new()
    {
        AddrReg = 92,
        ValReg = 94,
        SyncAddr = 0x7f_ffff_f010,
        TimesAddr = 0x7f_ffff_e040,
        CsStart = 0x4000_0040,
        CsSize = 0x128,
        LastFlush = 0x8012_3456,
        WaitallMask = 0xff,
    };

    [Fact]
    public void A_job_is_eleven_words_padded_to_two_cache_lines() => Assert.Equal(
        [
            0x025e_0000_8012_3456,
            0x2400_5e00_0000_0233,
            0x015c_0000_4000_0040,
            0x025e_0000_0000_0128,
            0x0300_0000_0001_0000,
            0x2000_5c5e_0000_0000,
            0x015c_007f_ffff_f010,
            0x015e_0000_0000_0001,
            0x0300_0000_00ff_0000,
            0x3300_5c5e_0000_0001,
            0x2f00_0000_0000_0000,
            0, 0, 0, 0, 0,
        ],
        Prepare(s_job));

    [Fact]
    public void Profiling_reads_the_counters_just_before_and_after_the_stream() => Assert.Equal(
        [
            0x025e_0000_8012_3456,
            0x2400_5e00_0000_0233,
            0x015c_007f_ffff_e040,
            0x2800_5c01_0000_0000,
            0x015e_007f_ffff_e050,
            0x2800_5e00_0000_0000,
            0x015c_0000_4000_0040,
            0x025e_0000_0000_0128,
            0x0300_0000_0001_0000,
            0x2000_5c5e_0000_0000,
            0x015c_007f_ffff_e048,
            0x2800_5c01_0000_0000,
            0x015e_007f_ffff_e058,
            0x2800_5e00_0000_0000,
            0x015c_007f_ffff_f010,
            0x015e_0000_0000_0001,
            0x0300_0000_00ff_0000,
            0x3300_5c5e_0000_0001,
            0x2f00_0000_0000_0000,
            0, 0, 0, 0, 0,
        ],
        Prepare(s_job with { ProfileMask = PanthorDeviceProfilingFlags.All }));

    [Theory]
    [InlineData(PanthorDeviceProfilingFlags.Disabled, 16u)]
    [InlineData(PanthorDeviceProfilingFlags.Cycles, 16u)]
    [InlineData(PanthorDeviceProfilingFlags.Timestamp, 16u)]
    [InlineData(PanthorDeviceProfilingFlags.All, 24u)]
    public void The_credits_of_a_job_are_its_words(PanthorDeviceProfilingFlags mask, uint credits) =>
        Assert.Equal(credits, JobInstrs.CalcCredits(mask));

    [Theory]
    [InlineData(4u << 10, 32u)]
    [InlineData(64u << 10, 512u)]
    public void There_are_profiling_slots_for_all_jobs_that_fit_into_the_ring_buffer(uint size, uint slots) =>
        Assert.Equal(slots, JobInstrs.CalcProfilingSlots(size));

    private static ulong[] Prepare(in JobCsParams p)
    {
        ulong[] buffer = new ulong[JobInstrs.MaxInstrsPerJob];
        return buffer[..JobInstrs.Prepare(p, buffer)];
    }
}
