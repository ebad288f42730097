using System;
using System.Collections.Generic;
using Panthor.Driver.JobScheduling;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Turns what a call waits for and signals into what the driver takes.</summary>
internal static class SyncOperations
{
    /// <summary>The sync operations of a call.</summary>
    /// <param name="wait">What it waits for.</param>
    /// <param name="signal">What it signals.</param>
    /// <param name="client">Whose the call is.</param>
    /// <param name="operation">The ioctl, for messages.</param>
    /// <param name="check">Refuses objects that were destroyed.</param>
    /// <exception cref="ErrnoException">An object belongs to another client, or a timeline is to be signalled without a
    /// point. What a wrong handle means is the driver's to say.</exception>
    public static List<DrmPanthorSyncOp> ToUapi(
        IEnumerable<GpuSyncPoint> wait,
        IEnumerable<GpuSyncPoint> signal,
        GpuClient client,
        string operation,
        Func<GpuSyncObject, GpuSyncObject> check)
    {
        List<DrmPanthorSyncOp> syncs = [];
        foreach (GpuSyncPoint point in wait)
        {
            syncs.Add(DrmPanthorSyncOp.Wait(Find(point.SyncObject, client, operation, check).Handle, point.Point));
        }

        foreach (GpuSyncPoint point in signal)
        {
            GpuSyncObject sync = Find(point.SyncObject, client, operation, check);
            if (point.Point == 0 && !sync.IsReference && sync.IsTimeline)
            {
                throw new ErrnoException(
                    Errno.EINVAL, operation, $"{sync} is a timeline: which point is signalled? As in $sync.At(1)")
                {
                    Target = sync,
                };
            }

            syncs.Add(DrmPanthorSyncOp.Signal(sync.Handle, point.Point));
        }

        return syncs;
    }

    private static GpuSyncObject Find(
        GpuSyncObject sync, GpuClient client, string operation, Func<GpuSyncObject, GpuSyncObject> check)
    {
        if (sync.IsReference)
        {
            return client.FindSyncObject(sync.Handle) ?? sync;
        }

        if (sync.Client == client)
        {
            return check(sync);
        }

        string owners = $"{sync} belongs to {sync.Client.Beside(client)}, the call to {client.Beside(sync.Client)}";
        throw new ErrnoException(Errno.EINVAL, operation, owners) { Target = sync };
    }
}
