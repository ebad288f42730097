using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lets the machine run until jobs have ended.</summary>
/// <remarks>How a job ended is data of it: State and Error. A job that failed is no error of this command.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// $stream = New-GpuCommandStream $vm 0x400000 { Repeat r4 100000 { Add r2 1 } }
/// Submit-GpuJob (New-GpuGroup $vm) $stream | Wait-GpuJob</code>
/// Runs a stream to its end.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// $stream = New-GpuCommandStream $vm 0x400000 { Word 0xff00000000000000 }
/// Submit-GpuJob (New-GpuGroup $vm) $stream | Wait-GpuJob | Format-List State, Error</code>
/// Shows how a job ends whose first word is no instruction.
/// </example>
/// <seealso cref="SubmitGpuJobCommand"/>
/// <seealso cref="GetGpuJobCommand"/>
[Cmdlet(VerbsLifecycle.Wait, "GpuJob")]
[OutputType(typeof(GpuJob))]
public sealed class WaitGpuJobCommand : GpuCmdlet
{
    private readonly List<GpuJob> _jobs = [];

    /// <summary>The jobs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public GpuJob[] Job { get; set; } = [];

    /// <summary>How much virtual time they have, by default 30 s; then the error is ETIME.</summary>
    [Parameter(Position = 1)]
    [VirtualDuration]
    public Duration Timeout { get; set; } = Duration.FromSeconds(30);

    private protected override void Process() => _jobs.AddRange(Job);

    private protected override void End()
    {
        foreach (GpuDevice device in _jobs.Select(job => job.Group.Client.Device).Distinct())
        {
            Resolve(device);
            GpuJob[] waited = [.. _jobs.Where(job => job.Group.Client.Device == device)];
            bool ended = false;
            Run(device, machine => ended = machine.Simulation.RunUntil(
                () => System.Array.TrueForAll(waited, job => job.IsEnded), Timeout));
            if (!ended)
            {
                GpuJob late = waited.First(job => !job.IsEnded);
                throw new ErrnoException(
                    Errno.ETIME, "Wait-GpuJob", $"{late} has not ended after {Timeout}; it is {late.State}")
                {
                    Target = late,
                };
            }
        }

        WriteObject(_jobs, true);
    }
}
