using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Heaps;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Heaps;

/// <summary>What the GPU finds of a heap, how it grows, and who may still hold it when its VM goes.</summary>
public sealed class HeapPoolTests
{
    private const uint Chunk = 128 << 10;
    private const uint PagesPerChunk = Chunk / 4096;

    [Fact]
    public void The_GPU_finds_a_cleared_context_and_the_initial_chunks_linked_the_newest_first()
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap created, initial: 3);
        PanthorHeapChunk[] chunks = [.. pool.Find(0)!.Chunks];
        Assert.Equal(created.FirstHeapChunkGpuVa, chunks[0].GpuVa);
        Assert.Equal(pool.ContextAddress(0), created.TilerHeapCtxGpuVa);

        Assert.All(GpuRead(test, created.TilerHeapCtxGpuVa, 64), value => Assert.Equal(0, value));
        Assert.Equal(
            [chunks[1].GpuVa | PagesPerChunk, chunks[2].GpuVa | PagesPerChunk, 0],
            chunks.Select(chunk => BinaryPrimitives.ReadUInt64LittleEndian(GpuRead(test, chunk.GpuVa, 8))));
    }

    [Fact]
    public void A_reused_context_is_cleared()
    {
        using var test = new TestMachine();
        NewHeap(test, out DrmPanthorTilerHeap first);
        byte[] state = Enumerable.Repeat((byte)0x5a, 64).ToArray();
        PanthorVm vm = test.File.Vms.Find(1)!;
        Assert.True(test.Call(() => test.Machine.AccessAsync(vm, first.TilerHeapCtxGpuVa, state, true)).Value.IsOk);
        Assert.True(test.Call(() => test.File.TilerHeapDestroyAsync(first.Handle)).IsOk);

        DrmPanthorTilerHeap second = test.Call(() => test.File.TilerHeapCreateAsync(new(1, 1, Chunk, 4, 8))).Value;
        Assert.Equal(first.TilerHeapCtxGpuVa, second.TilerHeapCtxGpuVa);
        Assert.All(GpuRead(test, second.TilerHeapCtxGpuVa, 64), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_GPU_faults_on_a_heap_that_was_destroyed()
    {
        using var test = new TestMachine();
        NewHeap(test, out DrmPanthorTilerHeap heap);
        Assert.True(test.Call(() => test.File.TilerHeapDestroyAsync(heap.Handle)).IsOk);
        PanthorVm vm = test.File.Vms.Find(1)!;
        GpuAccessResult chunk = test.Call(
            () => test.Machine.AccessAsync(vm, heap.FirstHeapChunkGpuVa, new byte[8], true)).Value;
        Assert.Equal(TranslateStatus.Fault, chunk.Status);
        GpuAccessResult context = test.Call(
            () => test.Machine.AccessAsync(vm, heap.TilerHeapCtxGpuVa, new byte[8], true)).Value;
        Assert.True(context.IsOk);
        test.Machine.Simulation.Findings.Clear();
    }

    [Fact]
    public void A_heap_grows_up_to_its_limit_and_leaves_the_link_to_the_firmware()
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap, initial: 1, max: 3);
        ulong size = pool.Size;
        ulong second = Grow(test, pool, heap).Value;
        ulong third = Grow(test, pool, heap).Value;
        Assert.Equal(PagesPerChunk, second & 0xfff);
        Assert.Equal([third & ~0xffful, second & ~0xffful, heap.FirstHeapChunkGpuVa], Addresses(pool));
        Assert.All(GpuRead(test, second & ~0xffful, 64), value => Assert.Equal(0, value));
        Assert.Equal(size + 2 * Chunk, pool.Size);

        KernelResult<ulong> full = Grow(test, pool, heap);
        Assert.Equal(Errno.ENOMEM, full.Errno);
        Assert.Contains("3 chunks", full.Check);
        Assert.True(pool.IsLeftToFirmware(full.Errno));
        Assert.False(pool.IsLeftToFirmware(Errno.EINVAL));
    }

    [Fact]
    public void A_heap_does_not_grow_with_more_render_passes_in_flight_than_its_target()
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap, target: 2);
        Assert.True(Grow(test, pool, heap, inFlight: 2).IsOk);
        KernelResult<ulong> waiting = Grow(test, pool, heap, inFlight: 3, pending: 1);
        Assert.Equal(Errno.ENOMEM, waiting.Errno);
        Assert.Contains("3 render passes", waiting.Check);
    }

    [Theory]
    [InlineData(3u, 0u, Errno.EBUSY, true)] // too many render passes
    [InlineData(1u, 1u, Errno.EBUSY, true)] // full, but a fragment job is still to come
    [InlineData(1u, 0u, Errno.ENOMEM, false)] // full, and nothing to wait for: incremental rendering never happens
    public void Without_the_patch_a_full_heap_is_an_error_unless_there_is_something_to_wait_for(
        uint inFlight, uint pending, Errno expected, bool isLeft)
    {
        using var test = new TestMachine(new MachineOptions
        {
            MemorySize = 32L << 20,
            Without = [PatchCatalogue.IncrementalRendering],
        });
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap, max: 1, target: 2);
        KernelResult<ulong> result = Grow(test, pool, heap, inFlight, pending);
        Assert.Equal(expected, result.Errno);
        Assert.Equal(isLeft, pool.IsLeftToFirmware(result.Errno));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-64)]
    [InlineData(64)]
    [InlineData(128 * 64)]
    [InlineData(1L << 40)]
    public void Growing_anything_but_a_heap_is_EINVAL(long distance)
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap);
        Assert.True(test.Call(() => test.File.TilerHeapDestroyAsync(heap.Handle)).IsOk);
        ulong address = unchecked(heap.TilerHeapCtxGpuVa + (ulong)distance);
        KernelResult<ulong> grown = test.Call(() => pool.GrowAsync(address, 1, 0));
        Assert.Equal(Errno.EINVAL, grown.Errno);
        Assert.Contains($"0x{address:x}", grown.Check);
        Assert.Equal(Errno.EINVAL, test.Call(() => pool.ReturnChunkAsync(address, 0x1000)).Errno);
    }

    [Fact]
    public void Growing_without_memory_is_ENOMEM_and_the_heap_is_as_before()
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap);
        ulong size = pool.Size;
        foreach (FaultPoint point in new[] { SyncFaultPoints.KernelAllocation, HardwareFaultPoints.PageAllocation })
        {
            test.Machine.Simulation.Faults.Add(new FaultInjection(point) { Times = 1 });
            Assert.Equal(Errno.ENOMEM, Grow(test, pool, heap).Errno);
            Assert.Equal((1u, size), (pool.Find(0)!.ChunkCount, pool.Size));
        }

        Assert.True(Grow(test, pool, heap).IsOk);
    }

    [Fact]
    public void A_chunk_that_never_reached_the_firmware_is_returned_once()
    {
        using var test = new TestMachine();
        PanthorHeapPool pool = NewHeap(test, out DrmPanthorTilerHeap heap);
        ulong size = pool.Size;
        ulong chunk = Grow(test, pool, heap).Value;
        Assert.True(test.Call(() => pool.ReturnChunkAsync(heap.TilerHeapCtxGpuVa, chunk)).IsOk);
        Assert.Equal((1u, size), (pool.Find(0)!.ChunkCount, pool.Size));
        KernelResult again = test.Call(() => pool.ReturnChunkAsync(heap.TilerHeapCtxGpuVa, chunk));
        Assert.Equal(Errno.EINVAL, again.Errno);
        Assert.Contains("no chunk at", again.Check);
    }

    [Fact]
    public void A_pool_that_is_held_for_longer_than_its_VM_has_no_heaps_and_makes_none()
    {
        using var test = new TestMachine();
        NewHeap(test, out _);
        PanthorHeapPool pool = test.Call(() => test.File.Vms.Find(1)!.GetHeapPoolAsync(false)).Value;
        Assert.True(test.Call(() => test.File.VmDestroyAsync(1)).IsOk);
        Assert.Empty(pool.Heaps);
        Assert.Equal(0ul, pool.Size);
        KernelResult created = test.Call(() => pool.CreateHeapAsync(1, Chunk, 1, 0));
        Assert.Equal(Errno.EINVAL, created.Errno);
        Assert.Contains("destroyed", created.Check);
        pool.Put();
    }

    [Fact]
    public void Growing_a_heap_whose_VM_was_destroyed_reads_freed_memory_as_in_7_2()
    {
        using var test = new TestMachine();
        NewHeap(test, out DrmPanthorTilerHeap heap);
        PanthorHeapPool pool = test.Call(() => test.File.Vms.Find(1)!.GetHeapPoolAsync(false)).Value;
        Assert.True(test.Call(() => test.File.VmDestroyAsync(1)).IsOk);
        Assert.Equal(Errno.EINVAL, Grow(test, pool, heap).Errno);
        pool.Put();
        Finding finding = Assert.Single(test.Machine.Simulation.Findings);
        Assert.Equal(FindingKind.UseAfterFree, finding.Kind);
        Assert.Contains("panthor_heap_grow", finding.Title);
        test.Machine.Simulation.Findings.Clear();
    }

    [Fact]
    public void Heaps_created_while_their_VM_is_destroyed_leave_nothing_behind_under_any_schedule()
    {
        HashSet<string> outcomes = [];
        for (ulong seed = 1; seed <= 120; seed++)
            outcomes.Add(RaceWithDestroy(seed));
        Assert.Contains("None", outcomes);
        Assert.True(outcomes.Count >= 3, string.Join(", ", outcomes));
    }

    private static string RaceWithDestroy(ulong seed)
    {
        using var test = new TestMachine(new MachineOptions
        {
            MemorySize = 32L << 20,
            Chooser = new RandomChooser(seed),
        });
        test.NewVm();
        Simulation simulation = test.Machine.Simulation;
        SimTask<KernelResult<DrmPanthorTilerHeap>> create =
            simulation.Spawn("create", () => test.File.TilerHeapCreateAsync(new(1, 2, Chunk, 2, 0)));
        SimTask<KernelResult> destroy = simulation.Spawn("destroy", () => DestroyAfterAsync(seed % 80));
        Assert.True(simulation.RunToCompletion(destroy).IsOk);
        KernelResult<DrmPanthorTilerHeap> created = simulation.RunToCompletion(create);
        simulation.RunUntilIdle();
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
        return created.IsOk ? "None" : $"{created.Errno} {created.Check}";

        async KTask<KernelResult> DestroyAfterAsync(ulong turns)
        {
            for (ulong i = 0; i < turns; i++)
                await simulation.Yield();
            return await test.File.VmDestroyAsync(1);
        }
    }

    private static PanthorHeapPool NewHeap(
        TestMachine test, out DrmPanthorTilerHeap heap, uint initial = 1, uint max = 4, uint target = 8)
    {
        uint vm = test.NewVm();
        KernelResult<DrmPanthorTilerHeap> created =
            test.Call(() => test.File.TilerHeapCreateAsync(new(vm, initial, Chunk, max, target)));
        heap = created.Value;
        return test.File.Vms.Find(vm)!.HeapPool!;
    }

    private static KernelResult<ulong> Grow(
        TestMachine test, PanthorHeapPool pool, DrmPanthorTilerHeap heap, uint inFlight = 1, uint pending = 0) =>
        test.Call(() => pool.GrowAsync(heap.TilerHeapCtxGpuVa, inFlight, pending));

    private static IEnumerable<ulong> Addresses(PanthorHeapPool pool) =>
        pool.Find(0)!.Chunks.Select(chunk => chunk.GpuVa);

    private static byte[] GpuRead(TestMachine test, ulong address, int count)
    {
        byte[] bytes = new byte[count];
        PanthorVm vm = test.File.Vms.Find(1)!;
        Assert.True(test.Call(() => test.Machine.AccessAsync(vm, address, bytes, false)).Value.IsOk);
        return bytes;
    }
}
