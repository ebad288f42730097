using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Heaps;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi;

/// <summary>TILER_HEAP_CREATE and TILER_HEAP_DESTROY: every check with its errno, and that nothing is left behind.</summary>
public sealed class TilerHeapTests
{
    private const uint Chunk = 128 << 10;
    private const ulong Contexts = 8192;

    [Theory]
    [InlineData(2u, 1u, Chunk, 4u, "VM 2 does not exist")]
    [InlineData(1u, 0u, Chunk, 4u, "initial_chunk_count is 0")]
    [InlineData(1u, 5u, Chunk, 4u, "5 exceeds max_chunks 4")]
    [InlineData(1u, 1u, Chunk + 1, 4u, "0x20001 is no multiple")]
    [InlineData(1u, 1u, Chunk - 4096, 4u, "0x1f000 is not between")]
    [InlineData(1u, 1u, (8u << 20) + 4096, 4u, "0x801000 is not between")]
    public void CREATE_refuses_with_EINVAL_and_names_the_check(
        uint vm, uint initial, uint chunkSize, uint max, string words)
    {
        using var test = new TestMachine();
        test.NewVm();
        KernelResult<DrmPanthorTilerHeap> heap = TryCreate(test, new(vm, initial, chunkSize, max, 8));
        Assert.Equal(Errno.EINVAL, heap.Errno);
        Assert.Contains(words, heap.Check);
    }

    [Theory]
    [InlineData(Chunk)]
    [InlineData(8u << 20)]
    public void The_smallest_and_the_largest_chunk_are_allowed(uint chunkSize)
    {
        using var test = new TestMachine();
        test.NewVm();
        Assert.True(TryCreate(test, new(1, 1, chunkSize, 1, 0)).IsOk);
        Assert.Equal(chunkSize + Contexts, test.File.GetHeapSizes().Resident);
    }

    [Fact]
    public void A_handle_is_the_VM_and_the_lowest_free_number()
    {
        using var test = new TestMachine();
        test.NewVm();
        uint vm = test.NewVm();
        Assert.Equal(0x20000u, Create(test, vm).Handle);
        Assert.Equal(0x20001u, Create(test, vm).Handle);
        Assert.Equal(0x10000u, Create(test, 1).Handle);
        Assert.True(Destroy(test, 0x20000).IsOk);
        Assert.Equal(0x20000u, Create(test, vm).Handle);
    }

    [Fact]
    public void A_VM_has_128_heaps_and_one_more_is_EBUSY()
    {
        using var test = new TestMachine();
        test.NewVm();
        DrmPanthorTilerHeap[] heaps = [.. Enumerable.Range(0, 128).Select(_ => Create(test, 1))];
        Assert.Equal(0x1007fu, heaps[^1].Handle);
        Assert.Equal(heaps[0].TilerHeapCtxGpuVa + 127 * 64, heaps[^1].TilerHeapCtxGpuVa);
        ulong size = test.File.GetHeapSizes().Resident;
        Assert.Equal(Errno.EBUSY, TryCreate(test, new(1, 1, Chunk, 1, 0)).Errno);
        Assert.Equal(size, test.File.GetHeapSizes().Resident);
    }

