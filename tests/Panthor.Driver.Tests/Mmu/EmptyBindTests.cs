using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.BindLab;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Asynchronous binds of no bytes: what Linux 7.2 makes of them, and what it makes of them with our patch.</summary>
public sealed class EmptyBindTests
{
    [Fact]
    public void An_empty_bind_does_nothing_but_synchronise()
    {
        using BindLab lab = new();
        Assert.True(lab.Queue(lab.Map(1)).IsOk);
        foreach (ulong page in (ulong[])[0, 1, 2])
        {
            uint done = lab.NewSyncobj();
            Assert.True(lab.Queue(Empty(lab, page, DrmPanthorSyncOp.Signal(done))).IsOk);
            Assert.True(lab.Queue(EmptyUnmap(page)).IsOk);
            lab.Run();
            Assert.Equal(Errno.None, lab.Look(done));
            Assert.Equal(Errno.None, lab.ErrorOf(done));
        }

        Assert.Equal(["0x1000-0x2000 @0x0"], Mappings(lab));
    }

    [Fact]
    public void An_empty_bind_is_checked_like_any_other()
    {
        using BindLab lab = new();
        Assert.Equal(Errno.EINVAL, lab.Queue(Empty(lab, 1) with { BoHandle = 77 }).Errno);
        Assert.Equal(Errno.EINVAL, lab.Queue(Empty(lab, 1) with { Va = 1 }).Errno);
        Assert.Equal(Errno.EINVAL, lab.Queue(Empty(lab, 1) with { BoOffset = 17 * Page }).Errno);
        Assert.Equal(Errno.EINVAL, lab.Queue(EmptyUnmap(1) with { BoHandle = 1 }).Errno);
    }

    [Fact]
    public void An_empty_map_at_address_0_leaks_the_VM_if_anything_is_mapped_as_in_the_kernel()
    {
        BindLab lab = new(Linux72());
        Assert.True(lab.Queue(lab.Map(1)).IsOk);
        Assert.True(lab.Queue(Empty(lab, 0)).IsOk);
        lab.Run();
        Assert.Equal(["0x1000-0x2000 @0x0"], Mappings(lab));
        lab.Machine.Machine.Call("close", lab.File.CloseAsync);
        lab.Run();
        Assert.Contains(lab.Vm, lab.Machine.Device.Mmu.VmList);
        lab.Machine.Machine.Remove();
        Assert.Contains(lab.Simulation.Findings, finding => finding.Kind == FindingKind.Leak);
    }

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    [InlineData(9ul)]
    public void An_empty_map_elsewhere_splits_what_it_meets_and_goes_with_the_VM_as_in_the_kernel(ulong page)
    {
        using BindLab lab = new(Linux72());
        Assert.True(lab.Queue(lab.Map(1) with { Size = 2 * Page }).IsOk);
        Assert.True(lab.Queue(Empty(lab, page), Empty(lab, page)).IsOk);
        lab.Run();
        Assert.Equal(page == 2 ? 2 : 1, lab.Vm.MappingCount);
        Assert.True(lab.IsMapped(1) && lab.IsMapped(2));
        Assert.True(lab.Machine.Call(() => lab.File.VmDestroyAsync(lab.VmId)).IsOk);
        lab.Run();
        Assert.DoesNotContain(lab.Vm, lab.Machine.Device.Mmu.VmList);
    }

    private static MachineOptions Linux72() => new()
    {
        MemorySize = 32L << 20,
        Without = [ProjectPatches.SkipEmptyBinds],
    };

    private static DrmPanthorVmBindOp Empty(BindLab lab, ulong page, params DrmPanthorSyncOp[] syncs) =>
        lab.Map(page, syncs) with { Size = 0 };

    private static DrmPanthorVmBindOp EmptyUnmap(ulong page) => Unmap(page) with { Size = 0 };

    private static List<string> Mappings(BindLab lab)
    {
        List<string> mappings = [];
        foreach (GpuVa va in lab.Vm.Mappings)
        {
            mappings.Add(va.ToString());
        }

        return mappings;
    }
}
