using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class KernelLogTests
{
    [Fact]
    public void Lines_look_like_dmesg_and_know_their_task()
    {
        using Simulation simulation = new();
        simulation.RunToCompletion(simulation.Spawn("client-1", async () =>
        {
            await simulation.Sleep(Duration.FromMicroseconds(123));
            simulation.Log.Info("panthor fb000000.gpu: two\nlines");
        }));
        simulation.Log.Error("from outside");
        IReadOnlyList<KernelLogLine> lines = simulation.Log.Lines;
        Assert.Equal(3, lines.Count);
        Assert.Equal("[    0.000123] panthor fb000000.gpu: two", lines[0].ToString());
        Assert.Equal("client-1/1", lines[0].Task);
        Assert.Equal("lines", lines[1].Message);
        Assert.Equal(KernelLogLevel.Error, lines[2].Level);
        Assert.Null(lines[2].Task);
    }

    [Fact]
    public void The_threshold_and_the_capacity_hold()
    {
        using Simulation simulation = new(new SimulationOptions { LogCapacity = 3 });
        List<string> heard = [];
        simulation.Log.Listener = line => heard.Add(line.Message);
        simulation.Log.Debug("unheard");
        Assert.False(simulation.Log.IsEnabled(KernelLogLevel.Debug));
        simulation.Log.Threshold = KernelLogLevel.Debug;
        simulation.Log.Debug("1");
        simulation.Log.Warning("2");
        simulation.Log.Write(KernelLogLevel.Emergency, "3");
        simulation.Log.Info("4");
        Assert.Equal(["1", "2", "3", "4"], heard);
        Assert.Equal("2", simulation.Log.Lines[0].Message);
        Assert.Equal(3, simulation.Log.Lines.Count);
        simulation.Log.Clear();
        Assert.Empty(simulation.Log.Lines);
    }
}
