using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>Kernel memory runs out in the calls of buffers: an error each time, and nothing is left behind.</summary>
public sealed class GemMemoryTests
{
    private static readonly Dictionary<string, Func<TestMachine, uint, KTask<KernelResult>>> s_calls = new()
    {
        ["BO_CREATE"] = async (test, _) => (await test.File.BoCreateAsync(4096, 0, 0)).WithoutValue(),
        ["BO_SET_LABEL"] = (test, handle) => KTask.FromResult(test.File.BoSetLabel(handle, "new")),
        ["BO_SYNC"] = (test, handle) => test.File.BoSyncAsync(new[] { new DrmPanthorBoSyncOp(handle, 0, 0, 4096) }),
        ["PRIME_HANDLE_TO_FD"] = (test, handle) =>
            KTask.FromResult(test.File.PrimeHandleToFd(handle).WithoutValue()),
        ["CPU write"] = WriteAsync,
        ["vmap"] = VmapAsync,
        ["device map"] = async (test, handle) => Result(await BufferOf(test, handle).GetDeviceMapAsync()),
        ["import"] = ImportAsync,
        ["attach"] = AttachAsync,
    };

    public static TheoryData<string, string, Errno> Cases => new()
    {
        { "BO_CREATE", "panthor_gem_object", Errno.ENOMEM },
        { "BO_SET_LABEL", "label", Errno.ENOMEM },
        { "BO_SYNC", "sg_table", Errno.ENOMEM },
        { "PRIME_HANDLE_TO_FD", "dma_buf", Errno.ENOMEM },
        { "CPU write", "sg_table", Errno.None }, // as in C: the retried fault finds the pages and does not look further
        { "vmap", "vm_struct", Errno.ENOMEM },
        { "vmap", "sg_table", Errno.ENOMEM },
        { "device map", "sg_table", Errno.ENOMEM },
        { "import", "system_heap_buffer", Errno.ENOMEM },
        { "import", "dma_buf_attachment", Errno.ENOMEM },
        { "import", "panthor_gem_object", Errno.ENOMEM },
        { "attach", "dma_buf", Errno.ENOMEM },
        { "attach", "dma_buf_attachment", Errno.ENOMEM },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Without_kernel_memory_the_call_fails_once_and_nothing_is_left_behind(string call, string structure, Errno errno)
    {
        using var test = new TestMachine();
        uint flags = call == "BO_SYNC" ? PanthorDrm.DRM_PANTHOR_BO_WB_MMAP : 0;
        uint handle = test.NewBuffer(8192, flags);
        Assert.True(test.File.BoSetLabel(handle, "old").IsOk);
        if (call == "BO_SYNC")
        {
            Assert.True(test.Call(() => WriteAsync(test, handle)).IsOk);
        }

        FaultInjection fault = test.Machine.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation)
        {
            Match = subject => subject as string == structure,
        });
        Assert.Equal(errno, test.Call(() => s_calls[call](test, handle)).Errno);
        Assert.Equal(0, fault.Remaining);
        Assert.Equal("old", BufferOf(test, handle).Label);
        Assert.Equal((0, 0), (BufferOf(test, handle).PinCount, BufferOf(test, handle).VmapCount));
        Assert.Equal(1, test.File.BufferCount);
        Assert.Equal(0, test.File.Files.Count);
        Assert.True(test.Call(() => s_calls[call](test, handle)).IsOk);
    }

    private static async KTask<KernelResult> WriteAsync(TestMachine test, uint handle)
    {
        CpuMapping mapping = (await test.File.MmapAsync(handle)).Value;
        KernelResult result = await mapping.WriteAsync(0, new byte[] { 1 });
        await mapping.CloseAsync();
        return result;
    }

    private static async KTask<KernelResult> VmapAsync(TestMachine test, uint handle)
    {
        PanthorGemObject buffer = BufferOf(test, handle);
        KernelResult<KernelMapping> map = await buffer.VmapAsync();
        if (map.IsOk)
        {
            await buffer.VunmapAsync();
        }

        return map.WithoutValue();
    }

    private static async KTask<KernelResult> ImportAsync(TestMachine test, uint handle)
    {
        KernelResult<DmaBuf> foreign = await new DmaHeap(test.Device).AllocateAsync(4096);
        if (!foreign.IsOk)
        {
            return foreign.WithoutValue();
        }

        KernelResult<uint> imported = await test.File.PrimeDmaBufToHandleAsync(foreign.Value);
        foreign.Value.Put();
        return imported.WithoutValue();
    }

    private static async KTask<KernelResult> AttachAsync(TestMachine test, uint handle)
    {
        KernelResult<DmaBuf> shared = test.File.PrimeHandleToDmaBuf(handle);
        if (!shared.IsOk)
        {
            return shared.WithoutValue();
        }

        KernelResult<DmaBufAttachment> attached = await shared.Value.AttachAsync(test.Device.Dma);
        if (attached.IsOk)
        {
            await attached.Value.DetachAsync();
        }

        shared.Value.Put();
        return attached.WithoutValue();
    }

    private static KernelResult Result(Errno error) =>
        error == Errno.None ? KernelResult.Ok : KernelResult.Fail(error, "no scatter table");

    private static PanthorGemObject BufferOf(TestMachine test, uint handle) =>
        test.File.Buffers.Single(entry => entry.Key == handle).Value;
}
