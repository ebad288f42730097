using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>DEV_QUERY on every model: each byte is that of a register, or of the firmware's interface.</summary>
public sealed class ModelQueryTests
{
    private const int GpuInfoSize = 112;
    private const int CsifInfoSize = 24;

    // Fields of drm_panthor_gpu_info: offset, register, width.
    private static readonly (int Offset, uint Register, int Size)[] s_fields =
    [
        (0, GPU_ID, 4),
        (4, GPU_REVID, 4),
        (8, GPU_CSF_ID, 4),
        (12, GPU_L2_FEATURES, 4),
        (16, GPU_TILER_FEATURES, 4),
        (20, GPU_MEM_FEATURES, 4),
        (24, GPU_MMU_FEATURES, 4),
        (28, GPU_THREAD_FEATURES, 4),
        (32, GPU_THREAD_MAX_THREADS, 4),
        (36, GPU_THREAD_MAX_WORKGROUP_SIZE, 4),
        (40, GPU_THREAD_MAX_BARRIER_SIZE, 4),
        (44, GPU_COHERENCY_FEATURES, 4),
        (48, GPU_TEXTURE_FEATURES(0), 4),
        (52, GPU_TEXTURE_FEATURES(1), 4),
        (56, GPU_TEXTURE_FEATURES(2), 4),
        (60, GPU_TEXTURE_FEATURES(3), 4),
        (64, GPU_AS_PRESENT, 4),
        (68, GPU_COHERENCY_PROTOCOL, 4),
        (72, GPU_SHADER_PRESENT, 8),
        (80, GPU_L2_PRESENT, 8),
        (88, GPU_TILER_PRESENT, 8),
        (96, GPU_CORE_FEATURES, 4),
        (104, GPU_FEATURES, 8),
    ];

    public static TheoryData<string> Models =>
        [.. GpuModel.All.Where(model => PanthorHw.IsSupported(model.GpuId)).Select(model => model.Name)];

    [Fact]
    public void Every_byte_of_the_structure_is_compared() => Assert.Equal(
        GpuInfoSize - sizeof(uint), // the padding
        s_fields.Sum(one => one.Size));

    [Theory]
    [MemberData(nameof(Models))]
    public void GPU_INFO_is_read_from_the_registers(string name)
    {
        using IoctlLab lab = New(name);
        lab.Test.KeepPower();
        byte[] expected = new byte[GpuInfoSize];
        foreach ((int offset, uint register, int size) in s_fields)
        {
            for (int i = 0; i < size; i += sizeof(uint))
            {
                uint value = lab.Test.Device.Platform.Registers.Read32(register + (uint)i);
                BitConverter.TryWriteBytes(expected.AsSpan(offset + i), value);
            }
        }

        Assert.Equal(expected, Query(lab, 0, GpuInfoSize));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void CSIF_INFO_is_read_from_the_interface_that_the_firmware_offers(string name)
    {
        using IoctlLab lab = New(name);
        PanthorFw firmware = lab.Test.Device.Fw;
        uint features = firmware.GetCsIface(0, 0).Control.Features;
        uint[] expected =
        [
            firmware.Global.Control.GroupNum,
            firmware.GetCsgIface(0).Control.StreamNum,
            (features & 0xff) + 1,
            features >> 8 & 0xff,
            4,
            0,
        ];
        Assert.Equal(IoctlLab.Words(expected), Query(lab, 1, CsifInfoSize));
        GpuModel model = GpuModel.ByName(name)!;
        Assert.Equal((model.CsgSlots, model.CsSlotsPerGroup), ((int)expected[0], (int)expected[1]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_time_is_that_of_the_counter(string name)
    {
        using IoctlLab lab = New(name);
        lab.Test.KeepPower();
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        byte[] time = new byte[56];
        time[24] = 0x71; // GPU, offset, cycles, frequency
        ulong room = lab.Store(time);
        lab.Ok("DEV_QUERY", ("type", 2), ("size", 56), ("pointer", room));
        time = lab.Load(room, 56);
        Assert.Equal(24_000_000ul, BitConverter.ToUInt64(time));
        Assert.Equal(Register64(lab, GPU_TIMESTAMP), BitConverter.ToUInt64(time, 8));
        Assert.Equal(Register64(lab, GPU_TIMESTAMP_OFFSET), BitConverter.ToUInt64(time, 16));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_group_priorities_do_not_depend_on_the_model(string name)
    {
        using IoctlLab lab = New(name);
        Assert.Equal([3, 0, 0, 0], Query(lab, 3, 4));
    }

    private static ulong Register64(IoctlLab lab, uint register)
    {
        var registers = lab.Test.Device.Platform.Registers;
        return (ulong)registers.Read32(register + 4) << 32 | registers.Read32(register);
    }

    private static IoctlLab New(string model) =>
        new(new MachineOptions { Model = GpuModel.ByName(model)!, MemorySize = 32L << 20 });

    private static byte[] Query(IoctlLab lab, uint type, int size)
    {
        ulong room = lab.Store([.. Enumerable.Repeat((byte)0xee, size)]);
        lab.Ok("DEV_QUERY", ("type", type), ("size", size), ("pointer", room));
        return lab.Load(room, size);
    }
}
