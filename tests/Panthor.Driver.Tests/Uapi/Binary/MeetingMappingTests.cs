using Panthor.Driver.Gem;
using Panthor.Driver.Uapi.User;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>A thread that waits in a page fault, while another changes the address space.</summary>
public sealed class MeetingMappingTests
{
    private const ulong Page = UserMemory.PageSize;

    [Fact]
    public void A_fault_that_comes_back_after_munmap_finds_nothing_and_touches_nothing()
    {
        using var lab = new IoctlLab();
        (PanthorGemObject buffer, ulong at, SimTask<KernelResult> reader) = StartFault(lab);
        lab.Ok("GEM_CLOSE", ("handle", 1));
        SimTask<KernelResult> unmap = lab.Test.Machine.Simulation.Spawn(
            "unmap", () => lab.Memory.UnmapAsync(at, 2 * Page));
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Null(lab.Memory.Find(at));
        buffer.Resv.Unlock();
        Assert.Equal(Errno.EFAULT, lab.Test.Machine.Simulation.RunToCompletion(reader).Errno);
        Assert.True(lab.Test.Machine.Simulation.RunToCompletion(unmap).IsOk);
        Assert.Equal(0, buffer.ReferenceCount);
        Assert.Equal(0, lab.Test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void A_fault_that_comes_back_after_a_split_goes_on_in_the_part()
    {
        using var lab = new IoctlLab();
        (PanthorGemObject buffer, ulong at, SimTask<KernelResult> reader) = StartFault(lab);
        SimTask<KernelResult> protect = lab.Test.Machine.Simulation.Spawn(
            "protect", () => lab.Memory.ProtectAsync(at + Page, Page, UserProtection.Read));
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(Page, lab.Memory.Find(at)!.Size);
        buffer.Resv.Unlock();
        Assert.True(lab.Test.Machine.Simulation.RunToCompletion(reader).IsOk);
        Assert.True(lab.Test.Machine.Simulation.RunToCompletion(protect).IsOk);
    }

    /// <summary>A reader of a mapped buffer without pages, which waits for the reservation that the test holds.</summary>
    private static (PanthorGemObject Buffer, ulong At, SimTask<KernelResult> Reader) StartFault(IoctlLab lab)
    {
        uint handle = lab.Test.NewBuffer(2 * Page);
        PanthorGemObject buffer = lab.File.LookUpBuffer(handle)!;
        buffer.Put();
        ulong at = lab.Test.Call(() => lab.File.MmapAsync(
            0,
            2 * Page,
            UserProtection.ReadWrite,
            UserMapFlags.Shared,
            FileTable.DeviceDescriptor,
            buffer.MmapOffset)).Value;
        Assert.True(buffer.Resv.TryLock());
        byte[] bytes = new byte[16];
        SimTask<KernelResult> reader = lab.Test.Machine.Simulation.Spawn(
            "reader", () => lab.Memory.CopyFromUserAsync(at, bytes));
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(reader.IsDone);
        return (buffer, at, reader);
    }
}
