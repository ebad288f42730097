using System;
using System.IO;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Firmware.FwIface;

namespace Panthor.Driver.Tests.Firmware;

public sealed class FwBootTests
{
    private const string ImagesVariable = "PANTHOR_FIRMWARE_DIR";

    [Fact]
    public void The_firmware_boots_on_address_space_0_and_says_what_it_is()
    {
        using var lab = new FwLab();
        Assert.True(lab.Fw.IsBooted);
        Assert.Equal((0, 1), (lab.Fw.Vm.AsId, lab.Fw.Vm.ActiveCount));
        Assert.Equal(GpuRegisters.MCU_STATUS_ENABLED, McuStatus(lab));
        Assert.Equal(CSF_IFACE_VERSION(1, 5, 0), lab.Fw.Global.Control.Version);
        Assert.Contains($"Firmware git sha: {BuiltInFirmware.GitHash}", lab.Log);
        Assert.Contains("CSF FW using interface v1.5.0, Features 0x0 Instrumentation features 0x0", lab.Log);
        Assert.Equal(8u, lab.Fw.Global.Control.GroupNum);
        CsifInfo info = lab.Device.CsifInfo;
        Assert.Equal(
            (8u, 8u, 96u, 8u, 4u),
            (info.CsgSlotCount, info.CsSlotCount, info.CsRegCount, info.ScoreboardSlotCount, info.UnpreservedCsRegCount));
    }

    [Fact]
    public void Every_section_is_in_memory_with_its_data_and_its_rights()
    {
        using var lab = new FwLab();
        Assert.Equal(lab.Fw.Image.Sections.Count, lab.Fw.Sections.Count);
        foreach (FwSection section in lab.Fw.Sections)
        {
            FwImageSection image = section.Image;
            Assert.Equal((image.Start, image.Size), (section.Mem.GpuVa, section.Mem.Size));
            AccessKind[] allowed = Rights(lab, image.Start);
            AccessKind[] wanted =
            [
                AccessKind.Read,
                .. image.Has(FwBinary.CSF_FW_BINARY_IFACE_ENTRY_WR) ? new[] { AccessKind.Write } : [],
                .. image.Has(FwBinary.CSF_FW_BINARY_IFACE_ENTRY_EX) ? new[] { AccessKind.Execute } : [],
            ];
            Assert.Equal(wanted, allowed);
        }

        FwSection code = lab.Fw.Sections.Single(each => each.Image.Has(FwBinary.CSF_FW_BINARY_IFACE_ENTRY_EX));
        Assert.Equal(BitConverter.ToUInt32(code.Image.Data.Span), FwLab.Word(lab.Board, code.Image.Start));
    }

    [Fact]
    public void The_global_interface_is_set_up_and_the_firmware_has_acknowledged_it()
    {
        using var lab = new FwLab();
        lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        FwGlobalIface global = lab.Fw.Global;
        Assert.Equal(lab.Device.GpuInfo.ShaderPresent, global.Input.CoreEnMask);

        // 10 ms and 800 us in units of 1024 ticks of 24 MHz, rounded up; 5 * 500 * 1024 * 1024 cycles in units of 1024.
        Assert.Equal((235u, 19u, 2_560_000u), (
            global.Input.PoweroffTimer, global.Input.IdleTimer, global.Input.ProgressTimer));
        Assert.Equal(0x0400_050eu, global.Input.AckIrqMask);
        const uint Configured = GLB_CFG_ALLOC_EN | GLB_CFG_POWEROFF_TIMER | GLB_CFG_PROGRESS_TIMER;
        Assert.Equal(Configured | GLB_IDLE_EN | GLB_COUNTER_EN, global.Input.Req);
        Assert.Equal(global.Input.Req, global.Output.Ack);
    }

    [Fact]
    public void A_firmware_with_the_state_field_raises_an_interrupt_for_it()
    {
        using var lab = new FwLab(new MachineOptions
        {
            MemorySize = 32L << 20,
            FirmwareInterfaceVersion = CSF_IFACE_VERSION(4, 1, 0),
        });
        Assert.Equal(GLB_STATE_MASK, lab.Fw.Global.Input.AckIrqMask & GLB_STATE_MASK);
        lab.RunUntilIdle();
        Assert.Equal(PanthorDevicePmState.Suspended, lab.Device.PmState);
        Assert.Equal(Errno.None, lab.Access());
        Assert.Equal([1ul, 0ul], lab.Numbers(FwEvents.Start));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(31)]
    public void The_built_in_firmware_has_as_many_group_slots_as_it_is_asked_for(int slots)
    {
        using var lab = new FwLab(new MachineOptions { MemorySize = 32L << 20, CsgSlots = slots });
        Assert.Equal((uint)slots, lab.Fw.Global.Control.GroupNum);
        Assert.Equal(8u, lab.Fw.GetCsgIface(slots - 1).Control.StreamNum);
        Assert.Equal(0x0007_085fu, lab.Fw.GetCsIface(slots - 1, 7).Control.Features);
        Assert.Throws<KernelOopsException>(() => lab.Fw.GetCsgIface(slots));
        Assert.Throws<KernelOopsException>(() => lab.Fw.GetCsIface(0, 8));
        lab.TakeFindings();
    }

