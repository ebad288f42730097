using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lets the machine run until tasks have ended.</summary>
/// <remarks>
/// How a call ended is data of its task: Result, or Error. Page faults and other findings of the checkers are told as
/// warnings once.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// $task = Read-GpuMemory $vm 0x400000 -As UInt64 -AsTask
/// ($task | Wait-GpuTask).Result</code>
/// Starts a read, waits for it and shows what it read.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// Lock-GpuRegion $vm 0x400000 4KB | Out-Null
/// Read-GpuMemory $vm 0x400000 -AsTask | Wait-GpuTask -Timeout 1ms</code>
/// Shows a read that waits for a locked region.
/// </example>
/// <seealso cref="GetGpuTaskCommand"/>
/// <seealso cref="ReadGpuMemoryCommand"/>
/// <seealso cref="InvokeVmBindCommand"/>
[Cmdlet(VerbsLifecycle.Wait, "GpuTask")]
[OutputType(typeof(GpuTask))]
public sealed class WaitGpuTaskCommand : DeviceCmdlet
{
    private readonly List<GpuTask> _tasks = [];

    /// <summary>The tasks, or their numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuTask))]
    [ArgumentCompleter(typeof(TaskCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuTask[] Task { get; set; } = [];

    /// <summary>Virtual time after which it is given up; by default never.</summary>
    [Parameter(Position = 1)]
    [VirtualDuration]
    public Duration Timeout { get; set; }

    private protected override void Process() => ForEach(Task, given =>
    {
        GpuDevice device = given.IsReference ? TargetDevice : given.Device;
        GpuTask? task = given.IsReference ? device.FindTask(given.Id) : device.Has(given) ? given : null;
        _tasks.Add(task ?? throw GetGpuTaskCommand.NoSuchTask(given.Id, device));
    });

    private protected override void End()
    {
        foreach (GpuDevice device in _tasks.Select(task => task.Device).Distinct())
        {
            GpuTask[] waited = [.. _tasks.Where(task => task.Device == device)];
            Resolve(device);
            Run(device, machine => Wait(machine.Simulation, waited));
        }

        WriteObject(_tasks, true);
    }

    private void Wait(Simulation simulation, GpuTask[] tasks)
    {
        if (IsBound(nameof(Timeout)))
        {
            simulation.RunUntil(() => System.Array.TrueForAll(tasks, task => task.Engine.IsDone), Timeout);
            return;
        }

        foreach (GpuTask task in tasks)
        {
            if (!task.Engine.IsDone)
            {
                simulation.RunToCompletion(task.Engine);
            }
        }
    }
}
