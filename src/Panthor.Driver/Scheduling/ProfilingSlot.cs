namespace Panthor.Driver.Scheduling;

/// <summary>Where the measures of a job lie in its slot (<c>struct panthor_job_profiling_data</c>).</summary>
internal static class ProfilingSlot
{
    public const uint CyclesBefore = 0;
    public const uint CyclesAfter = 8;
    public const uint TimeBefore = 16;
    public const uint TimeAfter = 24;

    /// <summary>Bytes of a slot.</summary>
    public const uint Size = 32;
}
