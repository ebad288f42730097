using System.Linq;
using System.Management.Automation;

namespace PanthorPS;

/// <summary>Lists the jobs that Submit-GpuJob gave to the queues of a client's groups.</summary>
/// <remarks>
/// The oldest first. The objects are live. Of the jobs that have ended some thousands are kept for each group, of those
/// that have not all.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $group = New-GpuGroup $vm -Queues 2
/// Submit-GpuJob $group -Queue 0, 1 -Empty | Out-Null; Get-GpuJob $group -Queue 1</code>
/// Shows the job of a queue. It is queued: the machine runs only while a command waits.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $group = New-GpuVm | New-GpuGroup
/// Submit-GpuJob $group -Empty | Wait-GpuJob | Out-Null
/// Get-GpuJob -State Done</code>
/// Lists the jobs that are done.
/// </example>
/// <seealso cref="SubmitGpuJobCommand"/>
/// <seealso cref="WaitGpuJobCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuJob")]
[OutputType(typeof(GpuJob))]
public sealed class GetGpuJobCommand : ClientCmdlet
{
    /// <summary>The groups, or their handles. By default all of the client.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuGroup))]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuGroup[]? Group { get; set; }

    /// <summary>Numbers of queues. By default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public int[]? Queue { get; set; }

    /// <summary>Only jobs in one of these states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public GpuJobState[]? State { get; set; }

    private protected override void Process()
    {
        if (Group is null)
        {
            foreach (GpuGroup group in TargetClient.Groups)
            {
                List(group);
            }

            return;
        }

        // Of a group that was destroyed its jobs are still of interest.
        ForEach(Group, given => List(given.IsReference ? Resolve(given) : given));
    }

    private void List(GpuGroup group)
    {
        foreach (GpuJob job in group.Jobs.ToArray())
        {
            if (Queue?.Contains(job.Queue) != false && State?.Contains(job.State) != false)
            {
                WriteObject(job);
            }
        }
    }
}
