using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>How busy the GPU is, for whoever chooses its clock rate (<c>panthor_devfreq.c</c>).</summary>
/// <remarks>The clock of the simulated GPU is fixed: only the accounting is there, no governor.</remarks>
public sealed class PanthorDevfreq
{
    private static readonly LockClass s_lock = new("panthor_devfreq.lock");

    private readonly Simulation _simulation;
    private readonly SpinLock _lock;
    private VirtualTime _lastUpdate;
    private Duration _busy;
    private Duration _idle;
    private bool _isBusy;

    internal PanthorDevfreq(Simulation simulation, long coreClockHz)
    {
        _simulation = simulation;
        _lock = new SpinLock(simulation, s_lock);
        Frequency = coreClockHz;
        Reset();
    }

    /// <summary>Rate of the clock "core", in hertz (<c>panthor_devfreq_get_freq()</c>).</summary>
    public long Frequency { get; }

    /// <summary>The GPU has work from now on (<c>panthor_devfreq_record_busy()</c>).</summary>
    public void RecordBusy() => Record(true);

    /// <summary>The GPU has nothing to do from now on (<c>panthor_devfreq_record_idle()</c>).</summary>
    public void RecordIdle() => Record(false);

    /// <summary>
    /// How long the GPU was busy since the last call, and how long that is ago
    /// (<c>panthor_devfreq_get_dev_status()</c>).
    /// </summary>
    public (Duration Busy, Duration Total) TakeStatus()
    {
        _lock.Lock();
        UpdateUtilization();
        (Duration Busy, Duration Total) status = (_busy, _busy + _idle);
        Reset();
        _lock.Unlock();
        return status;
    }

    /// <summary>Starts to count anew when the power is back (<c>panthor_devfreq_resume()</c>).</summary>
    internal void Resume() => Reset();

    private void Record(bool busy)
    {
        _lock.Lock();
        UpdateUtilization();
        _isBusy = busy;
        _lock.Unlock();
    }

    private void UpdateUtilization()
    {
        Duration since = _simulation.Now - _lastUpdate;
        if (_isBusy)
        {
            _busy += since;
        }
        else
        {
            _idle += since;
        }

        _lastUpdate = _simulation.Now;
    }

    private void Reset()
    {
        _busy = Duration.Zero;
        _idle = Duration.Zero;
        _lastUpdate = _simulation.Now;
    }
}
