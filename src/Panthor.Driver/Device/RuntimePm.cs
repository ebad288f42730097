using System;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// Runtime power management of one device, as the kernel's core does it: users are counted; the first one brings the
/// power back, the last one leaves it on until the device was of no use for the autosuspend delay.
/// </summary>
/// <remarks>
/// C: drivers/base/power/runtime.c. An error of a callback other than EAGAIN or EBUSY stays
/// (<see cref="RuntimeError"/>): nothing works until the driver says what state the device is in.
/// </remarks>
public sealed partial class RuntimePm
{
    private readonly Simulation _simulation;
    private readonly Func<KTask<Errno>> _suspend;
    private readonly Func<KTask<Errno>> _resume;
    private readonly WaitQueue _changed;
    private readonly Workqueue _queue;
    private readonly Work _work;
    private readonly Timer _timer;
    private int _disableDepth = 1;
    private bool _wantsResume;
    private bool _resumesNext;

    /// <summary>A device without power, whose management is disabled at first (<c>pm_runtime_init()</c>).</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="suspend">Takes the power away (<c>runtime_suspend</c>).</param>
    /// <param name="resume">Brings it back (<c>runtime_resume</c>).</param>
    public RuntimePm(Simulation simulation, Func<KTask<Errno>> suspend, Func<KTask<Errno>> resume)
    {
        _simulation = simulation;
        _suspend = suspend;
        _resume = resume;
        _changed = new WaitQueue(simulation, "power.wait_queue");
        _queue = new Workqueue(simulation, "pm", WorkqueueKind.Unbound);
        _work = new Work(simulation, "pm_runtime_work", WorkAsync);
        _timer = new Timer(simulation, "power.suspend_timer", RequestSuspend);
    }

    /// <summary>Where the device stands (<c>runtime_status</c>).</summary>
    public RpmStatus Status { get; private set; } = RpmStatus.Suspended;

    /// <summary>How many users keep the power on (<c>usage_count</c>).</summary>
    public int UsageCount { get; private set; }

    /// <summary>The error of a callback that stays until the driver deals with it (<c>runtime_error</c>).</summary>
    public Errno RuntimeError { get; private set; }

    /// <summary>When the device was of use last (<c>last_busy</c>).</summary>
    public VirtualTime LastBusy { get; private set; }

    /// <summary>How long a device without users keeps its power; null: not at all (<c>autosuspend_delay</c>).</summary>
    public Duration? AutosuspendDelay { get; private set; }

    /// <summary>True while the device may be touched (<c>pm_runtime_active()</c>).</summary>
    public bool IsActive => Status == RpmStatus.Active || _disableDepth > 0;

    /// <summary>Starts the management (<c>pm_runtime_enable()</c>); calls undo a disable each.</summary>
    public void Enable()
    {
        if (!_simulation.Warn(_disableDepth == 0, "Unbalanced pm_runtime_enable!"))
        {
            _disableDepth--;
        }
    }

    /// <summary>
    /// Waits for a transition under way, then stops the management: the state stays as it is
    /// (<c>pm_runtime_disable()</c>).
    /// </summary>
    public async KTask DisableAsync()
    {
        if (_disableDepth++ == 0)
        {
            CancelPending();
            await _work.CancelSyncAsync();
            await WaitForTransitionAsync();
        }
    }

    /// <summary>Sets the delay and uses it (<c>pm_runtime_use_autosuspend()</c>).</summary>
    public void UseAutosuspend(Duration delay) => AutosuspendDelay = delay;

    /// <summary>The next suspend happens at once (<c>pm_runtime_dont_use_autosuspend()</c>).</summary>
    public void DontUseAutosuspend() => AutosuspendDelay = null;

    /// <summary>The device was of use just now (<c>pm_runtime_mark_last_busy()</c>).</summary>
    public void MarkLastBusy() => LastBusy = _simulation.Now;

    /// <summary>
    /// One user more, waits until the device has power (<c>pm_runtime_resume_and_get()</c>).
    /// </summary>
    /// <returns>
    /// The error of the callback; EINVAL after an earlier error, EACCES while the management is disabled and the device
    /// has no power. Then there is no user more.
    /// </returns>
    public async KTask<Errno> ResumeAndGetAsync()
    {
        Errno result = await GetSyncAsync();
        if (result != Errno.None)
        {
            UsageCount--;
        }

        return result;
    }

    /// <summary>As <see cref="ResumeAndGetAsync"/>, but the user stays after an error (<c>pm_runtime_get_sync()</c>).</summary>
    public KTask<Errno> GetSyncAsync()
    {
        UsageCount++;
        return ResumeAsync();
    }

    /// <summary>One user more; the power comes back by and by (<c>pm_runtime_get()</c>).</summary>
    public void Get()
    {
        UsageCount++;
        if (Status != RpmStatus.Active && _disableDepth == 0 && RuntimeError == Errno.None)
        {
            _wantsResume = true;
            _queue.Queue(_work);
        }
    }

    /// <summary>
    /// One user more if the device has power and is not losing it (<c>pm_runtime_get_if_active()</c>).
    /// </summary>
    /// <returns>False if not, or if the management is disabled.</returns>
    public bool TryGetIfActive()
    {
        bool isActive = Status == RpmStatus.Active && _disableDepth == 0;
        UsageCount += isActive ? 1 : 0;
        return isActive;
    }

    /// <summary>One user more, nothing else (<c>pm_runtime_get_noresume()</c>).</summary>
    public void GetNoResume() => UsageCount++;

    /// <summary>One user less, nothing else (<c>pm_runtime_put_noidle()</c>).</summary>
    public void PutNoIdle() => Release();

    /// <summary>One user less; the last one lets the power go when the delay is over (<c>pm_runtime_put()</c>).</summary>
    public void Put()
    {
        if (Release())
        {
            RequestSuspend();
        }
    }

    /// <summary>As <see cref="Put"/>, with the delay from now on (<c>pm_runtime_put_autosuspend()</c>).</summary>
    public void PutAutosuspend()
    {
        MarkLastBusy();
        Put();
    }

    /// <summary>
    /// One user less; the last one takes the power away at once (<c>pm_runtime_put_sync_suspend()</c>).
    /// </summary>
    public async KTask PutSyncSuspendAsync()
    {
        if (Release())
        {
            await SuspendAsync(false);
        }
    }

    /// <summary>
    /// The driver says that the device has no power, which clears an error (<c>pm_runtime_set_suspended()</c>).
    /// </summary>
    public void SetSuspended()
    {
        if (RuntimeError != Errno.None || _disableDepth > 0)
        {
            Status = RpmStatus.Suspended;
            RuntimeError = Errno.None;
        }
    }

    /// <summary>Ends the management and its worker (<c>pm_runtime_remove()</c>).</summary>
    public async KTask RemoveAsync()
    {
        await DisableAsync();
        await _queue.DestroyAsync();
    }

    private bool Release()
    {
        if (_simulation.Warn(UsageCount == 0, "Runtime PM usage count underflow!"))
        {
            return false;
        }

        return --UsageCount == 0;
    }
}
