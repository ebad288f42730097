using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class PageFaultTests
{
    [Fact]
    public void A_read_of_nothing_is_reported_disables_the_address_space_and_the_next_activation_recovers()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, 0x10000, Page).IsOk);
        lab.Activate(vm);
        Assert.True(lab.Read(vm, 0x10000).IsOk);

        Assert.Equal(GpuException.TRANSLATION_FAULT_3, lab.Read(vm, 0x12345).Exception);
        lab.Settle();
        Assert.All(lab.TakeFindings(), title => Assert.Contains("_FAULT_", title));
        Assert.True(vm.UnhandledFault);
        Assert.Equal(0b10u, lab.Mmu.FaultyMask);
        Assert.False(lab.Board.AddressSpaceView(1).IsEnabled);
        Assert.Contains(
            """
            Unhandled Page fault in AS1 at VA 0x0000000000012345
            raw fault status: 0x102C3
            decoded fault status: SLAVE FAULT
            exception type 0xC3: TRANSLATION_FAULT_3
            access type 0x2: READ
            source id 0x1
            """.ReplaceLineEndings("\n"),
            lab.Errors);

        lab.Idle(vm);
        Assert.Equal(Errno.None, lab.Activate(vm));
        Assert.False(vm.UnhandledFault);
        Assert.Equal(0u, lab.Mmu.FaultyMask);
        Assert.True(lab.Read(vm, 0x10000).IsOk);
    }

    [Fact]
    public void A_write_to_a_read_only_page_and_a_fetch_from_a_no_execute_page_are_permission_faults()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        lab.Machine.Map(1, buffer, 0x10000, Page, 0, PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY);
        lab.Machine.Map(1, buffer, 0x20000, Page, 0, PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC);
        lab.Activate(vm);
        Assert.True(lab.Read(vm, 0x10000).IsOk);
        Assert.True(lab.Write(vm, 0x20000).IsOk);
        Assert.Equal(GpuException.PERM_FAULT_3, lab.Write(vm, 0x10000).Exception);
        lab.Settle();
        Assert.All(lab.TakeFindings(), title => Assert.Contains("_FAULT_", title));
        Assert.Contains("access type 0x3: WRITE", lab.Errors);

        lab.Idle(vm);
        lab.Activate(vm);
        GpuAccessResult fetch = lab.Machine.Call(() => lab.Board.AccessPort.FetchAsync(1, 0x20000, new byte[4]));
        Assert.Equal(GpuException.PERM_FAULT_3, fetch.Exception);
        lab.Settle();
        Assert.All(lab.TakeFindings(), title => Assert.Contains("_FAULT_", title));
        Assert.Contains("access type 0x1: EXECUTE", lab.Errors);
    }

    [Fact]
    public void Faults_of_two_address_spaces_are_both_handled()
    {
        using var lab = new VmLab();
        PanthorVm first = lab.NewVm();
        PanthorVm second = lab.NewVm();
        lab.Activate(first);
        lab.Activate(second);
        lab.Read(first, 0x1000);
        lab.Read(second, 0x2000);
        lab.Settle();
        Assert.All(lab.TakeFindings(), title => Assert.Contains("_FAULT_", title));
        Assert.Equal(0b110u, lab.Mmu.FaultyMask);
        Assert.True(first.UnhandledFault && second.UnhandledFault);
        Assert.Contains("AS1 at VA 0x0000000000001000", lab.Errors);
        Assert.Contains("AS2 at VA 0x0000000000002000", lab.Errors);
    }

    [Theory]
    [InlineData(0x0004_01c8u, "SLAVE FAULT", "0xC8: PERM_FAULT_0", "0x1: EXECUTE", "source id 0x4")]
    [InlineData(0x0000_0480u, "DECODER FAULT", "0x80: GPU_BUS_FAULT", "0x0: ATOMIC", "source id 0x0")]
    [InlineData(0xffff_0301u, "SLAVE FAULT", "0x1: Unknown exception type", "0x3: WRITE", "source id 0xFFFF")]
    public void The_report_decodes_the_fault_status(
        uint status, string decoded, string exception, string access, string source)
    {
        string report = PanthorMmu.FaultReport(7, 0xdead_beef_000, status);
        Assert.StartsWith("Unhandled Page fault in AS7 at VA 0x00000DEADBEEF000\n", report);
        foreach (string part in new[] { decoded, exception, access, source })
            Assert.Contains(part, report);
    }
}