    [Fact]
    public void A_microcontroller_that_finds_no_code_is_reported_with_its_status()
    {
        const FirmwareSectionFlags Shared = FirmwareSectionFlags.Read | FirmwareSectionFlags.Write
            | FirmwareSectionFlags.CachedCoherent | FirmwareSectionFlags.Shared | FirmwareSectionFlags.Zero;
        byte[] image = new FirmwareImageBuilder()
            .AddSection(FirmwareSectionFlags.Read | FirmwareSectionFlags.Zero, 0, 0x1000, [])
            .AddSection(Shared, FwLab.Shared, FwLab.Shared + 0x8000, [])
            .Build();
        KernelResult result = ProbeLab.Fails(
            new MachineOptions { MemorySize = 32L << 20, Firmware = image }, out string[] log);
        Assert.Equal(Errno.ETIMEDOUT, result.Errno);
        Assert.Contains("fatal", result.Check);
        Assert.Contains(log, line => line.EndsWith("Failed to boot MCU (status=fatal)", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_NoHaltOnUnplug_a_boot_that_never_ends_is_an_oops()
    {
        KernelOopsException oops = Assert.Throws<KernelOopsException>(() => Machine.Create(new MachineOptions
        {
            MemorySize = 32L << 20,
            Prepare = (simulation, _) => simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwareBoot)),
            Without = [PatchCatalogue.NoHaltOnUnplug],
        }));
        Assert.Contains("NULL pointer dereference in panthor_fw_halt_mcu", oops.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boot_that_never_ends_is_ETIMEDOUT_after_a_second()
    {
        VirtualTime end = default;
        KernelResult result = ProbeLab.Fails(
            new MachineOptions
            {
                MemorySize = 32L << 20,
                Prepare = (simulation, _) =>
                {
                    simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwareBoot));
                    simulation.Log.Listener = line => end = line.Time;
                },
            },
            out string[] log);
        Assert.Equal(Errno.ETIMEDOUT, result.Errno);
        Assert.Contains(log, line => line.EndsWith("Failed to boot MCU (status=enabled)", StringComparison.Ordinal));
        Assert.InRange(end.Nanoseconds, 1_000_000_000, 1_001_000_000);
    }

    [Fact]
    public void A_lost_boot_interrupt_costs_a_second_but_the_status_shows_that_the_firmware_is_there()
    {
        using var lab = new FwLab(new MachineOptions
        {
            MemorySize = 32L << 20,
            Prepare = (simulation, _) => simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.Interrupt)
            {
                Times = 1,
                Match = subject => subject is InterruptBlockId.Job,
            }),
        });
        Assert.True(lab.Simulation.Now.Nanoseconds > 1_000_000_000);
        Assert.False(lab.Fw.IsBooted);
        Assert.Equal(8u, lab.Fw.Global.Control.GroupNum);
    }

    [Theory]
    [InlineData("panthor_fw_section")]
    [InlineData("panthor_vm")]
    public void Without_kernel_memory_the_driver_does_not_come_up_and_leaves_nothing(string structure)
    {
        KernelResult result = ProbeLab.Fails(
            new MachineOptions
            {
                MemorySize = 32L << 20,
                Prepare = (simulation, _) => simulation.Faults.Add(
                    new FaultInjection(SyncFaultPoints.KernelAllocation)
                    {
                        Match = subject => subject as string == structure,
                    }),
            },
            out _);
        Assert.Equal(Errno.ENOMEM, result.Errno);
    }

    [Fact]
    public void Wherever_pages_run_out_the_driver_does_not_come_up_and_leaves_nothing()
    {
        int failed = 0;
        for (int after = 0; ; after++)
        {
            var fault = new FaultInjection(HardwareFaultPoints.PageAllocation) { After = after, Times = 1 };
            KernelResult<Machine> machine = Machine.Create(
                new MachineOptions
                {
                    MemorySize = 32L << 20,
                    Prepare = (simulation, _) => simulation.Faults.Add(fault),
                },
                simulation => Assert.Empty(simulation.Findings));
            if (machine.IsOk)
            {
                machine.Value.Remove();
                Assert.Empty(machine.Value.Simulation.Findings);
                machine.Value.Dispose();
                break;
            }

            failed++;
        }

        Assert.True(failed > 15, $"only {failed} allocations");
    }

    /// <summary>Runs where the variable names a folder with a folder for each architecture, as in linux-firmware.</summary>
    [Fact]
    public void The_images_of_linux_firmware_load_and_boot()
    {
        string? folder = Environment.GetEnvironmentVariable(ImagesVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{ImagesVariable} names no folder with firmware images");
        string[] files = Directory.GetFiles(folder!, "mali_csffw.bin", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            byte[] image = File.ReadAllBytes(file);
            string architecture = Path.GetFileName(Path.GetDirectoryName(file))!;
            GpuModel model = GpuModel.All.FirstOrDefault(each => architecture
                == $"arch{each.Architecture.Major}.{each.Architecture.Minor}" && PanthorHw.IsSupported(each.GpuId))
                ?? GpuModel.Default;
            using var lab = new FwLab(new MachineOptions { MemorySize = 64L << 20, Model = model, Firmware = image });
            Assert.NotNull(lab.Fw.Image.GitSha);
            Assert.True(lab.Fw.Sections.Count > 4, $"{file}: {lab.Fw.Sections.Count} sections");
            lab.RunUntilIdle();
            Assert.Equal(Errno.None, lab.Access());
        }
    }

    private static uint McuStatus(FwLab lab) =>
        lab.Board.Platform.Registers.Read32(GpuRegisters.MCU_CONTROL_BASE + GpuRegisters.MCU_STATUS);

    /// <summary>What the page table lets the microcontroller do at an address.</summary>
    private static AccessKind[] Rights(FwLab lab, uint address)
    {
        var steps = new PageTableEntry[4];
        int count = lab.Fw.Vm.WalkPageTable(address, steps);
        ulong descriptor = steps[count - 1].Raw;
        return
        [
            AccessKind.Read,
            .. (descriptor & ArmLpae.PTE_AP_RDONLY) == 0 ? new[] { AccessKind.Write } : [],
            .. (descriptor & ArmLpae.PTE_XN) == 0 ? new[] { AccessKind.Execute } : [],
        ];
    }
}
