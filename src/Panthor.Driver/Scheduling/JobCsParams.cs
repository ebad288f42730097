using Panthor.Driver.Device;

namespace Panthor.Driver.Scheduling;

/// <summary>What the words around a job depend on (<c>struct panthor_job_cs_params</c>).</summary>
internal readonly record struct JobCsParams
{
    /// <summary>What is measured.</summary>
    public PanthorDeviceProfilingFlags ProfileMask { get; init; }

    /// <summary>First register of a pair for addresses; also for the cycle counter.</summary>
    public ulong AddrReg { get; init; }

    /// <summary>First register of a pair for values; also for the timestamp.</summary>
    public ulong ValReg { get; init; }

    /// <summary>GPU address of the queue's syncobj.</summary>
    public ulong SyncAddr { get; init; }

    /// <summary>GPU address of the job's profiling slot.</summary>
    public ulong TimesAddr { get; init; }

    /// <summary>GPU address of the user's stream.</summary>
    public ulong CsStart { get; init; }

    /// <summary>Bytes of the user's stream.</summary>
    public ulong CsSize { get; init; }

    /// <summary>The flush ID with which the user's stream was built.</summary>
    public uint LastFlush { get; init; }

    /// <summary>All scoreboard slots.</summary>
    public uint WaitallMask { get; init; }
}
