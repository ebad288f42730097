using System.Linq;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Device;

public sealed class ProbeTests
{
    [Fact]
    public void The_driver_finds_a_G610_by_its_registers()
    {
        using var test = new TestMachine();
        Assert.Equal("Mali-G610", test.Device.ModelName);
        Assert.Equal(48, test.Device.GpuInfo.VaBits);
        Assert.Equal(40, test.Device.GpuInfo.PaBits);
        Assert.Equal(0xffu, test.Device.GpuInfo.AsPresent);
        Assert.Contains(test.Machine.Simulation.Log.Lines, line => line.Message.Contains("Mali-G610 id 0xa867"));
    }

    [Fact]
    public void A_warning_of_the_driver_tells_where_it_was_raised()
    {
        using var test = new TestMachine();
        Assert.True(test.Device.WarnOn(true, "impossible"));
        Finding warning = Assert.Single(test.Machine.Simulation.Findings);
        Assert.StartsWith(
            "impossible, at A_warning_of_the_driver_tells_where_it_was_raised (ProbeTests.cs:", warning.Title);
        test.Machine.Simulation.Findings.Clear();
    }

    [Fact]
    public void Time_passes_while_the_L2_cache_powers_up()
    {
        using var test = new TestMachine();
        Assert.True(test.Machine.Simulation.Now > default(VirtualTime));
    }

    [Fact]
    public void A_coherent_board_selects_ACE_Lite_and_another_one_none()
    {
        using var plain = new TestMachine();
        Assert.False(plain.Device.Coherent);
        Assert.Equal(31u, plain.Device.GpuInfo.SelectedCoherency);

        using var coherent = new TestMachine(new MachineOptions { MemorySize = 32L << 20, Coherent = true });
        Assert.True(coherent.Device.Coherent);
        Assert.Equal(0u, coherent.Device.GpuInfo.SelectedCoherency);
    }

    [Fact]
    public void Every_supported_model_of_the_table_is_recognised_by_its_name()
    {
        GpuModel[] models = [.. GpuModel.All.Where(model => PanthorHw.IsSupported(model.GpuId))];
        Assert.NotEmpty(models);
        foreach (GpuModel model in models)
        {
            using var test = new TestMachine(new MachineOptions { MemorySize = 32L << 20, Model = model });
            Assert.Equal(model.Name, test.Device.ModelName);
        }
    }

    [Fact]
    public void A_call_after_the_removal_of_the_device_fails_with_ENODEV()
    {
        var test = new TestMachine();
        test.Machine.Call("close", test.File.CloseAsync);
        test.Machine.Remove();
        Assert.Equal(Errno.ENODEV, test.Machine.Open("late").Errno);
        test.Machine.Dispose();
    }
}
