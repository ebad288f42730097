namespace Panthor.Kernel;

/// <summary>
/// Read-copy-update: readers that wait for nobody, and others who wait until all of them are gone before they free what
/// those might look at. Readers may be preempted.
/// </summary>
public sealed class Rcu
{
    private readonly Simulation _simulation;
    private readonly WaitQueue _readersGone;
    private int _readers;

    internal Rcu(Simulation simulation)
    {
        _simulation = simulation;
        _readersGone = new WaitQueue(simulation, "rcu");
    }

    /// <summary>rcu_read_lock.</summary>
    public void ReadLock() => _readers++;

    /// <summary>rcu_read_unlock.</summary>
    public void ReadUnlock()
    {
        _simulation.Warn(_readers == 0, "rcu_read_unlock: nobody reads");
        _readers--;
        if (_readers == 0)
        {
            _readersGone.WakeUpAll();
        }
    }

    /// <summary>
    /// synchronize_rcu: waits until those who read now have ended. As any grace period it may take longer: here, until
    /// nobody reads.
    /// </summary>
    public KTask SynchronizeAsync()
    {
        _simulation.MightSleep();
        return _readers == 0
            ? KTask.Completed
            : _readersGone.WaitAsync(this, static rcu => rcu._readers == 0);
    }
}
