using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the queues of groups: how far their ring buffers are, and what they wait for.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuGroup -Queues 2 | Get-GpuQueue</code>
/// Shows the queues of a group.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $group = New-GpuVm | New-GpuGroup
/// Submit-GpuJob $group -Empty | Wait-GpuJob | Out-Null
/// Get-GpuQueue $group 0 | Format-List</code>
/// Shows all of a queue.
/// </example>
/// <seealso cref="NewGpuGroupCommand"/>
/// <seealso cref="SubmitGpuJobCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuQueue")]
[OutputType(typeof(GpuQueue))]
public sealed class GetGpuQueueCommand : ClientCmdlet
{
    /// <summary>The groups, or their handles. By default all of the client.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuGroup))]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuGroup[]? Group { get; set; }

    /// <summary>Numbers of the queues. By default all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Index { get; set; }

    private protected override void Process()
    {
        if (Group is null)
        {
            ForEach(TargetClient.Groups, List);
        }
        else
        {
            ForEach(Group, given => List(Resolve(given)));
        }
    }

    private void List(GpuGroup group)
    {
        foreach (int index in Index ?? [.. Enumerable.Range(0, group.Queues.Count)])
        {
            WriteObject((uint)index < (uint)group.Queues.Count
                ? group.Queues[index]
                : throw new ErrnoException(
                    Errno.ENOENT, "Queue lookup", $"{group} has no queue {index}; it has 0 to {group.Queues.Count - 1}")
                {
                    Target = index,
                });
        }
    }
}
