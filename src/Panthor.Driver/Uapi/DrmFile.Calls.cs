using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>What all requests pass on their way to a handler, those in binary and those with typed arguments.</content>
public sealed partial class DrmFile
{
    /// <summary>
    /// Makes a request with typed arguments as <c>ioctl()</c> makes one in binary: of an open client, of a device that is
    /// there. If the client closes meanwhile, what belongs to it is released at the end of the request.
    /// </summary>
    /// <param name="handler">The handler: a method of this client or of its <see cref="Syncobjs"/>.</param>
    /// <returns>
    /// <see cref="Errno.EBADF"/> if the client is closed, <see cref="Errno.ENODEV"/> if the device has gone,
    /// <see cref="Errno.EINTR"/> if a signal interrupted the handler; else what the handler returns.
    /// </returns>
    public KTask<KernelResult> CallAsync(Func<KTask<KernelResult>> handler) =>
        CallAsync(handler, static refusal => refusal, Interrupted);

    /// <inheritdoc cref="CallAsync(Func{KTask{KernelResult}})"/>
    public KTask<KernelResult<T>> CallAsync<T>(Func<KTask<KernelResult<T>>> handler) =>
        CallAsync(
            handler,
            static refusal => refusal,
            static result => result.IsOk ? result : Interrupted(result.WithoutValue()));

    /// <summary>Makes a request whose handler returns a number of things that were done besides its result.</summary>
    /// <inheritdoc cref="CallAsync(Func{KTask{KernelResult}})"/>
    public KTask<(KernelResult Result, int Executed)> CallAsync(
        Func<KTask<(KernelResult Result, int Executed)>> handler) =>
        CallAsync<(KernelResult Result, int Executed)>(
            handler, static refusal => (refusal, 0), static outcome => (Interrupted(outcome.Result), outcome.Executed));

    /// <summary>Makes a request whose handler cannot sleep.</summary>
    /// <inheritdoc cref="CallAsync(Func{KTask{KernelResult}})"/>
    public KernelResult Call(Func<KernelResult> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return CanCall(out KernelResult refusal) ? handler() : refusal;
    }

    /// <inheritdoc cref="Call(Func{KernelResult})"/>
    public KernelResult<T> Call<T>(Func<KernelResult<T>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return CanCall(out KernelResult refusal) ? handler() : refusal;
    }

    private async KTask<T> CallAsync<T>(Func<KTask<T>> handler, Func<KernelResult, T> refuse, Func<T, T> end)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (!CanCall(out KernelResult refusal))
        {
            return refuse(refusal);
        }

        _inFlight++;
        T result = await handler();
        if (--_inFlight == 0 && !IsOpen)
        {
            await ReleaseAsync();
        }

        return end(result);
    }

    private static KernelResult Interrupted(KernelResult result) => result.Errno == Errno.ERESTARTSYS
        ? KernelResult.Fail(Errno.EINTR, result.Check ?? "a signal interrupted the request")
        : result;
}
