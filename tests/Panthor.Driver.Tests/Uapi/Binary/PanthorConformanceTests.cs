using System.Collections;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>What IGT's tests of panthor expect, through the binary interface; each test tells which of them it is.</summary>
public sealed class PanthorConformanceTests
{
    private const ulong Kilo = 1024;
    private const ulong Mega = 1024 * Kilo;
    private const ulong Va = 2 * Mega;
    private const uint NoSuch = 0xdead_beef;
    private const uint Unmap = 1u << 28;

    // panthor_query: query.
    [Fact]
    public void The_GPU_has_an_id()
    {
        using var lab = new IoctlLab();
        ulong room = lab.Store(new byte[112]);
        lab.Ok("DEV_QUERY", ("type", 0), ("size", 112), ("pointer", room));
        Assert.NotEqual(new byte[4], lab.Load(room, 4));
    }

    // panthor_gem: bo_create, bo_create_round_size, bo_mmap_offset, bo_mmap_offset_invalid_handle, bo_zeroed.
    [Fact]
    public void A_buffer_has_a_handle_whole_pages_an_offset_and_zeros()
    {
        using var lab = new IoctlLab();
        Assert.NotEqual(0ul, lab.Ok("BO_CREATE", ("size", 4096))["handle"]);
        IoctlAnswer odd = lab.Ok("BO_CREATE", ("size", 5000));
        Assert.Equal(8192ul, odd["size"]);
        ulong offset = lab.Ok("BO_MMAP_OFFSET", ("handle", odd["handle"]))["offset"];
        Assert.NotEqual(0ul, offset);
        IoctlAnswer none = lab.Call("BO_MMAP_OFFSET", ("handle", NoSuch));
        Assert.Equal((Errno.ENOENT, 0ul), (none.Errno, none["offset"]));
        ulong address = lab.Test.Call(() => lab.File.MmapAsync(
            0, 8192, UserProtection.ReadWrite, UserMapFlags.Shared, FileTable.DeviceDescriptor, offset)).Value;
        Assert.Equal(new byte[8192], lab.Load(address, 8192));
        lab.Ok("GEM_CLOSE", ("handle", odd["handle"]));
    }

    // panthor_group: group_create. group_submit is the scenario "make groups, submit jobs and wait for them".
    [Fact]
    public void A_group_is_made_and_destroyed_before_its_VM()
    {
        using var lab = new ArgumentLab();
        ulong vm = lab.Lab.Ok("VM_CREATE")["id"];
        ulong group = lab.CallWith("GROUP_CREATE", "vm_id", vm)["group_handle"];
        Assert.Equal((2ul, 2ul), (vm, group));
        lab.Lab.Ok("GROUP_DESTROY", ("group_handle", group));
        lab.Lab.Ok("VM_DESTROY", ("id", vm));
    }

    // panthor_vm: vm_create_destroy, vm_destroy_invalid, vm_bind, vm_unbind, vm_unbind_invalid_address.
    [Fact]
    public void A_VM_is_made_bound_unbound_and_destroyed()
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EINVAL, lab.Call("VM_DESTROY", ("id", NoSuch)).Errno);
        Assert.NotEqual(0ul, lab.Ok("VM_CREATE")["id"]);
        lab.Ok("BO_CREATE", ("size", 4096));
        Assert.Equal(Errno.EINVAL, Bind(lab, ("flags", Unmap), ("bo_handle", 1), ("va", 4096), ("size", 4096)));
        Assert.Equal(Errno.None, Bind(lab, ("bo_handle", 1), ("va", 4096), ("size", 4096)));
        Assert.Single(lab.Mapped(1));
        Assert.Equal(Errno.None, Bind(lab, ("flags", Unmap), ("va", 4096), ("size", 4096)));
        Assert.Empty(lab.Mapped(1));
        Assert.Equal(Errno.None, Bind(lab, ("flags", Unmap), ("va", 4096), ("size", 4096)));
        lab.Ok("VM_DESTROY", ("id", 1));
    }

    /// <summary>
    /// Huge pages that are unmapped in whole or in part: size of the buffer, offset and size of the map, then offsets and
    /// sizes of unmaps, all from 2 MiB on; nothing but what was unmapped goes.
    /// </summary>
    // panthor_vm: vm_unbind_identical_hugepage_single, _single_partial, _multiple, _offset; vm_unbind_hugepage_leftaligned,
    // _rightaligned, _superset, _subset, _successive.
    [Theory]
    [InlineData(2 * Mega, 0, 2 * Mega, 0L, 2 * Mega)]
    [InlineData(4 * Mega, 0, 4 * Mega, 0L, 4 * Mega)]
    [InlineData(6 * Mega, 0, 6 * Mega, 0L, 6 * Mega)]
    [InlineData(6 * Mega, 2 * Mega, 4 * Mega, 0L, 6 * Mega)]
    [InlineData(4 * Mega, 0, 4 * Mega, 0L, 8 * Kilo)]
    [InlineData(4 * Mega, 0, 4 * Mega, (long)(4 * Mega - 8 * Kilo), 8 * Kilo)]
    [InlineData(2 * Mega, 0, 2 * Mega, -(long)Mega, 5 * Mega)]
    [InlineData(4 * Mega, 0, 4 * Mega, (long)Mega, 8 * Kilo, (long)(2 * Mega + 4 * Kilo), 8 * Kilo)]
    [InlineData(
        6 * Mega, 0, 6 * Mega, 0x1f_c000L, 0x20_8000ul, 0x1f_c000L, 0x20_8000ul, 0L, 0x4000ul, 0x20_1000L, 0x4000ul,
        0x2f_b000L, 0xa000ul, 0x1f_b000L, 0xa000ul, 0x1f_c000L, 0x4000ul, 0L, 0x1000ul)]
    public void Huge_pages_are_unmapped_in_whole_and_in_part(
        ulong bufferSize, ulong mapOffset, ulong mapSize, params object[] unmaps)
    {
        using var lab = new IoctlLab(new MachineOptions { MemorySize = 64L << 20 });
        lab.Ok("VM_CREATE");
        lab.Ok("BO_CREATE", ("size", bufferSize));
        Assert.Equal(
            Errno.None, Bind(lab, ("bo_handle", 1), ("va", Va), ("size", mapSize), ("bo_offset", mapOffset)));
        PanthorVm vm = lab.File.Vms.Find(1)!;
        ulong[] before = Pages(vm, mapSize);
        Assert.DoesNotContain(0ul, before);
        ulong[] expected = (ulong[])before.Clone();
        for (int i = 0; i < unmaps.Length; i += 2)
        {
            ulong start = unchecked(Va + (ulong)(long)unmaps[i]);
            ulong size = (ulong)unmaps[i + 1];
            Assert.Equal(Errno.None, Bind(lab, ("flags", Unmap), ("va", start), ("size", size)));
            for (int page = 0; page < expected.Length; page++)
            {
                ulong at = Va + (ulong)page * 4096;
                expected[page] = at >= start && at < start + size ? 0 : expected[page];
            }

            Assert.Equal(expected, Pages(vm, mapSize));
        }

        lab.Ok("VM_DESTROY", ("id", 1));
    }

    private static ulong[] Pages(PanthorVm vm, ulong size) =>
        [.. Enumerable.Range(0, (int)(size / 4096)).Select(page => vm.IovaToPhys(Va + (ulong)page * 4096))];

    private static Errno Bind(IoctlLab lab, params (string Name, object Value)[] op)
    {
        Hashtable[] ops = [IoctlLab.Fields(op)];
        return lab.Call("VM_BIND", ("vm_id", 1), ("ops", ops)).Errno;
    }
}
