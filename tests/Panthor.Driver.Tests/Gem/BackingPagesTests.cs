using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>The story of the error pointer in <c>backing.pages</c>.</summary>
public sealed class BackingPagesTests
{
    private static readonly MachineOptions s_without = new()
    {
        MemorySize = 32L << 20,
        Without = [PatchCatalogue.ClearBackingPagesOnError],
    };

    [Fact]
    public void With_the_patch_the_error_reaches_the_caller_and_a_later_access_succeeds()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = NewBuffer(test, out uint handle);
        FailNextAllocation(test);
        Assert.Equal(Errno.ENOMEM, test.Call(buffer.PinAsync));
        Assert.True(buffer.Backing.IsNull);

        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(0, new byte[] { 1 })).IsOk);
        test.Machine.Call("close", mapping.CloseAsync);
    }

    [Fact]
    public void Without_the_patch_the_next_caller_believes_that_it_has_pages()
    {
        Machine machine = Machine.Create(s_without).Value;
        var file = machine.Open("client").Value;
        uint handle = machine.Call("create", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle;
        PanthorGemObject buffer = file.Buffers.Single(entry => entry.Key == handle).Value;
        machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation));

        Assert.Equal(Errno.ENOMEM, machine.Call("pin", buffer.PinAsync));
        Assert.True(buffer.Backing.IsError);
        Assert.Equal(0xffff_ffff_ffff_fff4, buffer.Backing.Address);
        Assert.Equal(Errno.None, machine.Call("pin", buffer.PinAsync));
        machine.Dispose();
    }

    [Fact]
    public void Without_the_patch_the_retried_CPU_fault_dereferences_the_error()
    {
        Machine machine = Machine.Create(s_without).Value;
        var file = machine.Open("client").Value;
        uint handle = machine.Call("create", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle;
        CpuMapping mapping = machine.Call("mmap", () => file.MmapAsync(handle)).Value;
        machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation));

        SimTask access = machine.Simulation.Spawn("access", () => mapping.WriteAsync(0, new byte[] { 1 }));
        machine.Simulation.RunUntilIdle();
        Assert.IsType<KernelOopsException>(access.Failure);
        Finding oops = machine.Simulation.Findings[0];
        Assert.Equal(FindingKind.Oops, oops.Kind);
        Assert.Contains("0xfffffffffffffff4", oops.Title);
        Assert.Contains("nonblocking_page_setup\n panthor_gem_any_fault\n panthor_gem_fault\n __do_fault", oops.Report);
        machine.Dispose();
    }

    [Fact]
    public void Without_the_patch_a_bind_builds_its_scatter_table_from_the_error()
    {
        Machine machine = Machine.Create(s_without).Value;
        var file = machine.Open("client").Value;
        uint handle = machine.Call("create", () => file.BoCreateAsync(4096, 0, 0)).Value.Handle;
        PanthorGemObject buffer = file.Buffers.Single(entry => entry.Key == handle).Value;
        machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation));
        Assert.Equal(Errno.ENOMEM, machine.Call("map", buffer.GetDeviceMapAsync));
        machine.Simulation.Spawn("map", buffer.GetDeviceMapAsync);
        machine.Simulation.RunUntilIdle();
        Assert.Contains("sg_alloc_append_table_from_pages", machine.Simulation.Findings[0].Report);
        machine.Dispose();
    }

    private static PanthorGemObject NewBuffer(TestMachine test, out uint handle)
    {
        uint created = test.NewBuffer(4096);
        handle = created;
        return test.File.Buffers.Single(entry => entry.Key == created).Value;
    }

    private static void FailNextAllocation(TestMachine test) =>
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation));
}
