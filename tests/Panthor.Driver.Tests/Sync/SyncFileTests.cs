using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class SyncFileTests
{
    [Fact]
    public void A_sync_file_keeps_its_fence_alive_and_tells_of_it()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewContext("queue").NewFence();
        SyncFile file = SyncFile.Create(fence);
        fence.Put();
        Assert.Equal("lab-queue1-1", file.UserName);
        Assert.False(file.Poll());
        SyncFileInfo pending = lab.Run(() => file.GetInfoAsync(1)).Value;
        Assert.Equal(0, pending.Status);
        Assert.Equal(new SyncFenceInfo("queue", "lab", 0, VirtualTime.Zero), Assert.Single(pending.Fences));
        lab.Simulation.RunFor(Duration.FromMicroseconds(3));
        fence.SetError(Errno.EIO);
        fence.Signal();
        Assert.True(file.Poll());
        SyncFileInfo failed = lab.Run(() => file.GetInfoAsync(4)).Value;
        Assert.Equal(-(int)Errno.EIO, failed.Status);
        Assert.Equal(3000, failed.Fences[0].Timestamp.Nanoseconds);
        file.Put();
    }

    [Fact]
    public void Merged_files_stand_for_the_fences_of_both()
    {
        using FenceLab lab = new();
        DmaFence first = lab.NewFence();
        DmaFence second = lab.NewFence();
        SyncFile a = SyncFile.Create(first);
        SyncFile b = SyncFile.Create(second);
        SyncFile merged = a.Merge(new string('n', 40), b).Value;
        Assert.Equal(new string('n', 31), merged.UserName);
        Assert.Equal(2, lab.Run(() => merged.GetInfoAsync(0)).Value.FenceCount);
        Assert.Empty(lab.Run(() => merged.GetInfoAsync(0)).Value.Fences);
        Assert.Equal(Errno.EINVAL, lab.Run(() => merged.GetInfoAsync(1)).Errno);
        first.Signal();
        Assert.Equal(0, lab.Run(() => merged.GetInfoAsync(2)).Value.Status);
        second.Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(1, lab.Run(() => merged.GetInfoAsync(2)).Value.Status);
        first.Put();
        second.Put();
        a.Put();
        b.Put();
        merged.Put();
    }

    [Fact]
    public void Wrong_arguments_are_refused_as_the_kernel_does()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        SyncFile file = SyncFile.Create(fence);
        EventFd other = new(lab.Simulation);
        Assert.Equal(Errno.EINVAL, file.Merge("m", file, flags: 1).Errno);
        Assert.Equal(Errno.EINVAL, file.Merge("m", file, pad: 1).Errno);
        Assert.Equal(Errno.ENOENT, file.Merge("m", other).Errno);
        Assert.Equal(Errno.ENOENT, file.Merge("m", null).Errno);
        Assert.Equal(Errno.EINVAL, lab.Run(() => file.GetInfoAsync(1, flags: 1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Run(() => file.GetInfoAsync(1, pad: 1)).Errno);
        Assert.Null(SyncFile.GetFence(other));
        Assert.Null(SyncFile.GetFence(null));
        fence.Signal();
        fence.Put();
        file.Put();
        other.Put();
    }
}
