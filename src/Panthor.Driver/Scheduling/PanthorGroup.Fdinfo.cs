using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <content>What the group has used of the GPU.</content>
public sealed partial class PanthorGroup
{
    private readonly SpinLock _fdinfoLock;
    private ulong _cycles;
    private ulong _time;

    /// <summary>Adds what a job has used.</summary>
    /// <param name="cycles">GPU cycles.</param>
    /// <param name="time">Ticks of the system counter.</param>
    /// <remarks>C: update_fdinfo_stats.</remarks>
    internal void AddUsage(ulong cycles, ulong time)
    {
        _fdinfoLock.Lock();
        _cycles += cycles;
        _time += time;
        _fdinfoLock.Unlock();
    }

    /// <summary>Takes what the jobs have used since it was last asked.</summary>
    /// <remarks>C: a part of panthor_fdinfo_gather_group_samples.</remarks>
    internal PanthorGpuUsage TakeUsage()
    {
        _tracked.AssertAlive("panthor_fdinfo_gather_group_samples");
        _fdinfoLock.Lock();
        PanthorGpuUsage usage = new(_cycles, _time);
        _cycles = 0;
        _time = 0;
        _fdinfoLock.Unlock();
        return usage;
    }
}
