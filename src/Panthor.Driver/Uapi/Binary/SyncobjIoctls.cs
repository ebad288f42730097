using System;
using System.Buffers.Binary;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using static Panthor.Driver.Uapi.Binary.DrmLayouts;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>The ioctls of syncobjs in binary (<c>drm_syncobj_*_ioctl()</c>).</summary>
internal static class SyncobjIoctls
{
    public static KTask<KernelResult> Create(DrmFile file, IoctlData data)
    {
        KernelResult<uint> handle = file.Syncobjs.Create(data.U32(SyncobjCreate.Flags));
        if (handle.IsOk)
        {
            data.Set(SyncobjCreate.Handle, handle.Value);
        }

        return KTask.FromResult(handle.WithoutValue());
    }

    public static KTask<KernelResult> Destroy(DrmFile file, IoctlData data) =>
        KTask.FromResult(file.Syncobjs.Destroy(data.U32(SyncobjDestroy.Handle), data.U32(SyncobjDestroy.Pad)));

    public static KTask<KernelResult> HandleToFd(DrmFile file, IoctlData data)
    {
        KernelResult<AnonFile> made = file.Syncobjs.HandleToFile(
            data.U32(SyncobjHandle.Handle),
            data.U32(SyncobjHandle.Flags),
            data.U64(SyncobjHandle.Point),
            data.U32(SyncobjHandle.Pad));
        if (!made.IsOk)
        {
            return KTask.FromResult(made.WithoutValue());
        }

        KernelResult<int> fd = file.Files.Install(made.Value);
        if (fd.IsOk)
        {
            data.Set(SyncobjHandle.Fd, fd.Value);
        }
        else
        {
            made.Value.Put();
        }

        return KTask.FromResult(fd.WithoutValue());
    }

    public static KTask<KernelResult> FdToHandle(DrmFile file, IoctlData data)
    {
        KernelResult<uint> handle = file.Syncobjs.FileToHandle(
            file.Files.Find(data.S32(SyncobjHandle.Fd)),
            data.U32(SyncobjHandle.Flags),
            data.U32(SyncobjHandle.Handle),
            data.U64(SyncobjHandle.Point),
            data.U32(SyncobjHandle.Pad));
        if (handle.IsOk)
        {
            data.Set(SyncobjHandle.Handle, handle.Value);
        }

        return KTask.FromResult(handle.WithoutValue());
    }

    public static KTask<KernelResult> TransferAsync(DrmFile file, IoctlData data) => file.Syncobjs.TransferAsync(
        data.U32(SyncobjTransfer.DstHandle),
        data.U64(SyncobjTransfer.DstPoint),
        data.U32(SyncobjTransfer.SrcHandle),
        data.U64(SyncobjTransfer.SrcPoint),
        data.U32(SyncobjTransfer.Flags),
        data.U32(SyncobjTransfer.Pad));

    public static async KTask<KernelResult> WaitAsync(DrmFile file, IoctlData data)
    {
        uint count = data.U32(SyncobjWait.CountHandles);
        KernelResult<uint> first = await file.Syncobjs.WaitAsync(
            Numbers<uint>(file, data.U64(SyncobjWait.Handles), count),
            data.S64(SyncobjWait.TimeoutNsec),
            data.U32(SyncobjWait.Flags));
        if (first.IsOk && count != 0)
        {
            data.Set(SyncobjWait.FirstSignaled, first.Value);
        }

        return first.WithoutValue();
    }

    public static async KTask<KernelResult> TimelineWaitAsync(DrmFile file, IoctlData data)
    {
        uint count = data.U32(SyncobjTimelineWait.CountHandles);
        KernelResult<uint> first = await file.Syncobjs.TimelineWaitAsync(
            Numbers<uint>(file, data.U64(SyncobjTimelineWait.Handles), count),
            OptionalNumbers<ulong>(file, data.U64(SyncobjTimelineWait.Points), count),
            data.S64(SyncobjTimelineWait.TimeoutNsec),
            data.U32(SyncobjTimelineWait.Flags));
        if (first.IsOk && count != 0)
        {
            data.Set(SyncobjTimelineWait.FirstSignaled, first.Value);
        }

        return first.WithoutValue();
    }

    public static KTask<KernelResult> ResetAsync(DrmFile file, IoctlData data) => file.Syncobjs.ResetAsync(
        Numbers<uint>(file, data.U64(SyncobjArray.Handles), data.U32(SyncobjArray.CountHandles)),
        data.U32(SyncobjArray.Pad));

    public static KTask<KernelResult> SignalAsync(DrmFile file, IoctlData data) => file.Syncobjs.SignalAsync(
        Numbers<uint>(file, data.U64(SyncobjArray.Handles), data.U32(SyncobjArray.CountHandles)),
        data.U32(SyncobjArray.Pad));

    public static KTask<KernelResult> TimelineSignalAsync(DrmFile file, IoctlData data)
    {
        uint count = data.U32(SyncobjTimelineArray.CountHandles);
        return file.Syncobjs.TimelineSignalAsync(
            Numbers<uint>(file, data.U64(SyncobjTimelineArray.Handles), count),
            OptionalNumbers<ulong>(file, data.U64(SyncobjTimelineArray.Points), count),
            data.U32(SyncobjTimelineArray.Flags));
    }

    public static async KTask<KernelResult> QueryAsync(DrmFile file, IoctlData data)
    {
        uint count = data.U32(SyncobjTimelineArray.CountHandles);
        KernelResult<ulong[]> points = await file.Syncobjs.QueryAsync(
            Numbers<uint>(file, data.U64(SyncobjTimelineArray.Handles), count),
            data.U32(SyncobjTimelineArray.Flags));
        if (!points.IsOk)
        {
            return points.WithoutValue();
        }

        byte[] bytes = new byte[points.Value.Length * sizeof(ulong)];
        for (int i = 0; i < points.Value.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), points.Value[i]);
        }

        return await file.Memory.CopyToUserAsync(data.U64(SyncobjTimelineArray.Points), bytes);
    }

    public static KTask<KernelResult> Eventfd(DrmFile file, IoctlData data) => KTask.FromResult(file.Syncobjs.AddEvent(
        data.U32(SyncobjEventfd.Handle),
        data.U64(SyncobjEventfd.Point),
        file.Files.Find(data.S32(SyncobjEventfd.Fd)),
        data.U32(SyncobjEventfd.Flags),
        data.U32(SyncobjEventfd.Pad)));

    private static UserArray<T> Numbers<T>(DrmFile file, ulong address, uint count)
        where T : unmanaged => new(new NumberArraySource<T>(file, address, count));

    private static UserArray<T> OptionalNumbers<T>(DrmFile file, ulong address, uint count)
        where T : unmanaged => address == 0 ? default : Numbers<T>(file, address, count);
}
