using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Uapi.User.UserMapFlags;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// Mappings at a fixed address: what the kernel refuses by itself leaves what was there, what the driver refuses leaves a
/// gap. And buffers that were exported to be read only.
/// </summary>
public sealed class FixedMappingTests
{
    private const ulong Page = UserMemory.PageSize;
    private const UserProtection ReadWrite = UserProtection.ReadWrite;
    private const int Device = FileTable.DeviceDescriptor;

    [Fact]
    public void What_the_kernel_refuses_leaves_what_was_mapped()
    {
        using var lab = new IoctlLab();
        ulong at = Fill(lab);
        ulong offset = lab.File.BoMmapOffset(lab.Test.NewBuffer(Page)).Value;
        int event1 = lab.File.Files.Install(new EventFd(lab.Test.Machine.Simulation)).Value;
        int readOnly = lab.File.PrimeHandleToFd(1, flags: 0).Value;
        (Errno Errno, UserMapFlags Flags, int Fd, ulong Length, ulong Offset)[] cases =
        [
            (Errno.EINVAL, Shared, Device, Page, 1),
            (Errno.EBADF, Shared, 99, Page, 0),
            (Errno.EINVAL, Shared, Device, 0, offset),
            (Errno.ENOMEM, Shared, Device, ulong.MaxValue, offset),
            (Errno.EINVAL, None, Device, Page, offset),
            (Errno.EINVAL, Shared | Private, Device, Page, offset),
            (Errno.ENODEV, Shared, event1, Page, 0),
            (Errno.EACCES, Shared, readOnly, Page, 0),
            (Errno.ENOMEM, Private | Anonymous, -1, UserMemory.AnonymousLimit + 2 * Page, 0),
        ];
        foreach ((Errno errno, UserMapFlags flags, int fd, ulong length, ulong where) in cases)
        {
            Assert.Equal((flags, errno), (flags, Map(lab, at, length, ReadWrite, flags | Fixed, fd, where).Errno));
            Assert.Equal(Enumerable.Repeat((byte)5, (int)(2 * Page)), lab.Load(at, (int)(2 * Page)));
        }
    }

    [Fact]
    public void What_the_driver_refuses_leaves_a_gap_as_in_the_kernel()
    {
        using var lab = new IoctlLab();
        ulong offset = lab.File.BoMmapOffset(lab.Test.NewBuffer(Page)).Value;
        foreach ((UserMapFlags flags, ulong length) in ((UserMapFlags, ulong)[])[(Private, Page), (Shared, 2 * Page)])
        {
            ulong at = Fill(lab);
            Assert.Equal(Errno.EINVAL, Map(lab, at, length, ReadWrite, flags | Fixed, Device, offset).Errno);
            Assert.Null(lab.Memory.Find(at));
            Assert.Equal(length == Page, lab.Memory.Find(at + Page) is not null);
        }
    }

    [Theory]
    [InlineData(0x8000ul, 4096ul, Errno.None)]
    [InlineData(0x7000ul, 4096ul, Errno.EPERM)]
    [InlineData(0x7001ul, 4096ul, Errno.EINVAL)]
    [InlineData(0x8000ul, 0ul, Errno.EINVAL)]
    [InlineData((1ul << 48) - 4096, 4096ul, Errno.None)]
    [InlineData((1ul << 48) - 4096, 4097ul, Errno.ENOMEM)]
    [InlineData(1ul << 63, 4096ul, Errno.ENOMEM)]
    public void A_fixed_address_has_to_be_one_of_a_process(ulong address, ulong length, Errno expected)
    {
        using var lab = new IoctlLab();
        Assert.Equal(expected, Map(lab, address, length, ReadWrite, Private | Anonymous | Fixed).Errno);
    }

    [Fact]
    public void Memory_that_takes_the_place_of_other_memory_does_not_count_twice()
    {
        using var lab = new IoctlLab();
        const UserMapFlags Flags = Private | Anonymous;
        ulong at = Map(lab, 0, UserMemory.AnonymousLimit, ReadWrite, Flags).Value;
        Assert.Equal(Errno.ENOMEM, Map(lab, 0, 1, ReadWrite, Flags).Errno);
        Assert.Equal(at + Page, Map(lab, at + Page, 3 * Page, ReadWrite, Flags | Fixed).Value);
        Assert.Equal(
            Errno.ENOMEM, Map(lab, at + UserMemory.AnonymousLimit - Page, 2 * Page, ReadWrite, Flags | Fixed).Errno);
    }

    [Fact]
    public void A_buffer_that_was_exported_without_DRM_RDWR_can_only_be_read()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(2 * Page);
        int fd = (int)lab.Ok("PRIME_HANDLE_TO_FD", ("handle", handle))["fd"];
        Assert.Equal(Errno.EACCES, Map(lab, 0, Page, ReadWrite, Shared, fd).Errno);
        ulong at = Map(lab, 0, 2 * Page, UserProtection.Read, Shared, fd).Value;
        Assert.Equal(Errno.EACCES, lab.Test.Call(() => lab.Memory.ProtectAsync(at, Page, ReadWrite)).Errno);
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(at, Page)).IsOk);
        Assert.Equal(Errno.EACCES, lab.Test.Call(() => lab.Memory.ProtectAsync(at + Page, Page, ReadWrite)).Errno);

        // The first export decides until the buffer is shared by nobody any more.
        int again = (int)lab.Ok("PRIME_HANDLE_TO_FD", ("handle", handle), ("flags", 2))["fd"];
        Assert.Equal(Errno.EACCES, Map(lab, 0, Page, ReadWrite, Shared, again).Errno);
        uint other = lab.Test.NewBuffer(Page);
        int writable = (int)lab.Ok("PRIME_HANDLE_TO_FD", ("handle", other), ("flags", 2))["fd"];
        Assert.True(Map(lab, 0, Page, ReadWrite, Shared, writable).IsOk);
        Assert.False(((DmaBuf)lab.File.Files.Find(fd)!).IsWritable);
    }

    private static ulong Fill(IoctlLab lab)
    {
        ulong at = lab.Memory.MapAnonymous(2 * Page).Value;
        Assert.True(lab.Memory.Write(at, Enumerable.Repeat((byte)5, (int)(2 * Page)).ToArray()).IsOk);
        return at;
    }

    private static KernelResult<ulong> Map(
        IoctlLab lab,
        ulong address,
        ulong length,
        UserProtection protection,
        UserMapFlags flags,
        int fd = -1,
        ulong offset = 0) =>
        lab.Test.Call(() => lab.File.MmapAsync(address, length, protection, flags, fd, offset));
}
