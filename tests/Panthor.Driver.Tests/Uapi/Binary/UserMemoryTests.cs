using System;
using System.Linq;
using System.Text;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.User;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

public sealed class UserMemoryTests
{
    private const UserProtection ReadWrite = UserProtection.ReadWrite;

    [Fact]
    public void Anonymous_memory_is_zero_and_lies_below_what_was_mapped_before()
    {
        using var lab = new IoctlLab();
        ulong first = lab.Memory.MapAnonymous(1).Value;
        ulong second = lab.Memory.MapAnonymous(4097).Value;
        Assert.Equal(UserMemory.MmapBase - 4096, first);
        Assert.Equal(first - 8192, second);
        Assert.All(lab.Load(second, 8192 + 4096), b => Assert.Equal(0, b));
    }

    [Fact]
    public void A_hole_is_filled_again()
    {
        using var lab = new IoctlLab();
        ulong first = lab.Memory.MapAnonymous(4096).Value;
        ulong second = lab.Memory.MapAnonymous(4096).Value;
        lab.Memory.MapAnonymous(4096);
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(second, 4096)).IsOk);
        Assert.Equal(second, lab.Memory.MapAnonymous(4096).Value);
        Assert.Equal(first - 3 * 4096, lab.Memory.MapAnonymous(4096).Value);
    }

    [Fact]
    public void Bytes_before_the_first_that_cannot_be_written_are_written()
    {
        using var lab = new IoctlLab();
        ulong address = lab.Memory.MapAnonymous(8192).Value;
        Assert.True(lab.Test.Call(() => lab.Memory.ProtectAsync(address + 4096, 4096, UserProtection.Read)).IsOk);
        byte[] bytes = Enumerable.Repeat((byte)7, 16).ToArray();
        Assert.Equal(Errno.EFAULT, lab.Test.Call(() => lab.Memory.CopyToUserAsync(address + 4088, bytes)).Errno);
        Assert.Equal([7, 7, 7, 7, 7, 7, 7, 7, 0, 0], lab.Load(address + 4088, 10));
    }

    [Fact]
    public void A_page_in_the_middle_can_be_taken_out()
    {
        using var lab = new IoctlLab();
        ulong address = lab.Memory.MapAnonymous(3 * 4096).Value;
        Assert.True(lab.Memory.Write(address, Enumerable.Repeat((byte)9, 3 * 4096).ToArray()).IsOk);
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(address + 4096, 1)).IsOk);
        Assert.Equal(2, lab.Memory.Regions.Count);
        Assert.Equal(9, lab.Load(address + 8192, 1)[0]);
        byte[] byteIn = new byte[1];
        Assert.Equal(Errno.EFAULT, lab.Test.Call(() => lab.Memory.CopyFromUserAsync(address + 4096, byteIn)).Errno);
    }

    [Theory]
    [InlineData(0x1001ul, 4096ul, Errno.EINVAL)]
    [InlineData(0x1000ul, 0ul, Errno.EINVAL)]
    [InlineData(0x1000ul, ulong.MaxValue, Errno.EINVAL)]
    [InlineData(1ul << 48, 4096ul, Errno.EINVAL)]
    [InlineData(0x1000ul, 4096ul, Errno.None)] // nothing is there
    public void Unmapping_wants_pages_of_a_process(ulong address, ulong length, Errno expected)
    {
        using var lab = new IoctlLab();
        Assert.Equal(expected, lab.Test.Call(() => lab.Memory.UnmapAsync(address, length)).Errno);
    }

    [Fact]
    public void There_is_a_limit_to_anonymous_memory_but_no_price_for_what_is_not_touched()
    {
        using var lab = new IoctlLab();
        Assert.True(lab.Memory.MapAnonymous(UserMemory.AnonymousLimit).IsOk);
        Assert.Equal(Errno.ENOMEM, lab.Memory.MapAnonymous(1).Errno);
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(lab.Memory.Regions[0].Start, 4096)).IsOk);
        Assert.True(lab.Memory.MapAnonymous(1).IsOk);
    }

    [Fact]
    public void A_text_may_end_right_before_a_page_that_is_not_mapped()
    {
        using var lab = new IoctlLab();
        ulong address = lab.Memory.MapAnonymous(4096).Value;
        Assert.True(lab.Memory.Write(address + 4092, "abc\0"u8).IsOk);
        Assert.Equal("abc"u8.ToArray(), lab.Test.Call(() => lab.Memory.CopyStringFromUserAsync(address + 4092, 64)).Value);
        Assert.True(lab.Memory.Write(address + 4092, "abcd"u8).IsOk);
        Assert.Equal(
            Errno.EFAULT, lab.Test.Call(() => lab.Memory.CopyStringFromUserAsync(address + 4092, 64)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Test.Call(() => lab.Memory.CopyStringFromUserAsync(address + 4092, 4)).Errno);
    }

    [Theory]
    [InlineData(8u, Errno.None)]
    [InlineData(16u, Errno.None)]
    [InlineData(24u, Errno.None)]
    [InlineData(32u, Errno.E2BIG)]
    [InlineData(5000u, Errno.EFAULT)]
    public void A_structure_that_the_client_knows_more_or_less_of(uint size, Errno expected)
    {
        using var lab = new IoctlLab();
        ulong address = lab.Memory.MapAnonymous(4096).Value;
        Assert.True(lab.Memory.Write(address, Enumerable.Repeat((byte)1, 16).ToArray()).IsOk);
        Assert.True(lab.Memory.Write(address + 24, new byte[] { (byte)(size == 32 ? 1 : 0) }).IsOk);
        byte[] known = Enumerable.Repeat((byte)0xcc, 16).ToArray();
        Assert.Equal(
            expected, lab.Test.Call(() => lab.Memory.CopyStructFromUserAsync(known, address, size)).Errno);
        if (expected == Errno.None)
        {
            int given = (int)Math.Min(size, 16);
            Assert.Equal(Enumerable.Repeat((byte)1, given).Concat(new byte[16 - given]), known);
        }
    }

    [Theory]
    [InlineData(0ul, UserMapFlags.Shared, 0ul, Errno.EINVAL)] // no bytes
    [InlineData(4096ul, UserMapFlags.None, 0ul, Errno.EINVAL)] // neither shared nor private
    [InlineData(4096ul, UserMapFlags.Private, 0ul, Errno.EINVAL)] // copies on write
    [InlineData(4096ul, UserMapFlags.Shared, 1ul, Errno.EINVAL)] // offset within a page
    [InlineData(4096ul, UserMapFlags.Shared, 4096ul, Errno.EINVAL)] // no buffer starts there
    [InlineData(12288ul, UserMapFlags.Shared, 0ul, Errno.EINVAL)] // longer than the buffer
    [InlineData(ulong.MaxValue, UserMapFlags.Shared, 0ul, Errno.ENOMEM)]
    [InlineData(8192ul, UserMapFlags.Shared, 0ul, Errno.None)]
    public void Mapping_a_buffer_has_its_rules(ulong length, UserMapFlags flags, ulong further, Errno expected)
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(8192);
        ulong offset = lab.File.BoMmapOffset(handle).Value + further;
        Assert.Equal(expected, lab.Test.Call(() => lab.File.MmapAsync(
            0, length, ReadWrite, flags, FileTable.DeviceDescriptor, offset)).Errno);
    }

    [Fact]
    public void Two_mappings_of_a_buffer_show_the_same_bytes_and_keep_it_alive()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(8192);
        ulong offset = lab.File.BoMmapOffset(handle).Value;
        ulong one = Map(lab, offset, 8192, ReadWrite);
        ulong other = Map(lab, offset, 4096, UserProtection.Read);
        Assert.True(lab.File.GemClose(handle).IsOk);
        byte[] bytes = "through the other mapping"u8.ToArray();
        Assert.True(lab.Test.Call(() => lab.Memory.CopyToUserAsync(one + 100, bytes)).IsOk);
        Assert.Equal(bytes, lab.Load(other + 100, bytes.Length));
        Assert.Equal(Errno.EFAULT, lab.Test.Call(() => lab.Memory.CopyToUserAsync(other, bytes)).Errno);

        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(one, 4096)).IsOk);
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(other, 4096)).IsOk);
        Assert.NotEqual(0, lab.Test.Machine.Board.Memory.CountOf(PageUse.Buffer));
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(one + 4096, 4096)).IsOk);
        Assert.Equal(0, lab.Test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void The_process_that_ends_takes_its_mappings_along()
    {
        using var lab = new IoctlLab();
        DrmFile client = lab.Open(DrmNode.Render);
        uint handle = lab.Test.Call(() => client.BoCreateAsync(4096, 0, 0)).Value.Handle;
        ulong offset = client.BoMmapOffset(handle).Value;
        Assert.True(lab.Test.Call(() => client.MmapAsync(
            0, 4096, ReadWrite, UserMapFlags.Shared, FileTable.DeviceDescriptor, offset)).IsOk);
        PanthorGemObject buffer = client.Buffers.Single().Value;
        lab.Close(client);
        Assert.Equal((0, 0), (buffer.MmapCount, buffer.ReferenceCount));
    }

    [Fact]
    public void The_flush_id_page_shows_the_register_and_can_only_be_read()
    {
        using var lab = new IoctlLab();
        const ulong Offset = PanthorDrm.DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET;
        ulong page = Map(lab, Offset, 4096, UserProtection.Read);
        uint before = BitConverter.ToUInt32(lab.Load(page, 4));
        lab.Test.Call(() => lab.Test.Device.Gpu.FlushCachesAsync(1, 1, 1));
        Assert.Equal(before + 1, BitConverter.ToUInt32(lab.Load(page, 4)));
        byte[] word = new byte[4];
        Assert.Equal(Errno.EFAULT, lab.Test.Call(() => lab.Memory.CopyToUserAsync(page, word)).Errno);
        Assert.Equal(
            Errno.EACCES, lab.Test.Call(() => lab.Memory.ProtectAsync(page, 4096, UserProtection.ReadWrite)).Errno);
    }

    [Theory]
    [InlineData(0ul, 4096ul, UserProtection.ReadWrite, UserMapFlags.Shared)]
    [InlineData(0ul, 4096ul, UserProtection.Read | UserProtection.Execute, UserMapFlags.Shared)]
    [InlineData(0ul, 8192ul, UserProtection.Read, UserMapFlags.Shared)]
    [InlineData(0ul, 4096ul, UserProtection.Read, UserMapFlags.Private)]
    [InlineData(4096ul, 4096ul, UserProtection.Read, UserMapFlags.Shared)]
    public void The_flush_id_page_is_mapped_in_one_way_alone(
        ulong further, ulong length, UserProtection protection, UserMapFlags flags)
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EINVAL, lab.Test.Call(() => lab.File.MmapAsync(
            0,
            length,
            protection,
            flags,
            FileTable.DeviceDescriptor,
            PanthorDrm.DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET + further)).Errno);
    }

    [Fact]
    public void SET_USER_MMIO_OFFSET_moves_the_flush_id_page()
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EINVAL, lab.Call("SET_USER_MMIO_OFFSET", ("offset", 1ul << 44)).Errno);
        lab.Ok("SET_USER_MMIO_OFFSET", ("offset", 1ul << 43));
        Map(lab, 1ul << 43, 4096, UserProtection.Read);
        Assert.Equal(Errno.EINVAL, lab.Test.Call(() => lab.File.MmapAsync(
            0, 4096, UserProtection.Read, UserMapFlags.Shared, FileTable.DeviceDescriptor, 1ul << 56)).Errno);
    }

    [Fact]
    public void A_fixed_address_replaces_what_was_there()
    {
        using var lab = new IoctlLab();
        ulong address = lab.Memory.MapAnonymous(3 * 4096).Value;
        Assert.True(lab.Memory.Write(address, Enumerable.Repeat((byte)5, 3 * 4096).ToArray()).IsOk);
        const UserMapFlags Flags = UserMapFlags.Private | UserMapFlags.Anonymous | UserMapFlags.Fixed;
        Assert.Equal(
            address + 4096, lab.Test.Call(() => lab.File.MmapAsync(address + 4096, 4096, ReadWrite, Flags)).Value);
        Assert.Equal([5, 0], lab.Load(address + 4095, 2));
        Assert.Equal(Errno.EPERM, lab.Test.Call(() => lab.File.MmapAsync(0, 4096, ReadWrite, Flags)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Test.Call(() => lab.File.MmapAsync(address + 1, 4096, ReadWrite, Flags)).Errno);
    }

    [Fact]
    public void A_shared_buffer_is_mapped_by_its_descriptor_and_other_files_cannot_be()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(8192);
        int fd = lab.File.PrimeHandleToFd(handle).Value;
        Assert.Equal(4, fd);
        ulong address = lab.Test.Call(
            () => lab.File.MmapAsync(0, 4096, ReadWrite, UserMapFlags.Shared, fd, 4096)).Value;
        byte[] bytes = Encoding.ASCII.GetBytes("second page");
        Assert.True(lab.Test.Call(() => lab.Memory.CopyToUserAsync(address, bytes)).IsOk);
        ulong whole = Map(lab, lab.File.BoMmapOffset(handle).Value, 8192, UserProtection.Read);
        Assert.Equal(bytes, lab.Load(whole + 4096, bytes.Length));

        Assert.Equal(Errno.EINVAL, MmapErrno(lab, fd, 8192));
        Assert.Equal(Errno.EBADF, MmapErrno(lab, fd + 1, 0));
        uint syncobj = lab.File.Syncobjs.Create().Value;
        int other = lab.File.Files.Install(lab.File.Syncobjs.HandleToFile(syncobj).Value).Value;
        Assert.Equal(Errno.ENODEV, MmapErrno(lab, other, 0));
    }

    [Fact]
    public void The_heap_gives_blocks_out_and_takes_them_back()
    {
        using var lab = new IoctlLab();
        UserHeap heap = lab.File.Heap;
        ulong one = heap.Allocate(100).Value;
        ulong two = heap.Allocate(1).Value;
        Assert.Equal(112ul, two - one);
        heap.Free(one);
        Assert.Equal(one, heap.Allocate(112).Value);
        heap.Free(one);
        heap.Free(two);
        Assert.Equal(one, heap.Allocate(60000).Value);
        Assert.Equal(1, heap.BlockCount);
        Assert.Throws<ArgumentException>(() => heap.Free(one + 16));
        Assert.Equal(Errno.ENOMEM, heap.Allocate(UserHeap.Limit).Errno);
        Assert.Equal(Errno.ENOMEM, heap.Allocate(ulong.MaxValue).Errno);
    }

    private static ulong Map(IoctlLab lab, ulong offset, ulong length, UserProtection protection)
    {
        KernelResult<ulong> address = lab.Test.Call(() => lab.File.MmapAsync(
            0, length, protection, UserMapFlags.Shared, FileTable.DeviceDescriptor, offset));
        Assert.True(address.IsOk, address.ToString());
        return address.Value;
    }

    private static Errno MmapErrno(IoctlLab lab, int fd, ulong offset) => lab.Test.Call(
        () => lab.File.MmapAsync(0, 4096, ReadWrite, UserMapFlags.Shared, fd, offset)).Errno;
}
