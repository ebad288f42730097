using System.Management.Automation;

namespace PanthorPS;

/// <summary>A cmdlet that looks at or works on one VM.</summary>
public abstract class VmCmdlet : ClientCmdlet
{
    /// <summary>The VM, or its number.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm Vm { get; set; } = null!;

    private protected override object? DefaultTarget => Vm;

    /// <summary>The VM that the current record is about.</summary>
    private protected GpuVm TargetVm => Resolve(Vm);
}
