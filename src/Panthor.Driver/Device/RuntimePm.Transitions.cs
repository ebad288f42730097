using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>The transitions between power and no power.</content>
public sealed partial class RuntimePm
{
    private bool IsInTransition => Status is RpmStatus.Resuming or RpmStatus.Suspending;

    private bool MaySuspend => RuntimeError == Errno.None && _disableDepth == 0 && UsageCount == 0;

    /// <summary>
    /// Takes the power away before the whole system sleeps, whoever uses the device
    /// (<c>pm_runtime_force_suspend()</c>). Until <see cref="ForceResumeAsync"/> the management is disabled.
    /// </summary>
    /// <returns>The error of the callback; then everything is as before.</returns>
    public async KTask<Errno> ForceSuspendAsync()
    {
        await DisableAsync();
        if (Status == RpmStatus.Suspended)
        {
            return Errno.None;
        }

        Errno result = await _suspend();
        if (result != Errno.None)
        {
            Enable();
            return result;
        }

        Status = RpmStatus.Suspended;
        _resumesNext = UsageCount > 0;
        return Errno.None;
    }

    /// <summary>
    /// Gives a device that was in use its power back when the system wakes up
    /// (<c>pm_runtime_force_resume()</c>).
    /// </summary>
    /// <returns>The error of the callback; then the device has no power.</returns>
    public async KTask<Errno> ForceResumeAsync()
    {
        Errno result = Errno.None;
        if (_resumesNext)
        {
            _resumesNext = false;
            result = await _resume();
            if (result == Errno.None)
            {
                Status = RpmStatus.Active;
                MarkLastBusy();
            }
        }

        Enable();
        return result;
    }

    // rpm_resume()
    private KTask<Errno> ResumeAsync()
    {
        if (RuntimeError != Errno.None)
        {
            return KTask.FromResult(Errno.EINVAL);
        }

        if (_disableDepth > 0)
        {
            return KTask.FromResult(Status == RpmStatus.Active ? Errno.None : Errno.EACCES);
        }

        return Status == RpmStatus.Active ? KTask.FromResult(Errno.None) : ResumeSuspendedAsync();
    }

    private async KTask<Errno> ResumeSuspendedAsync()
    {
        if (IsInTransition)
        {
            await WaitForTransitionAsync();
            return await ResumeAsync();
        }

        _wantsResume = false;
        Status = RpmStatus.Resuming;
        Errno result = await _resume();
        if (result == Errno.None)
        {
            Status = RpmStatus.Active;
            MarkLastBusy();
            _changed.WakeUpAll();
            RequestSuspend();
            return result;
        }

        Fail(result, RpmStatus.Suspended);
        return result;
    }

    // rpm_suspend() with RPM_ASYNC and RPM_AUTO. A timer that runs already is not moved: it looks again when it ends.
    private void RequestSuspend()
    {
        if (!MaySuspend || Status != RpmStatus.Active)
        {
            return;
        }

        if (AutosuspendDelay is { } delay && LastBusy + delay is var expires && expires > _simulation.Now)
        {
            if (!_timer.IsPending || _timer.Expires > expires)
            {
                _timer.Modify(expires - _simulation.Now);
            }

            return;
        }

        _queue.Queue(_work);
    }

    // pm_runtime_work()
    private async KTask WorkAsync()
    {
        if (_wantsResume)
        {
            await ResumeAsync();
        }
        else
        {
            await SuspendAsync(true);
        }
    }

    // rpm_suspend(), synchronous
    private async KTask SuspendAsync(bool auto)
    {
        await WaitForTransitionAsync();
        if (!MaySuspend || Status != RpmStatus.Active)
        {
            return;
        }

        if (auto && AutosuspendDelay is { } delay && LastBusy + delay > _simulation.Now)
        {
            RequestSuspend();
            return;
        }

        _timer.Delete();
        Status = RpmStatus.Suspending;
        Errno result = await _suspend();
        if (result == Errno.None)
        {
            Status = RpmStatus.Suspended;
            _changed.WakeUpAll();
        }
        else
        {
            Fail(result, RpmStatus.Active);
        }

        if (_wantsResume)
        {
            await ResumeAsync();
        }
    }

    private void Fail(Errno error, RpmStatus status)
    {
        if (error is not (Errno.EAGAIN or Errno.EBUSY))
        {
            RuntimeError = error;
        }

        Status = status;
        CancelPending();
        _changed.WakeUpAll();
    }

    private void CancelPending()
    {
        _wantsResume = false;
        _timer.Delete();
    }

    private KTask WaitForTransitionAsync() =>
        IsInTransition ? _changed.WaitAsync(this, static pm => !pm.IsInTransition) : KTask.Completed;
}
