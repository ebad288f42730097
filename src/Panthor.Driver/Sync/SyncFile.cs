using System;
using System.Collections.Generic;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>A fence as a file (<c>struct sync_file</c>).</summary>
public sealed class SyncFile : AnonFile
{
    private const int NameSize = 32;

    private readonly string _userName;

    private SyncFile(DmaFence fence, string userName)
        : base(fence.Simulation, "sync_file")
    {
        Fence = fence;
        _userName = userName;
    }

    /// <summary>The fence; <see cref="GetFence"/> gives it with a reference.</summary>
    public DmaFence Fence { get; }

    /// <summary>
    /// The name that a merge was given, else one made of the fence's (<c>sync_file_get_name()</c>):
    /// "panthor-queue7-42".
    /// </summary>
    public string UserName => _userName.Length != 0
        ? _userName
        : Truncate($"{Fence.DriverName}-{Fence.TimelineName}{Fence.Context}-{unchecked((long)Fence.Seqno)}");

    /// <summary>Makes a file of a fence (<c>sync_file_create()</c>); takes its own reference to the fence.</summary>
    public static SyncFile Create(DmaFence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);
        return new SyncFile(fence.Get(), "");
    }

    /// <summary>
    /// The fence of a file, with a reference (<c>sync_file_get_fence()</c>); null if it is no sync file.
    /// </summary>
    public static DmaFence? GetFence(IOpenFile? file) => (file as SyncFile)?.Fence.Get();

    /// <summary>A file for this fence and another's together (<c>SYNC_IOC_MERGE</c>).</summary>
    /// <param name="name">Its name; 31 bytes of it count.</param>
    /// <param name="other">The other file.</param>
    /// <param name="flags">Must be zero.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for flags or padding, <see cref="Errno.ENOENT"/> if the other is no sync file.
    /// </returns>
    public KernelResult<SyncFile> Merge(string name, IOpenFile? other, uint flags = 0, uint pad = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (flags != 0 || pad != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} and pad 0x{pad:x} must be 0");
        }

        if (other is not SyncFile second)
        {
            return KernelResult.Fail(Errno.ENOENT, $"the second file is not a sync file: {other?.Name ?? "not open"}");
        }

        DmaFence merged = DmaFenceUnwrap.Merge(Fence.Fences, Fence, second.Fence);
        return new SyncFile(merged, Truncate(name));
    }

    /// <summary>Whether the fence is signalled (<c>poll()</c>); also has its issuer told that somebody waits.</summary>
    public bool Poll()
    {
        Fence.EnableSwSignaling();
        return Fence.IsSignaled();
    }

    /// <summary>What is in the file (<c>SYNC_IOC_FILE_INFO</c>).</summary>
    /// <param name="room">How many fences the caller has room for; 0 asks for their number only.</param>
    /// <param name="flags">Must be zero.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns><see cref="Errno.EINVAL"/> for flags or padding, or too little room.</returns>
    public async KTask<KernelResult<SyncFileInfo>> GetInfoAsync(uint room, uint flags = 0, uint pad = 0)
    {
        if (flags != 0 || pad != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} and pad 0x{pad:x} must be 0");
        }

        List<SyncFenceInfo> fences = [];
        int status = 1;
        for (DmaFence? fence = DmaFenceUnwrap.First(Fence, out DmaFenceUnwrap cursor); fence is not null;
             fence = cursor.Next())
        {
            SyncFenceInfo info = await DescribeAsync(fence);
            fences.Add(info);
            status = status <= 0 ? status : info.Status;
        }

        if (room == 0)
        {
            return new SyncFileInfo(UserName, Fence.GetStatus(), fences.Count, []);
        }

        return room < fences.Count
            ? KernelResult.Fail(Errno.EINVAL, $"there is room for {room} fences, but the file has {fences.Count}")
            : new SyncFileInfo(UserName, status, fences.Count, fences);
    }

    private protected override void Release() => Fence.Put();

    private static async KTask<SyncFenceInfo> DescribeAsync(DmaFence fence)
    {
        string timeline = await fence.ReadTimelineNameAsync();
        string driver = fence.DriverName;
        int status = fence.GetStatus();
        VirtualTime timestamp = status != 0 ? fence.Timestamp : VirtualTime.Zero;
        return new SyncFenceInfo(Truncate(timeline), Truncate(driver), status, timestamp);
    }

    private static string Truncate(string name) => name.Length < NameSize ? name : name[..(NameSize - 1)];
}
