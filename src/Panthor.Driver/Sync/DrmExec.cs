using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// Locks many objects without a fixed order (<c>struct drm_exec</c>): on contention it gives all locks back, takes the
/// contended one first, and the caller starts anew.
/// </summary>
/// <remarks>
/// <code>
/// while (exec.Cleanup())
/// {
///     KernelResult result = await exec.PrepareObjectAsync(buffer, 1);
///     if (exec.IsContended) continue;
///     if (!result.IsOk) break;
/// }
/// … use exec.Objects …
/// exec.Fini();
/// </code>
/// </remarks>
public sealed class DrmExec
{
    private readonly DmaFences _fences;
    private readonly DrmExecOptions _options;
    private readonly List<IDrmExecObject> _objects = [];
    private WwAcquireContext? _ticket;
    private IDrmExecObject? _contended;
    private IDrmExecObject? _prelocked;

    /// <summary>Nothing is locked yet (<c>drm_exec_init()</c>).</summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="options">How it locks.</param>
    public DrmExec(DmaFences fences, DrmExecOptions options)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
        _options = options;
    }

    /// <summary>
    /// The locked objects in the order in which they were locked (<c>drm_exec_for_each_locked_object()</c>).
    /// </summary>
    public IReadOnlyList<IDrmExecObject> Objects => _objects;

    /// <summary>Whether the loop has to start anew (<c>drm_exec_retry_on_contention()</c>).</summary>
    public bool IsContended => _contended is not null;

    /// <summary>How often everything had to be given back.</summary>
    public int Retries { get; private set; }

    /// <summary>Gives everything back (<c>drm_exec_fini()</c>).</summary>
    public void Fini()
    {
        UnlockAll();
        _contended?.Put();
        _contended = null;
        _ticket?.Fini();
        _ticket = null;
    }

    /// <summary>
    /// The condition of the loop (<c>drm_exec_until_all_locked()</c>, <c>drm_exec_cleanup()</c>): true at first and
    /// after a contention, whose locks it gives back; false when all is locked.
    /// </summary>
    public bool Cleanup()
    {
        if (_ticket is null)
        {
            _ticket = new WwAcquireContext(_fences);
            _ticket.Init();
            return true;
        }

        if (_contended is null)
        {
            DropPrelocked();
            _ticket.Done();
            return false;
        }

        Retries++;
        UnlockAll();
        return true;
    }

    /// <summary>Locks an object and takes a reference to it (<c>drm_exec_lock_obj()</c>).</summary>
    /// <param name="target">The object.</param>
    /// <param name="site">Where, for reports.</param>
    /// <returns>
    /// <see cref="Errno.EDEADLK"/> on contention, <see cref="Errno.EALREADY"/> if it is locked already and duplicates
    /// are not ignored, <see cref="Errno.ENOMEM"/>, <see cref="Errno.ERESTARTSYS"/>.
    /// </returns>
    public async KTask<KernelResult> LockObjectAsync(IDrmExecObject target, [CallerMemberName] string site = "")
    {
        ArgumentNullException.ThrowIfNull(target);
        KernelResult result = await LockContendedAsync(site);
        if (!result.IsOk)
        {
            return result;
        }

        if (ReferenceEquals(_prelocked, target))
        {
            _prelocked.Put();
            _prelocked = null;
        }
        else
        {
            bool interruptible = (_options & DrmExecOptions.InterruptibleWait) != 0;
            Errno errno = await target.Resv.LockAsync(Ticket, interruptible, site);
            if (errno == Errno.EDEADLK)
            {
                target.Get();
                _contended = target;
                return KernelResult.Fail(errno, "a reservation is held by an older transaction");
            }

            if (errno == Errno.EALREADY)
            {
                return (_options & DrmExecOptions.IgnoreDuplicates) != 0
                    ? KernelResult.Ok
                    : KernelResult.Fail(errno, "the object is locked already");
            }

            if (errno != Errno.None)
            {
                return errno;
            }
        }

        if (SyncFaultPoints.FailsToAllocate(_fences.Simulation, "drm_exec", out KernelResult failure))
        {
            target.Resv.Unlock(site);
            return failure;
        }

        target.Get();
        _objects.Add(target);
        return KernelResult.Ok;
    }

    /// <summary>Unlocks an object of this context (<c>drm_exec_unlock_obj()</c>).</summary>
    public void UnlockObject(IDrmExecObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        int index = _objects.LastIndexOf(target);
        if (index >= 0)
        {
            target.Resv.Unlock();
            _objects.RemoveAt(index);
            target.Put();
        }
    }

    /// <summary>Locks an object and reserves slots for fences (<c>drm_exec_prepare_obj()</c>).</summary>
    /// <param name="target">The object.</param>
    /// <param name="fenceCount">How many slots.</param>
    /// <param name="site">Where, for reports.</param>
    /// <returns>As <see cref="LockObjectAsync"/> and <see cref="DmaResv.ReserveFences"/>.</returns>
    public async KTask<KernelResult> PrepareObjectAsync(
        IDrmExecObject target, int fenceCount, [CallerMemberName] string site = "")
    {
        KernelResult result = await LockObjectAsync(target, site);
        if (!result.IsOk)
        {
            return result;
        }

        result = target.Resv.ReserveFences(fenceCount);
        if (!result.IsOk)
        {
            UnlockObject(target);
        }

        return result;
    }

    /// <summary>Prepares several objects, up to the first failure (<c>drm_exec_prepare_array()</c>).</summary>
    /// <param name="targets">The objects; with none, still the contended one is locked.</param>
    /// <param name="fenceCount">How many slots on each.</param>
    /// <param name="site">Where, for reports.</param>
    /// <returns>As <see cref="PrepareObjectAsync"/>.</returns>
    public async KTask<KernelResult> PrepareArrayAsync(
        ReadOnlyMemory<IDrmExecObject> targets, int fenceCount, [CallerMemberName] string site = "")
    {
        if (targets.IsEmpty)
        {
            return await LockContendedAsync(site);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            KernelResult result = await PrepareObjectAsync(targets.Span[i], fenceCount, site);
            if (!result.IsOk)
            {
                return result;
            }
        }

        return KernelResult.Ok;
    }

    private WwAcquireContext Ticket => _ticket
        ?? throw _fences.Simulation.Oops("drm_exec locks an object outside of drm_exec_until_all_locked");

    /// <summary>drm_exec_lock_contended.</summary>
    private async KTask<KernelResult> LockContendedAsync(string site)
    {
        if (_contended is not { } target)
        {
            return KernelResult.Ok;
        }

        _contended = null;
        bool interruptible = (_options & DrmExecOptions.InterruptibleWait) != 0;
        Errno errno = await target.Resv.LockSlowAsync(Ticket, interruptible, site);
        if (errno != Errno.None)
        {
            target.Put();
            return errno;
        }

        DropPrelocked();
        _prelocked = target;
        return KernelResult.Ok;
    }

    private void DropPrelocked()
    {
        if (_prelocked is { } target)
        {
            _prelocked = null;
            target.Resv.Unlock();
            target.Put();
        }
    }

    private void UnlockAll()
    {
        for (int i = _objects.Count - 1; i >= 0; i--)
        {
            IDrmExecObject target = _objects[i];
            target.Resv.Unlock();
            target.Put();
        }

        _objects.Clear();
        DropPrelocked();
    }
}
