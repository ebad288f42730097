using System;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class MmuFaultTests : IDisposable
{
    private const ulong Va = 0x1234_5678_9000;

    private readonly Lab _lab = new();
    private readonly ulong _page;

    public MmuFaultTests() => _page = _lab.AllocatePage();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(0, GpuException.TRANSLATION_FAULT_0)]
    [InlineData(1, GpuException.TRANSLATION_FAULT_1)]
    [InlineData(2, GpuException.TRANSLATION_FAULT_2)]
    [InlineData(3, GpuException.TRANSLATION_FAULT_3)]
    public void An_invalid_entry_is_a_translation_fault_of_its_level(int level, GpuException exception)
    {
        _lab.SetLeaf(Va, _page | Lab.ReadWrite, level);
        AssertFault(exception);
    }

    [Fact]
    public void A_block_at_level_0_is_a_translation_fault()
    {
        _lab.SetLeaf(Va, Lab.ReadWrite | 1, level: 0);
        AssertFault(GpuException.TRANSLATION_FAULT_0);
    }

    [Fact]
    public void A_block_entry_at_level_3_is_a_translation_fault()
    {
        _lab.SetLeaf(Va, _page | Lab.ReadWrite | 1);
        AssertFault(GpuException.TRANSLATION_FAULT_3);
    }

    [Theory]
    [InlineData(1, GpuException.PERM_FAULT_1)]
    [InlineData(2, GpuException.PERM_FAULT_2)]
    [InlineData(3, GpuException.PERM_FAULT_3)]
    public void A_write_to_read_only_memory_is_a_permission_fault(int level, GpuException exception)
    {
        _lab.SetLeaf(Va, Lab.ReadWrite | Lab.ReadOnlyBit | (level == 3 ? _page | 3 : 1), level);
        AssertFault(exception, AccessKind.Write);
    }

    [Fact]
    public void Memory_that_user_code_may_not_see_is_a_permission_fault()
    {
        _lab.MapPage(Va, _page, Lab.ReadWrite & ~(1UL << 6));
        AssertFault(GpuException.PERM_FAULT_3);
    }

    [Theory]
    [InlineData(62, AccessKind.Write)]
    [InlineData(61, AccessKind.Read)]
    [InlineData(60, AccessKind.Execute)]
    public void Permissions_of_a_table_hold_for_all_below_unless_disabled(int bit, AccessKind kind)
    {
        _lab.MapPage(Va, _page);
        ulong entry = _lab.TableOf(Va, 1) + (((Va >> 30) & 511) * 8);
        _lab.Write64(entry, _lab.Read64(entry) | (1UL << bit));
        AssertFault(GpuException.PERM_FAULT_3, kind);
        _lab.Enable(transCfg: Lab.TransCfg | AS_TRANSCFG_DISABLE_HIER_AP);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va, kind).Status);
    }

    [Fact]
    public void WXN_makes_writable_memory_not_executable()
    {
        _lab.MapPage(Va, _page);
        _lab.MapPage(Va + 0x1000, _page, Lab.ReadWrite | Lab.ReadOnlyBit);
        _lab.Enable(transCfg: Lab.TransCfg | AS_TRANSCFG_WXN);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va + 0x1000, AccessKind.Execute).Status);
        Assert.Equal(GpuException.PERM_FAULT_3, _lab.Touch(Va, AccessKind.Execute).Exception);
    }

    [Theory]
    [InlineData(1, GpuException.ACCESS_FLAG_1)]
    [InlineData(2, GpuException.ACCESS_FLAG_2)]
    [InlineData(3, GpuException.ACCESS_FLAG_3)]
    public void A_clear_access_flag_faults_unless_disabled(int level, GpuException exception)
    {
        ulong target = level == 3 ? _page | 3 : _lab.Memory.Base & ~0x3fff_ffffUL | 1;
        _lab.SetLeaf(Va, (Lab.ReadWrite & ~(1UL << 10)) | target, level);
        AssertFault(exception);
        if (level == 3)
        {
            _lab.Enable(transCfg: Lab.TransCfg | AS_TRANSCFG_DISABLE_AF_FAULT);
            Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
        }
    }

    [Fact]
    public void A_virtual_address_that_is_too_wide_is_an_input_size_fault()
    {
        _lab.Enable();
        GpuAccessResult result = _lab.Touch(1UL << 48);
        Assert.Equal(GpuException.ADDR_SIZE_FAULT_IN, result.Exception);
    }

    [Theory]
    [InlineData(0, GpuException.ADDR_SIZE_FAULT_OUT0)]
    [InlineData(1, GpuException.ADDR_SIZE_FAULT_OUT1)]
    [InlineData(2, GpuException.ADDR_SIZE_FAULT_OUT2)]
    [InlineData(3, GpuException.ADDR_SIZE_FAULT_OUT3)]
    public void A_physical_address_that_is_too_wide_is_an_output_size_fault_of_its_level(
        int level, GpuException exception)
    {
        _lab.SetLeaf(Va, (1UL << 40) | Lab.ReadWrite | 3, level);
        AssertFault(exception);
    }

    [Fact]
    public void A_root_table_that_is_too_wide_is_an_output_size_fault_of_level_0()
    {
        _lab.Enable(transTab: 1UL << 41);
        Assert.Equal(GpuException.ADDR_SIZE_FAULT_OUT0, _lab.Touch(Va).Exception);
    }

    [Theory]
    [InlineData(1, GpuException.MEM_ATTR_FAULT_1)]
    [InlineData(2, GpuException.MEM_ATTR_FAULT_2)]
    [InlineData(3, GpuException.MEM_ATTR_FAULT_3)]
    public void A_memory_type_of_fault_is_an_attribute_fault(int level, GpuException exception)
    {
        ulong target = level == 3 ? _page | 3 : 1;
        _lab.SetLeaf(Va, Lab.ReadWrite | target, level);
        _lab.Enable(memAttr: Lab.MemAttr | ((ulong)AS_MEMATTR_AARCH64_FAULT << 8));
        Assert.Equal(exception, _lab.Touch(Va).Exception);
    }

    [Fact]
    public void An_unmapped_address_space_faults_at_level_0()
    {
        Assert.Equal(GpuException.TRANSLATION_FAULT_0, _lab.Touch(Va).Exception);
        _lab.Enable(transCfg: AS_TRANSCFG_ADRMODE_UNMAPPED);
        Assert.Equal(GpuException.TRANSLATION_FAULT_0, _lab.Touch(Va).Exception);
    }

    [Fact]
    public void The_fault_registers_tell_who_wanted_what_where()
    {
        _lab.Enable(space: 3);
        _lab.Registers.Write32(MMU_INT_BASE + INT_MASK, 1u << 3);
        Assert.False(_lab.Board.Platform.MmuIrq.Level);
        Assert.Equal(
            TranslateStatus.Fault, _lab.Port.TryTranslate(3, Va + 0x18, AccessKind.Write, out ulong pa, 0xabcd));
        Assert.Equal(0UL, pa);
        uint status = _lab.Registers.Read32(_lab.AsRegister(AS_FAULTSTATUS, 3));
        Assert.Equal(0xabcd_03c0u, status);
        Assert.Equal(AS_FAULTSTATUS_ACCESS_TYPE_WRITE, status & AS_FAULTSTATUS_ACCESS_TYPE_MASK);
        Assert.Equal(Va + 0x18, _lab.Registers.Read64(_lab.AsRegister(AS_FAULTADDRESS, 3)));
        Assert.Equal(0x0008u, _lab.MmuRawStatus & 0xffff);
        Assert.True(_lab.Board.Platform.MmuIrq.Level);
        Assert.Equal(GPU_STATUS_PAGE_FAULT, _lab.Registers.Read32(GPU_STATUS) & GPU_STATUS_PAGE_FAULT);
        AddressSpaceView view = _lab.Board.AddressSpaceView(3);
        Assert.Equal(AddressSpaceState.Faulted, view.State);
        Assert.Equal(GpuException.TRANSLATION_FAULT_0, view.Exception);
        Finding finding = Assert.Single(_lab.Simulation.Findings);
        Assert.Equal(FindingKind.GpuPageFault, finding.Kind);
    }

    [Fact]
    public void A_faulted_space_terminates_everything_until_the_next_UPDATE()
    {
        _lab.MapPage(Va, _page);
        _lab.Enable();
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
        Assert.Equal(TranslateStatus.Fault, _lab.Touch(Va + 0x1000).Status);
        Assert.Equal(TranslateStatus.Fault, _lab.Touch(Va).Status);
        Assert.Equal(Va + 0x1000, _lab.Registers.Read64(_lab.AsRegister(AS_FAULTADDRESS, 1)));
        _lab.Registers.Write32(MMU_INT_BASE + INT_CLEAR, 1u << 1);
        Assert.Equal(TranslateStatus.Fault, _lab.Touch(Va).Status);
        Assert.Equal(0u, _lab.MmuRawStatus & 0xffff);
        _lab.Command(AS_COMMAND_UPDATE);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va).Status);
        Assert.Single(_lab.Simulation.Findings);
    }

    [Fact]
    public void Other_address_spaces_go_on_when_one_faults()
    {
        _lab.MapPage(Va, _page);
        _lab.Enable(space: 1);
        _lab.Enable(space: 2);
        _lab.Touch(Va + 0x1000, space: 1);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va, space: 2).Status);
    }

    [Fact]
    public void A_page_outside_of_RAM_is_a_bus_fault_of_the_GPU()
    {
        _lab.MapPage(Va, 0x80_0000_0000);
        _lab.Enable();
        Assert.Equal(GpuException.GPU_BUS_FAULT, _lab.Touch(Va + 0x10).Exception);
        AssertBusFault(0x80_0000_0010);
        Assert.Equal(AddressSpaceState.Enabled, _lab.Board.AddressSpaceView(1).State);
        _lab.Registers.Write32(GPU_CMD, 7);
        Assert.Equal(0u, _lab.Registers.Read32(GPU_FAULT_STATUS));
    }

    [Fact]
    public void A_table_outside_of_RAM_is_a_bus_fault_of_the_GPU()
    {
        _lab.Enable(transTab: 0x1000);
        Assert.Equal(GpuException.GPU_BUS_FAULT, _lab.Touch(0).Exception);
        AssertBusFault(0x1000);
    }

    [Fact]
    public void An_access_without_power_goes_nowhere_and_is_reported_once()
    {
        using var lab = new Lab(power: false);
        lab.Enable();
        Assert.Equal(TranslateStatus.Aborted, lab.Touch(Va).Status);
        Assert.Equal(TranslateStatus.Aborted, lab.Touch(Va).Status);
        Assert.Equal(FindingKind.Warn, Assert.Single(lab.Simulation.Findings).Kind);
    }

    private void AssertBusFault(ulong physical)
    {
        Assert.Equal((uint)GpuException.GPU_BUS_FAULT, _lab.Registers.Read32(GPU_FAULT_STATUS));
        Assert.Equal(physical, _lab.Registers.Read64(GPU_FAULT_ADDR));
        Assert.Equal(GPU_IRQ_FAULT, _lab.Registers.Read32(GPU_INT_BASE + INT_RAWSTAT) & GPU_IRQ_FAULT);
    }

    private void AssertFault(GpuException exception, AccessKind kind = AccessKind.Read)
    {
        _lab.Enable();
        GpuAccessResult result = _lab.Touch(Va, kind);
        Assert.Equal(TranslateStatus.Fault, result.Status);
        Assert.Equal(exception, result.Exception);
        Assert.Equal((uint)exception, _lab.Registers.Read32(_lab.AsRegister(AS_FAULTSTATUS, 1)) & 0xff);
        Assert.Equal(Va, _lab.Registers.Read64(_lab.AsRegister(AS_FAULTADDRESS, 1)));
    }
}