    [Fact]
    public void Without_the_patch_the_context_of_the_128th_heap_lies_behind_the_buffer()
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 32L << 20,
            Without = [PatchCatalogue.HeapContextIndex],
        }).Value;
        DrmFile file = machine.Open("test").Value;
        Assert.True(machine.Call("test", () => file.VmCreateAsync(0, 0)).IsOk);
        for (uint id = 1; id < 128; id++)
        {
            Assert.Equal(
                0x10000 + id,
                machine.Call("test", () => file.TilerHeapCreateAsync(new(1, 1, Chunk, 1, 0))).Value.Handle);
        }

        SimTask task = machine.Simulation.Spawn("test", () => file.TilerHeapCreateAsync(new(1, 1, Chunk, 1, 0)));
        machine.Simulation.RunUntil(() => task.IsDone, Duration.FromSeconds(1));
        Assert.IsType<KernelOopsException>(task.Failure);
        Assert.Contains(machine.Simulation.Findings, finding => finding.Kind == FindingKind.Oops);
    }

    [Theory]
    [InlineData(0x10000u, 1u, Errno.EINVAL, "pad is 0x1")]
    [InlineData(0x30000u, 0u, Errno.EINVAL, "VM 3 does not exist")]
    [InlineData(0x00000u, 0u, Errno.EINVAL, "VM 0 does not exist")]
    [InlineData(0x20000u, 0u, Errno.ENOENT, "no tiler heap")]
    [InlineData(0x10001u, 0u, Errno.EINVAL, "no tiler heap 1")]
    [InlineData(0x1ffffu, 0u, Errno.EINVAL, "no tiler heap 65535")]
    public void DESTROY_refuses_what_it_does_not_know(uint handle, uint pad, Errno expected, string words)
    {
        using var test = new TestMachine();
        test.NewVm();
        test.NewVm();
        Create(test, 1);
        KernelResult result = test.Call(() => test.File.TilerHeapDestroyAsync(handle, pad));
        Assert.Equal(expected, result.Errno);
        Assert.Contains(words, result.Check);
    }

    [Fact]
    public void DESTROY_frees_the_chunks_and_leaves_the_contexts_and_a_second_one_is_EINVAL()
    {
        using var test = new TestMachine();
        test.NewVm();
        uint handle = TryCreate(test, new(1, 3, Chunk, 4, 8)).Value.Handle;
        Assert.Equal(3 * Chunk + Contexts, test.File.GetHeapSizes().Resident);
        Assert.True(Destroy(test, handle).IsOk);
        Assert.Equal(Contexts, test.File.GetHeapSizes().Resident);
        Assert.Equal(Errno.EINVAL, Destroy(test, handle).Errno);
    }

    [Fact]
    public void Heaps_go_with_their_VM()
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        uint handle = Create(test, vm).Handle;
        Assert.True(test.Call(() => test.File.VmDestroyAsync(vm)).IsOk);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
        Assert.Equal(Errno.EINVAL, Destroy(test, handle).Errno);
        Assert.Equal(0u, test.File.GetHeapSizes().Resident);
    }

    [Fact]
    public void Heaps_count_as_active_while_their_VM_is_on_an_address_space()
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        Create(test, vm);
        Assert.Equal((Chunk + Contexts, 0ul), Sizes(test));
        PanthorVm active = test.File.Vms.Find(vm)!;
        Assert.Equal(Errno.None, test.Call(active.ActiveAsync));
        Assert.Equal((Chunk + Contexts, Chunk + Contexts), Sizes(test));
        test.Machine.Call("test", active.IdleAsync);
    }

    [Theory]
    [InlineData("panthor_heap_pool", 1)]
    [InlineData("panthor_heap", 1)]
    [InlineData("panthor_heap_chunk", 3)]
    public void Without_kernel_memory_CREATE_is_ENOMEM_and_leaves_nothing_but_the_pool(string structure, int times)
    {
        for (int after = 0; after < times; after++)
        {
            using var test = new TestMachine();
            test.NewVm();
            test.Machine.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation)
            {
                After = after,
                Match = subject => subject as string == structure,
            });
            Assert.Equal(Errno.ENOMEM, TryCreate(test, new(1, 3, Chunk, 4, 8)).Errno);
            ulong left = structure == "panthor_heap_pool" ? 0 : Contexts;
            Assert.Equal(left, test.File.GetHeapSizes().Resident);
            Assert.True(TryCreate(test, new(1, 3, Chunk, 4, 8)).IsOk);
        }
    }

    [Fact]
    public void Without_pages_CREATE_is_ENOMEM_wherever_they_run_out_and_leaves_nothing_but_the_pool()
    {
        int failed = 0;
        bool succeeded = false;
        for (int after = 0; !succeeded; after++)
        {
            using var test = new TestMachine();
            test.NewVm();
            FaultInjection fault = test.Machine.Simulation.Faults.Add(
                new FaultInjection(HardwareFaultPoints.PageAllocation) { After = after, Times = long.MaxValue });
            KernelResult<DrmPanthorTilerHeap> heap = TryCreate(test, new(1, 2, Chunk, 4, 8));
            test.Machine.Simulation.Faults.Remove(fault);
            succeeded = heap.IsOk;
            failed += succeeded ? 0 : 1;
            Assert.Equal(succeeded ? Errno.None : Errno.ENOMEM, heap.Errno);
            ulong left = test.File.GetHeapSizes().Resident;
            Assert.True(left == (succeeded ? 2 * Chunk + Contexts : 0) || (!succeeded && left == Contexts));
        }

        Assert.True(failed >= 10, $"only {failed} allocations could fail");
    }

    [Fact]
    public void Without_kernel_addresses_CREATE_is_ENOSPC()
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 64L << 20 });
        uint vm = test.Call(() => test.File.VmCreateAsync(0, (1ul << 48) - (256ul << 20))).Value.Id;
        PanthorVm target = test.File.Vms.Find(vm)!;
        Assert.True(Create(test, vm).Handle != 0);
        ulong taken = 0;
        while (test.Call(() => target.AllocVaAsync(PanthorVm.KernelAutoVa, 64 << 10)) is { IsOk: true })
        {
            taken++;
        }

        Assert.True(taken > 4000);
        Assert.Equal(Errno.ENOSPC, TryCreate(test, new(vm, 1, Chunk, 4, 8)).Errno);
    }

    [Fact]
    public void A_closed_client_creates_and_destroys_nothing()
    {
        using var test = new TestMachine();
        DrmFile client = test.Open();
        test.Machine.Call("close", client.CloseAsync);
        Assert.Equal(Errno.EBADF, test.Call(() => client.TilerHeapCreateAsync(new(1, 1, Chunk, 1, 0))).Errno);
        Assert.Equal(Errno.EBADF, test.Call(() => client.TilerHeapDestroyAsync(0x10000)).Errno);
    }

    [Fact]
    public void Closing_a_client_frees_its_heaps()
    {
        using var test = new TestMachine();
        DrmFile client = test.Open();
        Assert.True(test.Call(() => client.VmCreateAsync(0, 0)).IsOk);
        Assert.True(test.Call(() => client.TilerHeapCreateAsync(new(1, 4, Chunk, 4, 8))).IsOk);
        test.Machine.Call("close", client.CloseAsync);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void The_pool_belongs_to_the_VM_and_its_buffers_are_the_kernels()
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        Create(test, vm);
        PanthorHeapPool pool = test.File.Vms.Find(vm)!.HeapPool!;
        PanthorHeapChunk chunk = Assert.Single(pool.Find(0)!.Chunks);
        Assert.Equal("Tiler heap chunk", chunk.Bo.Target.Label);
        Assert.Equal(PanthorDrm.DRM_PANTHOR_BO_NO_MMAP, chunk.Bo.Target.Flags);
        Assert.Equal(0, test.File.BufferCount);
    }

    private static (ulong Resident, ulong Active) Sizes(TestMachine test)
    {
        GemMemoryStats stats = test.File.GetHeapSizes();
        return (stats.Resident, stats.Active);
    }

    private static KernelResult<DrmPanthorTilerHeap> TryCreate(TestMachine test, DrmPanthorTilerHeapCreate args) =>
        test.Call(() => test.File.TilerHeapCreateAsync(args));

    private static DrmPanthorTilerHeap Create(TestMachine test, uint vm) =>
        TryCreate(test, new(vm, 1, Chunk, 4, 8)).Value;

    private static KernelResult Destroy(TestMachine test, uint handle) =>
        test.Call(() => test.File.TilerHeapDestroyAsync(handle));
}
