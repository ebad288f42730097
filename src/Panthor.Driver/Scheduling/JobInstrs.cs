using System;
using Panthor.Driver.Device;

namespace Panthor.Driver.Scheduling;

/// <summary>
/// The words that the kernel writes to the ring buffer for a job: flush, call the user's stream, wait for all that it
/// began, signal.
/// </summary>
internal static class JobInstrs
{
    /// <summary>Words of a job at most (<c>MAX_INSTRS_PER_JOB</c>).</summary>
    public const int MaxInstrsPerJob = 24;

    /// <summary>Words of a cache line: a job always is a number of whole lines.</summary>
    private const int InstrsPerCacheLine = 64 / sizeof(ulong);

    private const ulong Move48 = 1ul << 56;
    private const ulong Move32 = 2ul << 56;
    private const ulong Wait = 3ul << 56;
    private const ulong Call = 32ul << 56;
    private const ulong FlushCache2 = 36ul << 56;
    private const ulong StoreState = 40ul << 56;
    private const ulong ErrorBarrier = 47ul << 56;
    private const ulong SyncAdd64 = 51ul << 56;

    // Clean and invalidate L2 and load/store caches, invalidate the others; signals scoreboard slot 0.
    private const ulong FlushAll = 0x233;
    private const ulong WaitSlot0 = 1ul << 16;
    private const ulong StateTimestamp = 0ul << 32;
    private const ulong StateCycles = 1ul << 32;
    private const ulong PropagateError = 1;

    /// <summary>Writes the words of a job.</summary>
    /// <param name="p">What they depend on.</param>
    /// <param name="buffer">Room for <see cref="MaxInstrsPerJob"/> words.</param>
    /// <returns>How many words, the zeroes at the end included.</returns>
    /// <remarks>C: prepare_job_instrs.</remarks>
    public static int Prepare(in JobCsParams p, Span<ulong> buffer)
    {
        int count = 0;
        buffer[count++] = Move32 | (p.ValReg << 48) | p.LastFlush;
        buffer[count++] = FlushCache2 | (p.ValReg << 40) | FlushAll;
        count = Sample(p, ProfilingSlot.CyclesBefore, ProfilingSlot.TimeBefore, buffer, count);
        buffer[count++] = Move48 | (p.AddrReg << 48) | p.CsStart;
        buffer[count++] = Move32 | (p.ValReg << 48) | p.CsSize;
        buffer[count++] = Wait | WaitSlot0;
        buffer[count++] = Call | (p.AddrReg << 40) | (p.ValReg << 32);
        count = Sample(p, ProfilingSlot.CyclesAfter, ProfilingSlot.TimeAfter, buffer, count);
        buffer[count++] = Move48 | (p.AddrReg << 48) | p.SyncAddr;
        buffer[count++] = Move48 | (p.ValReg << 48) | 1;
        buffer[count++] = Wait | ((ulong)p.WaitallMask << 16);
        buffer[count++] = SyncAdd64 | (p.AddrReg << 40) | (p.ValReg << 32) | PropagateError;
        buffer[count++] = ErrorBarrier;
        while (count % InstrsPerCacheLine != 0)
            buffer[count++] = 0;
        return count;
    }

    /// <summary>How many words of the ring buffer a job takes.</summary>
    /// <remarks>C: calc_job_credits.</remarks>
    public static uint CalcCredits(PanthorDeviceProfilingFlags profileMask)
    {
        Span<ulong> buffer = stackalloc ulong[MaxInstrsPerJob];
        return (uint)Prepare(new JobCsParams { ProfileMask = profileMask }, buffer);
    }

    /// <summary>How many profiled jobs a ring buffer can hold.</summary>
    /// <remarks>C: calc_profiling_ringbuf_num_slots.</remarks>
    public static uint CalcProfilingSlots(uint ringbufSize)
    {
        uint bytes = sizeof(ulong) * Math.Min(
            CalcCredits(PanthorDeviceProfilingFlags.Cycles), CalcCredits(PanthorDeviceProfilingFlags.Timestamp));
        return (ringbufSize + bytes - 1) / bytes;
    }

    private static int Sample(in JobCsParams p, uint cycles, uint time, Span<ulong> buffer, int count)
    {
        if ((p.ProfileMask & PanthorDeviceProfilingFlags.Cycles) != 0)
        {
            buffer[count++] = Move48 | (p.AddrReg << 48) | (p.TimesAddr + cycles);
            buffer[count++] = StoreState | (p.AddrReg << 40) | StateCycles;
        }

        if ((p.ProfileMask & PanthorDeviceProfilingFlags.Timestamp) != 0)
        {
            buffer[count++] = Move48 | (p.ValReg << 48) | (p.TimesAddr + time);
            buffer[count++] = StoreState | (p.ValReg << 40) | StateTimestamp;
        }

        return count;
    }
}
