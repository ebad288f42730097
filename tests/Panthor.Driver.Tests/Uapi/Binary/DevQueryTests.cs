using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

public sealed class DevQueryTests
{
    /// <summary>The models that the driver of 7.2 supports by way of the GPU control block.</summary>
    public static TheoryData<string> Models =>
        [.. GpuModel.All.Where(m => PanthorHw.IsSupported(m.GpuId)).Select(m => m.Name)];

    [Theory]
    [InlineData(0u, 112ul)]
    [InlineData(1u, 24ul)]
    [InlineData(2u, 56ul)]
    [InlineData(3u, 4ul)]
    public void Without_a_pointer_the_size_is_told(uint type, ulong size)
    {
        using var lab = new IoctlLab();
        Assert.Equal(size, lab.Ok("DEV_QUERY", ("type", type), ("size", 3))["size"]);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(0xdead_0000ul)]
    public void An_unknown_type_is_EINVAL_with_and_without_a_pointer(ulong pointer)
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EINVAL, lab.Call("DEV_QUERY", ("type", 4), ("pointer", pointer)).Errno);
    }

    [Theory]
    [InlineData(0u, 95u, Errno.EINVAL)]
    [InlineData(0u, 96u, Errno.None)]
    [InlineData(0u, 200u, Errno.None)]
    [InlineData(1u, 23u, Errno.EINVAL)]
    [InlineData(1u, 24u, Errno.None)]
    [InlineData(2u, 15u, Errno.EINVAL)]
    [InlineData(2u, 16u, Errno.None)]
    [InlineData(3u, 3u, Errno.EINVAL)]
    [InlineData(3u, 4u, Errno.None)]
    public void A_client_gets_as_much_as_it_knows_and_zeros_for_what_only_it_knows(uint type, uint size, Errno expected)
    {
        using var lab = new IoctlLab();
        ulong room = lab.Store(Enumerable.Repeat((byte)(type == 2 ? 0 : 0xee), 256).ToArray());
        Assert.True(lab.Memory.Write(room + size, new byte[] { 0xee }).IsOk);
        IoctlAnswer answer = lab.Call("DEV_QUERY", ("type", type), ("size", size), ("pointer", room));
        Assert.Equal((expected, (ulong)size), (answer.Errno, answer["size"]));
        byte[] written = lab.Load(room, 256);
        Assert.Equal(0xee, written[size]);
        if (expected == Errno.None && size == 200)
        {
            Assert.All(written[112..200], b => Assert.Equal(0, b));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    public void A_pointer_that_leads_nowhere_is_EFAULT(uint type)
    {
        using var lab = new IoctlLab();
        Assert.Equal(
            Errno.EFAULT, lab.Call("DEV_QUERY", ("type", type), ("size", 128), ("pointer", 0xdead_0000)).Errno);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void GPU_INFO_is_what_the_registers_of_the_model_say(string name)
    {
        GpuModel model = GpuModel.ByName(name)!;
        using var lab = new IoctlLab(new MachineOptions { Model = model, MemorySize = 32L << 20 });
        Dictionary<string, object> info = Query(lab, 0, 112);
        Assert.Equal(model.GpuId, info["gpu_id"]);
        Assert.Equal(model.CsfId, info["csf_id"]);
        Assert.Equal(model.L2Features, info["l2_features"]);
        Assert.Equal(model.TilerFeatures, info["tiler_features"]);
        Assert.Equal(model.MmuFeatures, info["mmu_features"]);
        Assert.Equal(model.AsPresent, info["as_present"]);
        Assert.Equal(model.ShaderPresent, info["shader_present"]);
        Assert.Equal(model.TilerPresent, info["tiler_present"]);
        Assert.Equal(model.L2Present, info["l2_present"]);
        Assert.Equal(model.TextureFeatures, (uint[])info["texture_features"]);
        Assert.Equal(model.ThreadMaxThreads, info["max_threads"]);
        Assert.Equal(31u, info["selected_coherency"]);
        Assert.Equal(0u, info["pad"]);
    }

    [Theory]
    [InlineData(0u, 0x51u)] // what was there before the flags
    [InlineData(0x01u, 0x01u)]
    [InlineData(0x10u, 0x10u)]
    [InlineData(0x20u, 0x20u)]
    [InlineData(0x40u, 0x40u)]
    [InlineData(0x80u, 0x80u)]
    [InlineData(0x02u, 0x02u)]
    [InlineData(0x04u, 0x04u)]
    [InlineData(0xf3u, 0xf3u)]
    public void TIMESTAMP_INFO_fills_in_what_is_asked_for_and_clears_the_rest(uint flags, uint filled)
    {
        using var lab = new IoctlLab();
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(2500));
        byte[] asked = Enumerable.Repeat((byte)0xee, 56).ToArray();
        BitConverter.GetBytes(flags).CopyTo(asked, 24);
        ulong room = lab.Store(asked);
        lab.Ok("DEV_QUERY", ("type", 2), ("size", 56), ("pointer", room));
        Dictionary<string, object> info = Decode(lab, PanthorStruct("drm_panthor_timestamp_info"), room, 56);
        Assert.Equal(flags, info["flags"]);
        Assert.Equal((filled & 0x40) != 0 ? 24_000_000ul : 0, info["timestamp_frequency"]);
        Assert.Equal((filled & 0x01) != 0, (ulong)info["current_timestamp"] > 59_000_000);
        Assert.Equal(0ul, info["timestamp_offset"]);
        Assert.Equal((filled & 0x06) != 0 ? 2ul : 0, info["cpu_timestamp_sec"]);
        Assert.Equal((filled & 0x06) != 0, (ulong)info["cpu_timestamp_nsec"] >= 500_000_000);
        Assert.Equal(0u, info["duration_nsec"]);
    }

    [Theory]
    [InlineData(0x06u)] // a clock that there is not
    [InlineData(0x08u)]
    [InlineData(0x0eu)]
    [InlineData(0x100u)]
    [InlineData(0x8000_0000u)]
    public void TIMESTAMP_INFO_refuses_unknown_clocks_and_flags(uint flags)
    {
        using var lab = new IoctlLab();
        byte[] asked = new byte[56];
        BitConverter.GetBytes(flags).CopyTo(asked, 24);
        ulong room = lab.Store(asked);
        Assert.Equal(Errno.EINVAL, lab.Call("DEV_QUERY", ("type", 2), ("size", 56), ("pointer", room)).Errno);
        lab.Ok("DEV_QUERY", ("type", 2), ("size", 24), ("pointer", room));
    }

    [Fact]
    public void TIMESTAMP_INFO_refuses_what_only_a_newer_client_knows_unless_it_is_zero()
    {
        using var lab = new IoctlLab();
        ulong room = lab.Store(new byte[72]);
        lab.Ok("DEV_QUERY", ("type", 2), ("size", 64), ("pointer", room));
        Assert.True(lab.Memory.Write(room + 63, new byte[] { 1 }).IsOk);
        Assert.Equal(Errno.E2BIG, lab.Call("DEV_QUERY", ("type", 2), ("size", 64), ("pointer", room)).Errno);
    }

    [Fact]
    public void GROUP_PRIORITIES_depend_on_the_client()
    {
        using var lab = new IoctlLab();
        Assert.Equal((byte)3, Query(lab, 3, 4)["allowed_mask"]);
        DrmFile nice = lab.Open(DrmNode.Render, ClientCapabilities.SysNice);
        DrmFile root = lab.Open(DrmNode.Render, ClientCapabilities.SysAdmin);
        DrmFile master = lab.Open(DrmNode.Primary);
        DrmFile second = lab.Open(DrmNode.Primary);
        Assert.Equal(
            [15, 3, 15, 3],
            new[] { nice, root, master, second }.Select(file => (int)file.QueryGroupPriorities()));
        foreach (DrmFile file in new[] { nice, root, master, second })
        {
            lab.Close(file);
        }
    }

    private static UapiStruct PanthorStruct(string name) => UapiListing.Structs().Single(s => s.Name == name);

    private static Dictionary<string, object> Query(IoctlLab lab, uint type, int size)
    {
        string[] names =
        [
            "drm_panthor_gpu_info", "drm_panthor_csif_info", "drm_panthor_timestamp_info",
            "drm_panthor_group_priorities_info",
        ];
        ulong room = lab.Store(new byte[size]);
        lab.Ok("DEV_QUERY", ("type", type), ("size", size), ("pointer", room));
        return Decode(lab, PanthorStruct(names[type]), room, size);
    }

    private static Dictionary<string, object> Decode(IoctlLab lab, UapiStruct layout, ulong address, int size)
    {
        byte[] bytes = lab.Load(address, size);
        return new(lab.Test.Call(() => new UapiDecoder(lab.File).DecodeAsync(layout, bytes)));
    }
}
