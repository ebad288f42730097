using System;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class StaleTranslationTests : IDisposable
{
    private const ulong Va = 0x4000_0000;

    private readonly Lab _lab = new();
    private readonly ulong _old;
    private readonly ulong _new;

    public StaleTranslationTests()
    {
        _old = _lab.AllocatePage();
        _new = _lab.AllocatePage();
        _lab.MapPage(Va, _old);
        _lab.Enable();
        _lab.PhysicalOf(Va);
    }

    public void Dispose() => _lab.Dispose();

    private FindingLog Findings => _lab.Simulation.Findings;

    [Fact]
    public void A_missing_flush_is_found_and_the_old_page_is_used()
    {
        _lab.MapPage(Va, _new);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Finding finding = Assert.Single(Findings);
        Assert.Equal(FindingKind.StaleTranslation, finding.Kind);
        Assert.Contains($"0x{_old:x}", finding.Report, StringComparison.Ordinal);
        Assert.Contains($"0x{_new:x}", finding.Report, StringComparison.Ordinal);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Assert.Single(Findings);
    }

    [Fact]
    public void A_page_unmapped_without_a_flush_is_found()
    {
        _lab.SetLeaf(Va, 0);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Assert.Contains("TRANSLATION_FAULT_3", Assert.Single(Findings).Report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_rights_without_a_flush_is_found()
    {
        _lab.MapPage(Va, _old, Lab.ReadWrite | Lab.ReadOnlyBit);
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(Va, AccessKind.Write).Status);
        Assert.Equal(FindingKind.StaleTranslation, Assert.Single(Findings).Kind);
    }

    [Fact]
    public void An_unmap_that_frees_the_table_without_a_flush_is_found()
    {
        ulong table = _lab.TableOf(Va, 3);
        _lab.SetLeaf(Va, 0, level: 2);
        _lab.Memory.Free(table, 0);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Assert.Equal(FindingKind.StaleTranslation, Assert.Single(Findings).Kind);
    }

    [Fact]
    public void A_table_that_is_unlinked_and_kept_without_a_flush_is_found()
    {
        _lab.SetLeaf(Va, 0, level: 2);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Assert.Equal(FindingKind.StaleTranslation, Assert.Single(Findings).Kind);
    }

    [Fact]
    public void A_table_replaced_by_a_block_without_a_flush_is_found()
    {
        _lab.MapBlock(Va, _lab.AllocateHugePage());
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        Assert.Equal(FindingKind.StaleTranslation, Assert.Single(Findings).Kind);
    }

    [Fact]
    public void A_proper_update_under_lock_is_no_finding()
    {
        _lab.Lock(Va, 0x1000);
        _lab.MapPage(Va, _new);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
        _lab.StartCommand(AS_COMMAND_UNLOCK);
        Assert.Equal(TranslateStatus.Stall, _lab.Touch(Va).Status);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(_new, _lab.PhysicalOf(Va));
        Assert.Empty(Findings);
    }

    [Theory]
    [InlineData(AS_COMMAND_UPDATE)]
    [InlineData(AS_COMMAND_FLUSH_PT)]
    public void The_window_before_a_pending_flush_completes_is_no_finding(uint command)
    {
        LockRegion.Covering(Va, 0x1000, out ulong lockAddr);
        _lab.Registers.Write64(_lab.AsRegister(AS_LOCKADDR, 1), lockAddr);
        _lab.MapPage(Va, _new);
        _lab.StartCommand(command);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(_new, _lab.PhysicalOf(Va));
        Assert.Empty(Findings);
    }

    [Fact]
    public void A_flush_of_another_region_is_no_excuse()
    {
        LockRegion.Covering(Va + 0x10_0000, 0x1000, out ulong lockAddr);
        _lab.Registers.Write64(_lab.AsRegister(AS_LOCKADDR, 1), lockAddr);
        _lab.MapPage(Va, _new);
        _lab.StartCommand(AS_COMMAND_FLUSH_PT);
        _lab.PhysicalOf(Va);
        Assert.Single(Findings);
    }

    [Fact]
    public void The_same_translation_by_another_entry_is_no_finding()
    {
        // Bits that do not change what the GPU may do (here: software bit 55), and the same page again.
        _lab.MapPage(Va, _old, Lab.ReadWrite | (1UL << 55));
        _lab.PhysicalOf(Va);
        Assert.Empty(Findings);
        _lab.MapPage(Va, _new);
        _lab.PhysicalOf(Va);
        Assert.Single(Findings);
    }

    [Fact]
    public void A_page_that_was_freed_while_mapped_is_found_on_access_and_reads_as_poison()
    {
        _lab.Memory.TryWrite(_old, [1, 2, 3, 4]);
        _lab.Memory.Free(_old, 0);
        byte[] bytes = new byte[4];
        Assert.True(_lab.Read(Va, bytes).IsOk);
        Assert.Equal([0x6b, 0x6b, 0x6b, 0x6b], bytes);
        Finding finding = Assert.Single(Findings);
        Assert.Equal(FindingKind.BadPage, finding.Kind);
        Assert.Contains("freed page", finding.Title, StringComparison.Ordinal);
        _lab.Read(Va, bytes);
        Assert.Single(Findings);
    }

    [Fact]
    public void A_walk_through_a_freed_table_is_found()
    {
        ulong table = _lab.TableOf(Va, 3);
        _lab.Memory.Free(table, 0);
        _lab.Command(AS_COMMAND_UPDATE);
        GpuAccessResult result = _lab.Touch(Va);
        Assert.Equal(GpuException.ADDR_SIZE_FAULT_OUT3, result.Exception);
        Assert.Contains(Findings, static finding => finding.Kind == FindingKind.BadPage);
        Assert.Equal(1, Findings.Count(static finding => finding.Kind == FindingKind.GpuPageFault));
    }

    [Fact]
    public void A_translation_from_a_table_that_has_become_an_untouched_page_of_a_buffer_is_stale()
    {
        ulong table = _lab.TableOf(Va, 3);
        _lab.Memory.Free(table, 0);
        Assert.True(_lab.Memory.TryAllocate(0, PageUse.Buffer, PageFill.ZeroOnTouch, out ulong buffer));
        Assert.Equal(table, buffer);
        _lab.Touch(Va);
        Assert.Equal(FindingKind.StaleTranslation, Assert.Single(Findings).Kind);
    }
}
