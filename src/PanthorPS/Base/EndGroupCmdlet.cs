using System.Management.Automation;

namespace PanthorPS;

/// <summary>A cmdlet that ends groups.</summary>
public abstract class EndGroupCmdlet : ClientCallCmdlet
{
    /// <summary>The groups, or their handles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuGroup))]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuGroup[] Group { get; set; } = [];

    /// <summary>Returns what was destroyed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override void Process() => ForEach(Group, given =>
    {
        GpuGroup group = Resolve(given);
        if (ShouldProcess($"{group} of {group.Client}", "Destroy"))
        {
            End(group);
        }
    });

    private protected abstract void End(GpuGroup group);
}
