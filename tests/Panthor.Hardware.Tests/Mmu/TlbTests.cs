using System;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class TlbTests : IDisposable
{
    private const ulong Va = 0x4000_0000;

    private readonly Lab _lab = new(board: new BoardOptions
    {
        MemorySize = 16 << 20,
        CheckStaleTranslations = false,
    });

    private readonly ulong _old;
    private readonly ulong _new;

    public TlbTests()
    {
        _old = _lab.AllocatePage();
        _new = _lab.AllocatePage();
        _lab.MapPage(Va, _old);
        _lab.Enable();
    }

    public void Dispose() => _lab.Dispose();

    private TlbStatistics Statistics => _lab.Board.AddressSpaceView(1).Tlb;

    [Fact]
    public void The_second_access_to_a_page_does_not_walk()
    {
        _lab.PhysicalOf(Va);
        Assert.Equal((1, 0L, 1L), (Statistics.Entries4K, Statistics.Hits, Statistics.Walks));
        _lab.PhysicalOf(Va + 0xfff);
        Assert.Equal((1, 1L, 1L), (Statistics.Entries4K, Statistics.Hits, Statistics.Walks));
    }

    [Fact]
    public void A_block_takes_one_entry_for_all_its_pages()
    {
        ulong huge = _lab.AllocateHugePage();
        _lab.MapBlock(Va + 0x20_0000, huge);
        for (ulong offset = 0; offset < 0x20_0000; offset += 0x1_1000)
            Assert.Equal(huge + offset, _lab.PhysicalOf(Va + 0x20_0000 + offset));

        Assert.Equal((0, 1, 1L), (Statistics.Entries4K, Statistics.Entries2M, Statistics.Walks));
    }

    [Fact]
    public void A_changed_page_table_does_not_touch_the_TLB()
    {
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        _lab.MapPage(Va, _new);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
        _lab.SetLeaf(Va, 0);
        Assert.Equal(_old, _lab.PhysicalOf(Va));
    }

    [Fact]
    public void Faults_are_not_cached()
    {
        Assert.Equal(TranslateStatus.Fault, _lab.Touch(Va + 0x1000).Status);
        _lab.MapPage(Va + 0x1000, _new);
        _lab.Command(AS_COMMAND_UPDATE);
        Assert.Equal(_new, _lab.PhysicalOf(Va + 0x1000));
    }

    [Fact]
    public void A_cached_permission_denies_even_when_the_tables_now_allow()
    {
        _lab.MapPage(Va, _old, Lab.ReadWrite | Lab.ReadOnlyBit);
        _lab.PhysicalOf(Va);
        _lab.MapPage(Va, _old);
        Assert.Equal(GpuException.PERM_FAULT_3, _lab.Touch(Va, AccessKind.Write).Exception);
    }

    [Theory]
    [InlineData(AS_COMMAND_UNLOCK)]
    [InlineData(AS_COMMAND_FLUSH_PT)]
    [InlineData(AS_COMMAND_FLUSH_MEM)]
    public void Unlock_and_flushes_drop_the_locked_region_and_no_more(uint command)
    {
        ulong outside = Va + 0x8000;
        _lab.MapPage(outside, _old);
        _lab.PhysicalOf(Va);
        _lab.PhysicalOf(outside);
        _lab.Lock(Va, 0x1000);
        Assert.Equal(2, Statistics.Entries4K);
        _lab.MapPage(Va, _new);
        _lab.MapPage(outside, _new);
        _lab.Command(command);
        Assert.Equal(1, Statistics.Entries4K);
        Assert.Equal(_new, _lab.PhysicalOf(Va));
        Assert.Equal(_old, _lab.PhysicalOf(outside));
    }

    [Fact]
    public void Without_a_lock_a_flush_drops_the_region_of_LOCKADDR()
    {
        _lab.PhysicalOf(Va);
        LockRegion.Covering(Va, 0x1000, out ulong lockAddr);
        _lab.Registers.Write64(_lab.AsRegister(AS_LOCKADDR, 1), lockAddr);
        _lab.MapPage(Va, _new);
        _lab.Command(AS_COMMAND_FLUSH_PT);
        Assert.Equal(_new, _lab.PhysicalOf(Va));
    }

    [Fact]
    public void LOCK_alone_drops_nothing()
    {
        _lab.PhysicalOf(Va);
        _lab.Lock(Va, 0x1000);
        Assert.Equal(1, Statistics.Entries4K);
    }

    [Fact]
    public void A_region_drops_the_blocks_that_it_touches()
    {
        _lab.MapBlock(Va + 0x20_0000, _lab.AllocateHugePage());
        _lab.PhysicalOf(Va + 0x20_0000);
        _lab.Lock(Va + 0x30_0000, 0x1000);
        _lab.Command(AS_COMMAND_UNLOCK);
        Assert.Equal(0, Statistics.Entries2M);
    }

    [Fact]
    public void UPDATE_drops_everything_of_its_space_only()
    {
        _lab.Enable(2);
        _lab.PhysicalOf(Va, 1);
        _lab.PhysicalOf(Va, 2);
        _lab.MapPage(Va, _new);
        _lab.Command(AS_COMMAND_UPDATE, 1);
        Assert.Equal(_new, _lab.PhysicalOf(Va, 1));
        Assert.Equal(_old, _lab.PhysicalOf(Va, 2));
    }

    [Fact]
    public void Switching_the_L2_off_drops_everything()
    {
        _lab.PhysicalOf(Va);
        _lab.Registers.Write64(L2_PWROFF, 1);
        _lab.Simulation.RunUntilIdle();
        Assert.Equal(0, Statistics.Entries4K);
        _lab.PowerOn();
        _lab.MapPage(Va, _new);
        Assert.Equal(_new, _lab.PhysicalOf(Va));
    }

    [Fact]
    public void The_TLB_is_bounded_and_replaces_by_address()
    {
        for (ulong page = 0; page < 300; page++)
            _lab.MapPage(Va + (page * 0x1000), _old);

        for (ulong page = 0; page < 300; page++)
            _lab.PhysicalOf(Va + (page * 0x1000));

        Assert.Equal(256, Statistics.Entries4K);
        long walks = Statistics.Walks;
        _lab.PhysicalOf(Va + (100 * 0x1000));
        Assert.Equal(walks, Statistics.Walks);
        _lab.PhysicalOf(Va);
        Assert.Equal(walks + 1, Statistics.Walks);
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        _lab.Port.TryTranslate(1, Va, AccessKind.Write, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            _lab.Port.TryTranslate(1, Va, AccessKind.Write, out _);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1000, Statistics.Hits);
    }
}
