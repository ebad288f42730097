using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// A client with fences of another device, which a test signals when it likes (as <c>sw_sync</c> does): they come in as
/// sync files.
/// </summary>
internal sealed class SyncLab : IDisposable
{
    private const uint ImportSyncFile = 1;

    private static readonly LockClass s_lock = new("test_sw_sync.lock");

    private readonly List<DmaFence> _fences = [];

    public IoctlLab Lab { get; } = new();

    public Simulation Simulation => Lab.Test.Machine.Simulation;

    public uint NewSyncobj() => (uint)Lab.Ok("SYNCOBJ_CREATE")["handle"];

    /// <summary>A fence that nobody has signalled.</summary>
    public DmaFence NewFence()
    {
        DmaFence fence = new DmaFenceContext(Lab.Test.Device.Fences, "sw_sync", "test", s_lock).NewFence();
        _fences.Add(fence);
        return fence;
    }

    /// <summary>Gives a syncobj a fence, or a point of a timeline.</summary>
    public DmaFence Submit(uint syncobj, ulong point = 0, DmaFence? fence = null)
    {
        fence ??= NewFence();
        int fd = Lab.File.Files.Install(SyncFile.Create(fence)).Value;
        uint target = point == 0 ? syncobj : NewSyncobj();
        Lab.Ok("SYNCOBJ_FD_TO_HANDLE", ("fd", fd), ("flags", ImportSyncFile), ("handle", target));
        if (point != 0)
        {
            Lab.Ok("SYNCOBJ_TRANSFER", ("src_handle", target), ("dst_handle", syncobj), ("dst_point", point));
            Lab.Ok("SYNCOBJ_DESTROY", ("handle", target));
        }

        Lab.File.Files.Close(fd);
        return fence;
    }

    public ulong Query(uint syncobj)
    {
        ulong room = Lab.Store(new byte[8]);
        Lab.Ok("SYNCOBJ_QUERY", ("handles", new[] { syncobj }), ("points", room));
        return BitConverter.ToUInt64(Lab.Load(room, 8));
    }

    /// <summary>Waits; with <paramref name="points"/> for points of timelines.</summary>
    public Errno Wait(uint[] syncobjs, ulong[]? points, uint flags, long timeout) => points is null
        ? Lab.Call("SYNCOBJ_WAIT", ("handles", syncobjs), ("flags", flags), ("timeout_nsec", timeout)).Errno
        : Lab.Call(
            "SYNCOBJ_TIMELINE_WAIT",
            ("handles", syncobjs),
            ("points", points),
            ("flags", flags),
            ("timeout_nsec", timeout)).Errno;

    /// <summary>Starts a wait in a thread of its own.</summary>
    public (SimTask<KernelResult> Task, UapiArgument Argument) StartWait(
        uint[] syncobjs, ulong[]? points, uint flags, long timeout)
    {
        UapiRequest request = UapiRequests.Find(points is null ? "SYNCOBJ_WAIT" : "SYNCOBJ_TIMELINE_WAIT")!;
        var fields = IoctlLab.Fields(("handles", syncobjs), ("flags", flags), ("timeout_nsec", timeout));
        if (points is not null)
        {
            fields.Add("points", points);
        }

        UapiArgument argument = UapiEncoder.Encode(Lab.File, request.Struct!, fields);
        return (Simulation.Spawn("wait", () => Lab.File.IoctlAsync(request.Number, argument.Bytes)), argument);
    }

    public void Dispose()
    {
        foreach (DmaFence fence in _fences)
        {
            if (!fence.IsSignaled())
            {
                fence.Signal();
            }

            fence.Put();
        }

        Lab.Dispose();
    }
}
