using System;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Tests.Uapi.Binary;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Statistics;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Statistics;

/// <summary>The whole text of fdinfo and of the files in debugfs, to the byte, as the kernel's formats make it.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData(0ul, "0")]
    [InlineData(1ul, "1")]
    [InlineData(1023ul, "1023")]
    [InlineData(1024ul, "1 KiB")]
    [InlineData(1536ul, "1536")]
    [InlineData(1047552ul, "1023 KiB")]
    [InlineData(1048576ul, "1 MiB")]
    [InlineData(1049600ul, "1025 KiB")]
    [InlineData(1ul << 30, "1024 MiB")]
    [InlineData(1ul << 60, "1099511627776 MiB")]
    [InlineData(ulong.MaxValue, "18446744073709551615")]
    public void A_size_has_the_largest_unit_that_leaves_it_whole(ulong bytes, string expected) =>
        Assert.Equal(expected, DrmFdinfo.Size(bytes));

    [Fact]
    public void Fdinfo_of_a_client_that_says_and_does_nothing()
    {
        var info = new DrmFdinfo(7, null, null, null, 850_000_000, 300_000_000, 0, 0, new GemMemoryStats(0, 0, 0, 0, 0));
        Assert.Equal(GoldenTexts.FdinfoOfNothing, Lines(info.ToText()));
    }

    [Fact]
    public void Fdinfo_of_a_client_with_a_name_jobs_and_buffers()
    {
        var info = new DrmFdinfo(
            ulong.MaxValue,
            "game",
            123_456_789,
            42,
            1_000_000_000,
            200_000_000,
            192 << 10,
            4096 + 512,
            new GemMemoryStats(Shared: 3 << 20, Private: 4096, Resident: 4096, Purgeable: 0, Active: 3 << 20));
        Assert.Equal(GoldenTexts.FdinfoOfAll, Lines(info.ToText()));
    }

    [Fact]
    public void Fdinfo_of_a_live_client()
    {
        using var lab = new IoctlLab();
        lab.Ok("SET_CLIENT_NAME", ("name", "game"));
        lab.Ok("VM_CREATE");
        lab.Ok("BO_CREATE", ("size", 0x4000));
        lab.Ok("BO_CREATE", ("size", 1 << 20));
        Assert.True(lab.Test.Map(1, 1, 0x10000, 0x4000).IsOk);
        lab.Ok("PRIME_HANDLE_TO_FD", ("handle", 2));
        Assert.Equal(GoldenTexts.FdinfoOfClient, Lines(lab.Test.Call(lab.File.GetFdinfoAsync)!.ToText()));
    }

    [Fact]
    public void The_files_of_the_DRM_core()
    {
        using var lab = new IoctlLab();
        lab.Ok("SET_CLIENT_NAME", ("name", new string('x', 64)));
        PanthorDevice device = lab.Test.Device;
        Assert.Equal("panthor dev=fb000000.gpu unique=fb000000.gpu\n", DrmDebugFs.Name(device));
        DrmFile master = lab.Open(DrmNode.Primary, ClientCapabilities.SysAdmin);
        DrmFile other = lab.Open(DrmNode.Primary);
        lab.Call(master, "SET_VERSION", ("drm_di_major", 1), ("drm_di_minor", 4), ("drm_dd_major", -1));
        Assert.Equal(1ul, lab.Call(other, "GET_MAGIC")["magic"]);
        lab.Call(master, "BO_CREATE", ("size", 4096));
        lab.Call(master, "BO_CREATE", ("size", 123456789));
        lab.Call(master, "GEM_FLINK", ("handle", 2));
        lab.Call(master, "GEM_FLINK", ("handle", 1));
        lab.Call(master, "GEM_OPEN", ("name", 1));
        Assert.Equal(
            "panthor dev=fb000000.gpu master=fb000000.gpu unique=fb000000.gpu\n", DrmDebugFs.Name(device));
        Assert.Equal(GoldenTexts.Clients, Lines(DrmDebugFs.Clients(device)));
        Assert.Equal(GoldenTexts.GemNames, Lines(DrmDebugFs.GemNames(device)));
        lab.Close(other);
        lab.Close(master);
    }

    [Fact]
    public void The_file_gems()
    {
        using var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        lab.Ok("BO_CREATE", ("size", 0x4000));
        lab.Ok("BO_SET_LABEL", ("handle", 1), ("label", "vertices"));
        Assert.True(lab.Test.Map(1, 1, 0x10000, 0x4000).IsOk);
        lab.Ok("BO_CREATE", ("size", 0x1000), ("exclusive_vm_id", 1));
        lab.Ok("PRIME_HANDLE_TO_FD", ("handle", 1));
        DmaBuf foreign = lab.Test.Call(() => new DmaHeap(lab.Test.Device).AllocateAsync(10_000)).Value;
        Assert.True(lab.Test.Call(() => lab.File.PrimeDmaBufToHandleAsync(foreign)).IsOk);
        foreign.Put();
        lab.Ok("TILER_HEAP_CREATE", ("vm_id", 1), ("initial_chunk_count", 1), ("chunk_size", 128 << 10), ("max_chunks", 1));
        Assert.Equal(GoldenTexts.Gems, Lines(DrmDebugFs.Gems(lab.Test.Device)));
    }

    [Fact]
    public void Of_the_name_of_a_process_the_kernel_keeps_15_bytes()
    {
        using var test = new TestMachine();
        DrmFile file = test.Machine.Open("a-process-with-a-long-name").Value;
        Assert.True(test.Machine.Call("a-process-with-a-long-name", () => file.BoCreateAsync(4096, 0, 0)).IsOk);
        string comm = $"     a-process-with- {file.ProcessId,5} 128   n ";
        Assert.Contains(comm, DrmDebugFs.Clients(test.Device), StringComparison.Ordinal);
        Assert.Contains("\na-process-with-/", DrmDebugFs.Gems(test.Device), StringComparison.Ordinal);
        test.Machine.Call("close", file.CloseAsync);
    }

    [Fact]
    public void The_file_gpuvas()
    {
        using var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        lab.Ok("VM_CREATE", ("user_va_range", 1ul << 40));
        lab.Ok("BO_CREATE", ("size", 0x4000));
        Assert.True(lab.Test.Map(2, 1, 0x10000, 0x2000, 0x1000).IsOk);
        Assert.True(lab.Test.Map(2, 1, 0xff_ffff_0000, 0x4000).IsOk);
        Assert.Equal(
            GoldenTexts.Gpuvas, Lines(lab.Test.Call(() => DrmDebugFs.GpuvasAsync(lab.Test.Device))));
    }

    private static string[] Lines(string text) => text.Split('\n');
}
