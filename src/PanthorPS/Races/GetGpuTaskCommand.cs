using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the tasks that commands with -AsTask started.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// Read-GpuMemory $vm 0x400000 -AsTask | Out-Null; Get-GpuTask</code>
/// Shows a read that has not begun: the machine runs only while a command waits.
/// </example>
/// <seealso cref="WaitGpuTaskCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuTask")]
[OutputType(typeof(GpuTask))]
public sealed class GetGpuTaskCommand : PipedDeviceCmdlet
{
    /// <summary>Numbers of the tasks. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TaskCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Id { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        if (Id is null)
        {
            // A copy: the next command of the pipeline may start more.
            WriteObject(device.Tasks.ToArray(), true);
            return;
        }

        foreach (int id in Id)
        {
            if (device.FindTask(id) is { } task)
            {
                WriteObject(task);
            }
            else
            {
                WriteError(ErrorRecords.Of(NoSuchTask(id, device), id));
            }
        }
    }

    internal static ErrnoException NoSuchTask(int id, GpuDevice device) =>
        new(Errno.ESRCH, "Task lookup", $"task {id} was not started on {device}") { Target = id };
}
