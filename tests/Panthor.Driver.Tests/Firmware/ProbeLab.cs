using System.Linq;
using Panthor.Driver.Device;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Firmware;

/// <summary>Machines on which the driver must not come up, and what is left of the try.</summary>
internal static class ProbeLab
{
    /// <summary>Probes and expects an error; nothing may be left behind.</summary>
    /// <param name="options">The machine.</param>
    /// <param name="log">The kernel log.</param>
    public static KernelResult Fails(MachineOptions options, out string[] log)
    {
        string[] lines = [];
        string[] findings = [];
        KernelResult<Machine> result = Machine.Create(options, simulation =>
        {
            lines = [.. simulation.Log.Lines.Select(line => line.Message)];
            findings = [.. simulation.Findings.Select(finding => finding.Report)];
        });
        Assert.False(result.IsOk, "the driver came up");
        Assert.Empty(findings);
        log = lines;
        return result.WithoutValue();
    }

    /// <summary>Probes with a firmware image and expects that it is refused.</summary>
    public static KernelResult Refuses(byte[] image) =>
        Fails(new MachineOptions { MemorySize = 32L << 20, Firmware = image }, out _);
}
