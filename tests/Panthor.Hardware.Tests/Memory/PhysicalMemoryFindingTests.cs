using System;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed class PhysicalMemoryFindingTests : IDisposable
{
    private readonly Simulation _simulation = new();
    private readonly PhysicalMemory _memory;

    public PhysicalMemoryFindingTests() => _memory = new PhysicalMemory(_simulation, 4 << 20);

    public void Dispose()
    {
        _memory.Dispose();
        _simulation.Dispose();
    }

    [Fact]
    public void A_double_free_is_reported_and_changes_nothing()
    {
        ulong page = Allocate(0);
        ulong other = Allocate(0);
        _memory.Free(page, 0);
        _memory.Free(page, 0);
        Finding finding = Assert.Single(_simulation.Findings);
        Assert.Equal(FindingKind.DoubleFree, finding.Kind);
        Assert.Equal(1, _memory.CountOf(PageUse.Buffer));
        Assert.Equal(page, Allocate(0));
        Assert.NotEqual(other, Allocate(0));
    }

    [Theory]
    [InlineData(0x0UL, 0)]
    [InlineData(0x1_0000_0800UL, 0)]
    [InlineData(0x1_0000_1000UL, 9)]
    [InlineData(0x2_0000_0000UL, 0)]
    public void Freeing_what_was_never_a_page_is_reported(ulong address, int order)
    {
        _memory.Free(address, order);
        Assert.Equal(FindingKind.BadPage, Assert.Single(_simulation.Findings).Kind);
    }

    [Fact]
    public void Freeing_with_the_wrong_order_is_reported()
    {
        ulong huge = Allocate(9);
        _memory.Free(huge, 0);
        Assert.Equal(FindingKind.BadPage, Assert.Single(_simulation.Findings).Kind);
        Assert.False(_memory.StateOf(huge).IsFree);
    }

    [Fact]
    public void Freeing_a_page_that_others_hold_is_reported()
    {
        ulong page = Allocate(0);
        _memory.GetReference(page);
        _memory.Free(page, 0);
        Assert.Equal(FindingKind.BadPage, Assert.Single(_simulation.Findings).Kind);
        Assert.False(_memory.StateOf(page).IsFree);
    }

    [Fact]
    public void Taking_a_reference_to_a_free_page_is_reported()
    {
        ulong page = Allocate(0);
        _memory.Free(page, 0);
        _memory.GetReference(page);
        Assert.Equal(FindingKind.UseAfterFree, Assert.Single(_simulation.Findings).Kind);
    }

    [Fact]
    public void AssertAllocated_tells_and_reports()
    {
        ulong page = Allocate(0);
        Assert.True(_memory.AssertAllocated(page + 5, "copy"));
        _memory.Free(page, 0);
        Assert.False(_memory.AssertAllocated(page + 5, "copy"));
        Assert.StartsWith("copy", Assert.Single(_simulation.Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaks_are_reported_once_per_use_with_addresses()
    {
        ulong page = Allocate(0);
        Allocate(9);
        Assert.True(_memory.TryAllocate(0, PageUse.PageTable, true, out ulong table));
        Assert.Equal(514, _memory.CheckLeaks());
        Assert.Equal(2, _simulation.Findings.Count);
        Assert.All(_simulation.Findings, static finding => Assert.Equal(FindingKind.Leak, finding.Kind));
        Assert.Contains($"0x{table:x10}", _simulation.Findings[0].Report, StringComparison.Ordinal);
        Assert.Contains($"0x{page:x10}", _simulation.Findings[1].Report, StringComparison.Ordinal);
        Assert.Contains("513 pages", _simulation.Findings[1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_leaked_is_no_finding()
    {
        _memory.Free(Allocate(0), 0);
        Assert.Equal(0, _memory.CheckLeaks());
        Assert.Empty(_simulation.Findings);
    }

    private ulong Allocate(int order)
    {
        Assert.True(_memory.TryAllocate(order, PageUse.Buffer, zero: true, out ulong page));
        return page;
    }
}
