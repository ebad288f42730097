using System.Linq;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi;

/// <summary>Typed calls pass the same door as requests in binary.</summary>
public sealed class TypedCallTests
{
    [Fact]
    public void A_call_returns_what_its_handler_returns()
    {
        using var test = new TestMachine();
        DrmFile file = test.File;
        Assert.Equal(1u, test.Call(() => file.CallAsync(() => file.VmCreateAsync(0, 0))).Value.Id);
        Assert.Equal(Errno.EINVAL, test.Call(() => file.CallAsync(() => file.VmCreateAsync(1, 0))).Errno);
        Assert.Equal(1u, file.Call(() => file.Syncobjs.Create()).Value);
        Assert.True(file.Call(() => file.Syncobjs.Destroy(1)).IsOk);
        DrmPanthorBoSyncOp[] none = [];
        Assert.True(test.Call(() => file.CallAsync(() => file.BoSyncAsync(none))).IsOk);
        Assert.Equal((Errno.EINVAL, 0), Outcome(test.Call(() => file.CallAsync(() => file.VmBindAsync(1, Binds(2))))));
        Assert.True(test.Call(() => file.CallAsync(() => file.VmDestroyAsync(1))).IsOk);
    }

    [Fact]
    public void A_call_of_a_closed_client_is_EBADF()
    {
        using var test = new TestMachine();
        DrmFile file = test.Open();
        test.Machine.Call("close", file.CloseAsync);
        Assert.Equal(Errno.EBADF, file.Call(() => file.Syncobjs.Create()).Errno);
        Assert.Equal(Errno.EBADF, file.Call(() => file.GemClose(1)).Errno);
        Assert.Equal(Errno.EBADF, test.Call(() => file.CallAsync(() => file.VmCreateAsync(0, 0))).Errno);
        Assert.Equal(Errno.EBADF, test.Call(() => file.CallAsync(() => file.VmDestroyAsync(1))).Errno);
        Assert.Equal(
            (Errno.EBADF, 0), Outcome(test.Call(() => file.CallAsync(() => file.VmBindAsync(1, Binds(2))))));
    }

    [Fact]
    public void A_call_after_the_device_has_gone_is_ENODEV()
    {
        var test = new TestMachine();
        DrmFile file = test.File;
        uint syncobj = file.Syncobjs.Create().Value;
        test.Machine.Call("unplug", test.Device.UnplugAsync);
        Assert.Equal(Errno.ENODEV, file.Call(() => file.Syncobjs.Create()).Errno);
        Assert.Equal(Errno.ENODEV, file.Call(() => file.Syncobjs.Signal([syncobj])).Errno);
        Assert.Equal(
            Errno.ENODEV, test.Call(() => file.CallAsync(() => file.Syncobjs.WaitAsync(new[] { syncobj }, 0))).Errno);
        Assert.Equal(Errno.ENODEV, test.Call(() => file.CallAsync(() => file.VmDestroyAsync(1))).Errno);
        Assert.Equal(
            (Errno.ENODEV, 0), Outcome(test.Call(() => file.CallAsync(() => file.VmBindAsync(1, Binds(2))))));
        test.Dispose();
    }

    [Fact]
    public void A_client_that_closes_during_a_call_is_released_at_its_end()
    {
        using var test = new TestMachine();
        DrmFile file = test.Open();
        uint syncobj = file.Syncobjs.Create().Value;
        SimTask<KernelResult<uint>> wait = test.Machine.Simulation.Spawn(
            "wait", () => file.CallAsync(() => file.Syncobjs.WaitAsync(new[] { syncobj }, 5_000_000, flags: 2)));
        test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        test.Machine.Call("close", file.CloseAsync);
        Assert.Equal(1, file.Syncobjs.Count);
        Assert.Equal(Errno.ETIME, test.Machine.Simulation.RunToCompletion(wait).Errno);
        Assert.Equal(0, file.Syncobjs.Count);
    }

    [Fact]
    public void A_signal_interrupts_a_call_with_EINTR()
    {
        using var test = new TestMachine();
        uint syncobj = test.File.Syncobjs.Create().Value;
        SimTask<KernelResult<uint>> wait = test.Machine.Simulation.Spawn(
            "wait",
            () => test.File.CallAsync(() => test.File.Syncobjs.WaitAsync(new[] { syncobj }, long.MaxValue, flags: 2)));
        test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        wait.Signal();
        Assert.Equal(Errno.EINTR, test.Machine.Simulation.RunToCompletion(wait).Errno);
    }

    private static DrmPanthorVmBindOp[] Binds(int count) =>
        [.. Enumerable.Repeat(new DrmPanthorVmBindOp(0, 1, 0, 0, 4096), count)];

    private static (Errno Errno, int Executed) Outcome((KernelResult Result, int Executed) outcome) =>
        (outcome.Result.Errno, outcome.Executed);
}
