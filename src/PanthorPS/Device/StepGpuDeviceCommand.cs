using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lets virtual time pass on a device.</summary>
/// <remarks>
/// A device stands still between commands. Each command that calls the driver lets the machine run until the call has
/// returned; this one lets it run on, for hardware, timers and the driver's workers.
/// </remarks>
/// <example>
/// <code>$gpu = New-GpuDevice; $gpu | Step-GpuDevice -Duration 5ms</code>
/// Lets 5 ms pass.
/// </example>
/// <example>
/// <code>$gpu = New-GpuDevice; $gpu | Step-GpuDevice -UntilIdle | Out-Null; $gpu.VirtualTime</code>
/// Lets the machine run until nothing is left to happen, then shows the time.
/// </example>
/// <example>
/// <code>$gpu = New-GpuDevice; Step-GpuDevice -Until { $_.VirtualTime.Nanoseconds -ge 1000000 } -Timeout 1s</code>
/// Runs until a condition holds; here, trivially, until 1 ms after boot.
/// </example>
/// <seealso cref="NewGpuDeviceCommand"/>
/// <seealso cref="GetGpuEventCommand"/>
[Cmdlet(VerbsCommon.Step, "GpuDevice", DefaultParameterSetName = ForDuration)]
[OutputType(typeof(GpuDevice))]
public sealed class StepGpuDeviceCommand : PipedDeviceCmdlet
{
    private const string ForDuration = "Duration";
    private const string ToIdle = "UntilIdle";
    private const string ToCondition = "Until";

    /// <summary>How long: a TimeSpan, or a number with its unit such as '250ns', '10us', '5ms', '1.5s'.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ForDuration)]
    [VirtualDuration]
    public Duration Duration { get; set; }

    /// <summary>Until nothing is runnable and no event is scheduled.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToIdle)]
    public SwitchParameter UntilIdle { get; set; }

    /// <summary>
    /// Until the script block gives true. It is asked before each step, with the device as $_, and may only look.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ToCondition)]
    [ValidateNotNull]
    public ScriptBlock? Until { get; set; }

    /// <summary>
    /// How much virtual time the condition has to become true, by default 5 s; then the error is ETIME.
    /// </summary>
    [Parameter(ParameterSetName = ToCondition)]
    [VirtualDuration]
    public Duration Timeout { get; set; } = Duration.FromSeconds(5);

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (Until is { } condition)
        {
            RunUntil(device, condition);
        }
        else if (UntilIdle)
        {
            Run(device, machine => machine.Simulation.RunUntilIdle());
        }
        else
        {
            Run(device, machine => machine.Simulation.RunFor(Duration));
        }

        WriteObject(device);
    }

    // The engine takes $_ out of the list: each call needs its own. An error in the block ends the run, as it would
    // come back at each step.
    private static bool Holds(GpuDevice device, ScriptBlock condition)
    {
        var variables = new List<PSVariable> { new("_", device), new("ErrorActionPreference", ActionPreference.Stop) };
        return LanguagePrimitives.IsTrue(condition.InvokeWithContext(null, variables));
    }

    private void RunUntil(GpuDevice device, ScriptBlock condition)
    {
        bool reached = false;
        Run(device, machine => reached = machine.Simulation.RunUntil(() => Holds(device, condition), Timeout));
        if (!reached)
        {
            throw new ErrnoException(
                Errno.ETIME, "Step-GpuDevice -Until", $"the condition did not become true within {Timeout}")
            {
                Target = device,
            };
        }
    }
}
