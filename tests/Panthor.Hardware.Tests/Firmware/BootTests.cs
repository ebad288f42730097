using System;
using System.IO;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests.Firmware;

public sealed class BootTests
{
    [Fact]
    public void The_built_in_image_boots_and_publishes_the_interfaces_of_the_model()
    {
        using var host = new FirmwareHost();

        Assert.Equal(MCU_STATUS_ENABLED, host.McuStatus);
        Assert.Equal(0x01050000u, host.Read32(FirmwareHost.Shared));
        Assert.Equal(8, host.GroupSlots);
        for (int slot = 0; slot < 8; slot++)
        {
            FirmwareHostGroup group = host.Group(slot);
            Assert.Equal(8, group.StreamCount);
            Assert.True(group.SuspendSize > 0);
            for (int stream = 0; stream < 8; stream++)
                Assert.Equal(0x7085fu, group.StreamFeatures(stream) & 0x7ffff);
        }
    }

    [Theory]
    [InlineData("Mali-G710", 0x01050000u)]
    [InlineData("Mali-G720-Immortalis", 0x030d0000u)]
    [InlineData("Mali-G925-Immortalis", 0x030d0000u)]
    public void The_version_is_that_of_the_architecture(string model, uint version)
    {
        using var host = new FirmwareHost(
            new BoardOptions { MemorySize = 32 << 20, Model = GpuModel.ByName(model)! });

        Assert.Equal(version, host.Read32(FirmwareHost.Shared));
    }

    [Fact]
    public void The_board_can_have_as_many_slots_as_a_driver_knows()
    {
        using var host = new FirmwareHost(new BoardOptions { MemorySize = 32 << 20, CsgSlots = 31 });

        Assert.Equal(31, host.GroupSlots);
        Assert.Equal(8, host.Group(30).StreamCount);
    }

    [Fact]
    public void A_shared_section_without_control_blocks_is_laid_out_by_the_firmware()
    {
        byte[] image = new FirmwareImageBuilder()
            .AddSection((FirmwareSectionFlags)0x9, 0, 0x1000, [0, 0x10, 0, 2, 1, 0, 0x80, 0])
            .AddSection((FirmwareSectionFlags)0xd, 0x0080_0000, 0x0080_1000, [0xfe, 0xe7, 0xfe, 0xe7])
            .AddSection((FirmwareSectionFlags)0x8000000b, 0x0200_0000, 0x0200_1000, [])
            .AddSection((FirmwareSectionFlags)0xc000001b, 0x0400_0000, 0x0401_0000, [])
            .Build();
        using var host = new FirmwareHost(boot: false);
        host.Load(image);

        Assert.True(host.Boot());
        Assert.Equal(8, host.GroupSlots);
    }

    [Theory]
    [InlineData(0u)] // no stack pointer
    [InlineData(4u)] // no reset vector
    [InlineData(0x0080_0000u)] // no code
    public void Without_vectors_or_code_in_memory_the_MCU_dies(uint address)
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Write32(address, 0);

