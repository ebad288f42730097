using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Power management: how the GPU loses its power and gets it back.</content>
public sealed partial class PanthorDevice
{
    private static readonly Duration s_autosuspendDelay = Duration.FromMilliseconds(50);

    private bool _recoveryNeeded;

    /// <summary>Runtime power management of the device.</summary>
    public RuntimePm Pm { get; }

    /// <summary>Where the GPU stands (<c>pm.state</c>).</summary>
    public PanthorDevicePmState PmState { get; private set; }

    /// <summary>
    /// One user more; waits until the GPU has power (<c>panthor_device_resume_and_get()</c>). After a resume that
    /// failed, the next try starts from a device without power.
    /// </summary>
    /// <returns>The error that kept the GPU from coming back; then there is no user more.</returns>
    public async KTask<Errno> ResumeAndGetAsync()
    {
        Errno result = await Pm.ResumeAndGetAsync();
        if (result != Errno.None && _recoveryNeeded)
        {
            _recoveryNeeded = false;
            Pm.SetSuspended();
        }

        return result;
    }

    /// <summary>One user more, without waiting (<c>pm_runtime_get()</c>).</summary>
    public void PmGet() => Pm.Get();

    /// <summary>One user less (<c>pm_runtime_put()</c>).</summary>
    public void PmPut() => Pm.Put();

    /// <summary>
    /// One user less; the last one leaves the power on for a while (<c>pm_runtime_put_autosuspend()</c>).
    /// </summary>
    public void PmPutAutosuspend() => Pm.PutAutosuspend();

    /// <summary>The device was of use just now: the while begins anew (<c>pm_runtime_mark_last_busy()</c>).</summary>
    public void PmMarkLastBusy() => Pm.MarkLastBusy();

    /// <summary>The whole system sleeps, and the device with it.</summary>
    public bool IsSystemSuspended { get; private set; }

    /// <summary>Puts the device to sleep with the whole system, whoever uses it.</summary>
    /// <returns>EBUSY if it sleeps already; the error of the driver. Then everything is as before.</returns>
    /// <remarks>
    /// C: pm_runtime_force_suspend, the system sleep handler that DEFINE_RUNTIME_DEV_PM_OPS installs. Before it the
    /// kernel freezes the freezable workqueues; and user processes, which is left to the caller: the device does not
    /// know them.
    /// </remarks>
    public async KTask<Errno> SystemSuspendAsync()
    {
        if (IsSystemSuspended)
        {
            return Errno.EBUSY;
        }

        IsSystemSuspended = true;
        await FreezeAsync();
        Errno result = await Pm.ForceSuspendAsync();
        IsSystemSuspended = result == Errno.None;
        if (!IsSystemSuspended)
        {
            Thaw();
        }

        return result;
    }

    /// <summary>Wakes the device up with the system: at once if it was in use, else when it is needed.</summary>
    /// <returns>EINVAL if the system does not sleep; the error of the driver, then the device has no power.</returns>
    /// <remarks>C: pm_runtime_force_resume.</remarks>
    public async KTask<Errno> SystemResumeAsync()
    {
        if (!IsSystemSuspended)
        {
            return Errno.EINVAL;
        }

        Errno result = await Pm.ForceResumeAsync();
        IsSystemSuspended = false;
        Thaw();
        return result;
    }

    private async KTask FreezeAsync()
    {
        if (_hasFreezableQueues)
        {
            await Scheduler.Wq.FreezeAsync();
            await ResetQueue.FreezeAsync();
        }
    }

    private void Thaw()
    {
        if (_hasFreezableQueues)
        {
            Scheduler.Wq.Thaw();
            ResetQueue.Thaw();
        }
    }

    // panthor_device_resume()
    private async KTask<Errno> ResumeAsync()
    {
        if (PmState != PanthorDevicePmState.Suspended)
        {
            return Errno.EINVAL;
        }

        SetPmState(PanthorDevicePmState.Resuming);
        Platform.Power.TurnOn();
        Devfreq.Resume();
        Errno result = Errno.None;
        if (_isInitialized && TryEnter())
        {
            result = await ResumeBlocksAsync();
            if (result == Errno.None)
            {
                Scheduler.Resume();
            }

            Exit();
        }

        if (result != Errno.None)
        {
            Platform.Power.TurnOff();
            SetPmState(PanthorDevicePmState.Suspended);
            _recoveryNeeded = true;
            return result;
        }

        SetPmState(PanthorDevicePmState.Active);
        return Errno.None;
    }

    // The power went with a reset pending: everything starts anew. So it does when the firmware does not go on where it
    // was halted.
    private async KTask<Errno> ResumeBlocksAsync()
    {
        if (IsResetPending)
        {
            IsFastReset = false;
            IsResetPending = false;
        }

        Errno result = await ResumeHwComponentsAsync();
        if (result != Errno.None && IsFastReset)
        {
            Log.Error("Fast reset failed, trying a slow reset");
            IsFastReset = false;
            result = await ResumeHwComponentsAsync();
        }

        return result;
    }

    // panthor_device_resume_hw_components()
    private async KTask<Errno> ResumeHwComponentsAsync()
    {
        await Gpu.ResumeAsync();
        await Mmu.ResumeAsync();
        Errno result = await Fw.PostResetAsync();
        if (result != Errno.None)
        {
            await Mmu.SuspendAsync();
            await Gpu.SuspendAsync();
        }

        return result;
    }

    // panthor_device_suspend()
    private async KTask<Errno> SuspendAsync()
    {
        if (PmState != PanthorDevicePmState.Active)
        {
            return Errno.EINVAL;
        }

        SetPmState(PanthorDevicePmState.Suspending);
        if (_isInitialized && TryEnter())
        {
            await _resetWork.CancelSyncAsync();
            await Scheduler.SuspendAsync();
            await Fw.PreResetAsync(onHang: false);
            if (_hasFreezableQueues)
            {
                // What waits in a frozen queue would run when the system is awake, whether the device is or not.
                await Scheduler.CancelEventsAsync();
            }

            await Mmu.SuspendAsync();
            await Gpu.SuspendAsync();
            Exit();
        }

        Platform.Power.TurnOff();
        SetPmState(PanthorDevicePmState.Suspended);
        return Errno.None;
    }

    private void SetPmState(PanthorDevicePmState state)
    {
        PmState = state;
        Simulation.Events.Record(DeviceEvents.PmState, (ulong)state);
    }
}
