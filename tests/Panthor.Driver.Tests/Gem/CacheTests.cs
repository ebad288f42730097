using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>What the GPU sees of what the CPU wrote, and the other way round.</summary>
public sealed class CacheTests
{
    private const ulong Va = 0x4000_0000;
    private const uint Cached = PanthorDrm.DRM_PANTHOR_BO_WB_MMAP;
    private const uint Flush = PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH;
    private const uint FlushAndInvalidate = PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH_AND_INVALIDATE;

    [Theory]
    [InlineData(false, Cached, false)]
    [InlineData(false, 0u, true)]
    [InlineData(true, Cached, true)]
    [InlineData(true, 0u, true)]
    public void Only_cached_mappings_of_a_board_without_coherency_hide_writes_from_the_GPU(
        bool coherent, uint flags, bool seen)
    {
        using var test = new Lab(coherent, flags);
        test.CpuWrite(100, 42);
        Assert.Equal(seen ? 42 : 0, test.GpuRead(100));
    }

    [Fact]
    public void A_flush_shows_the_GPU_what_the_CPU_wrote_in_the_range_and_no_more()
    {
        using var test = new Lab(false, Cached);
        test.CpuWrite(100, 1);
        test.CpuWrite(5000, 2);
        Assert.True(test.Sync(Flush, 64, 100).IsOk);
        Assert.Equal((1, 0), (test.GpuRead(100), test.GpuRead(5000)));
        Assert.True(test.Sync(Flush, 0, 8192).IsOk);
        Assert.Equal(2, test.GpuRead(5000));
    }

    [Fact]
    public void The_CPU_sees_what_the_GPU_wrote_only_after_an_invalidation()
    {
        using var test = new Lab(false, Cached);
        Assert.Equal(0, test.CpuRead(100));
        test.GpuWrite(100, 7);
        Assert.Equal(0, test.CpuRead(100));
        Assert.True(test.Sync(Flush, 0, 8192).IsOk);
        Assert.Equal(0, test.CpuRead(100));
        Assert.True(test.Sync(FlushAndInvalidate, 0, 8192).IsOk);
        Assert.Equal(7, test.CpuRead(100));
    }

    [Fact]
    public void What_the_CPU_wrote_before_the_GPU_first_maps_the_buffer_is_written_back_by_the_mapping()
    {
        using var test = new TestMachine();
        PanthorVm vm = ReclaimTests.NewVm(test, out uint id);
        (uint handle, PanthorGemObject buffer) = Written(test, 42);
        Assert.False(buffer.HasDeviceMap);
        Assert.True(test.Map(id, handle, Va, 4096).IsOk);
        var bytes = new byte[1];
        Assert.True(test.Call(() => test.Machine.AccessAsync(vm, Va, bytes, isWrite: false)).Value.IsOk);
        Assert.Equal(42, bytes[0]);

        static (uint, PanthorGemObject) Written(TestMachine test, byte value)
        {
            uint handle = test.NewBuffer(4096, Cached);
            CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
            Assert.True(test.Call(() => mapping.WriteAsync(0, new[] { value })).IsOk);
            PanthorGemObject buffer = mapping.Buffer;
            test.Machine.Call("close", mapping.CloseAsync);
            return (handle, buffer);
        }
    }

    [Fact]
    public void What_only_the_CPUs_cache_holds_survives_an_eviction()
    {
        using var test = new Lab(false, Cached);
        test.CpuWrite(100, 42);
        test.Test.Call(() => test.Test.Device.Mm.ReclaimNowAsync(2, canBlock: true));
        Assert.Equal(42, test.GpuRead(100));
        Assert.Equal(42, test.CpuRead(100));
    }

    [Theory]
    [InlineData(2u, 0ul, 0ul, Errno.EINVAL)]
    [InlineData(0u, 8192ul, 1ul, Errno.EINVAL)]
    [InlineData(0u, ulong.MaxValue, 2ul, Errno.EINVAL)]
    [InlineData(1u, 8192ul, 0ul, Errno.None)]
    [InlineData(0u, 0ul, 8192ul, Errno.None)]
    public void A_sync_outside_the_buffer_or_of_an_unknown_kind_is_refused(uint type, ulong offset, ulong size, Errno errno)
    {
        using var test = new Lab(false, Cached);
        Assert.Equal(errno, test.Sync(type, offset, size).Errno);
    }

    [Fact]
    public void A_sync_of_an_unknown_handle_is_refused_and_none_at_all_is_fine()
    {
        using var test = new TestMachine();
        Assert.Equal(
            Errno.ENOENT,
            test.Call(() => test.File.BoSyncAsync(new[] { new DrmPanthorBoSyncOp(9, Flush, 0, 0) })).Errno);
        Assert.True(test.Call(() => test.File.BoSyncAsync(default)).IsOk);
    }

    private sealed class Lab : System.IDisposable
    {
        private readonly uint _handle;
        private readonly CpuMapping _mapping;
        private readonly PanthorVm _vm;

        public Lab(bool coherent, uint flags)
        {
            Test = new TestMachine(new MachineOptions { MemorySize = 32L << 20, Coherent = coherent });
            _vm = ReclaimTests.NewVm(Test, out uint id);
            _handle = Test.NewBuffer(8192, flags);
            Assert.True(Test.Map(id, _handle, Va, 8192).IsOk);
            _mapping = Test.Call(() => Test.File.MmapAsync(_handle)).Value;
        }

        public TestMachine Test { get; }

        public void CpuWrite(ulong offset, byte value) =>
            Assert.True(Test.Call(() => _mapping.WriteAsync(offset, new[] { value })).IsOk);

        public byte CpuRead(ulong offset)
        {
            var bytes = new byte[1];
            Assert.True(Test.Call(() => _mapping.ReadAsync(offset, bytes)).IsOk);
            return bytes[0];
        }

        public byte GpuRead(ulong offset) => Gpu(offset, 0, isWrite: false);

        public void GpuWrite(ulong offset, byte value) => Gpu(offset, value, isWrite: true);

        public KernelResult Sync(uint type, ulong offset, ulong size) =>
            Test.Call(() => Test.File.BoSyncAsync(new[] { new DrmPanthorBoSyncOp(_handle, type, offset, size) }));

        public void Dispose()
        {
            Test.Machine.Call("close", _mapping.CloseAsync);
            Test.Dispose();
        }

        private byte Gpu(ulong offset, byte value, bool isWrite)
        {
            byte[] bytes = [value];
            KernelResult<GpuAccessResult> result =
                Test.Call(() => Test.Machine.AccessAsync(_vm, Va + offset, bytes, isWrite));
            Assert.True(result.IsOk && result.Value.IsOk, result.ToString());
            return bytes[0];
        }
    }
}