        Assert.False(host.Boot());
        Assert.Equal(MCU_STATUS_FATAL, host.McuStatus);
        Assert.Equal(0u, host.Lab.MmuRawStatus & 0xffff);
    }

    [Theory]
    [InlineData(0u, AccessKind.Read, 0u)]
    [InlineData(0x0080_0000u, AccessKind.Execute, 0x0080_0000u)]
    [InlineData(0x0200_0000u, AccessKind.Write, 0x0200_0ff8u)]
    [InlineData(0x0400_0000u, AccessKind.Read, 0x0400_0010u)]
    public void A_page_that_is_not_mapped_is_a_page_fault_in_address_space_0(
        uint page, AccessKind kind, uint address)
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.UnmapMcu(page);

        Assert.False(host.Boot());
        Assert.Equal(MCU_STATUS_FATAL, host.McuStatus);
        Assert.Equal(1u, host.Lab.MmuRawStatus & 1);
        GpuFault fault = host.Lab.Port.LastFault(0);
        Assert.Equal((kind, (ulong)address), (fault.Kind, fault.Address));
    }

    [Fact]
    public void Code_without_the_right_to_execute_is_a_permission_fault()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.MapMcu(0x0080_0000, 0x1000);

        Assert.False(host.Boot());
        Assert.Equal(GpuException.PERM_FAULT_3, host.Lab.Port.LastFault(0).Exception);
    }

    [Fact]
    public void Without_power_nothing_boots()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Registers.Write64(L2_PWROFF, 1);
        host.Simulation.RunFor(Duration.FromMilliseconds(1));

        Assert.False(host.Boot());
        Assert.Equal(MCU_STATUS_FATAL, host.McuStatus);
    }

    [Fact]
    public void A_boot_waits_for_a_locked_region_of_its_memory()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Lab.Enable(0, transTab: host.McuRoot);
        host.Lab.Lock(0, 0x1000, space: 0);

        Assert.False(host.Start());
        Assert.Equal(MCU_STATUS_ENABLED, host.McuStatus);
        host.Lab.Command(AS_COMMAND_UNLOCK, 0);
        Assert.True(host.Wait(() => (host.JobInterrupts & FirmwareHost.GlobalInterrupt) != 0));
    }

    [Fact]
    public void A_dead_MCU_starts_again_after_it_was_disabled()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Write32(4, 0);
        Assert.False(host.Boot());

        host.Write32(4, 0x0080_0001);
        host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_DISABLE);
        Assert.True(host.Wait(() => host.McuStatus == MCU_STATUS_DISABLED));
        Assert.True(host.Start());
    }

    [Fact]
    public void An_enable_while_the_MCU_is_stopping_counts_when_it_has_stopped()
    {
        using var host = new FirmwareHost();
        host.Registers.Write32(MCU_CONTROL_BASE + MCU_CONTROL, MCU_CONTROL_DISABLE);

        Assert.True(host.Start());
        Assert.Equal(2, host.Count(HardwareEvents.FirmwareBooted));
    }

    [Fact]
    public void A_boot_that_hangs_stays_enabled_without_an_interrupt()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwareBoot));

        Assert.False(host.Boot());
        Assert.Equal(MCU_STATUS_ENABLED, host.McuStatus);
    }

    [Fact]
    public void A_lost_job_interrupt_leaves_its_raw_status()
    {
        using var host = new FirmwareHost(boot: false);
        host.Load(host.Image);
        host.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.Interrupt)
        {
            Match = static subject => subject is InterruptBlockId.Job,
        });

        Assert.True(host.Boot());
        Assert.Equal(1, host.Count(HardwareEvents.InterruptLost));
    }

    [Fact]
    public void A_reset_of_the_GPU_switches_the_MCU_off()
    {
        using var host = new FirmwareHost();
        host.Registers.Write32(GPU_CMD, GPU_SOFT_RESET);
        host.Simulation.RunFor(Duration.FromMilliseconds(1));

        Assert.Equal(MCU_STATUS_DISABLED, host.McuStatus);
        Assert.Equal(MCU_CONTROL_DISABLE, host.Registers.Read32(MCU_CONTROL_BASE + MCU_CONTROL));
        host.Ring();
        host.Simulation.RunUntilIdle();
        Assert.Equal(0u, host.JobInterrupts);
    }

    [Fact]
    public void A_change_of_MCU_STATUS_is_an_event_of_the_GPU_block()
    {
        using var host = new FirmwareHost();

        Assert.NotEqual(0u, host.Registers.Read32(GPU_INT_BASE + INT_RAWSTAT) & GPU_IRQ_MCU_STATUS_CHANGED);
    }

    /// <summary>With real images at hand (a folder with arch…/mali_csffw.bin), all of them boot.</summary>
    [Fact]
    public void Real_images_boot()
    {
        string? folder = Environment.GetEnvironmentVariable("PANTHORPS_FIRMWARE");
        string[] images = folder is null
            ? []
            : [.. Directory.GetFiles(folder, "mali_csffw.bin", SearchOption.AllDirectories).Order()];
        foreach (string path in images)
        {
            using var host = new FirmwareHost(boot: false);
            host.Load(File.ReadAllBytes(path));
            Assert.True(host.Boot(), path);
            Assert.Equal(8, host.GroupSlots);
            Assert.Equal(8, host.Group(7).StreamCount);
            Assert.True(host.Group(7).Stream(7).Output < 0x0401_0000, path);
        }
    }
}
