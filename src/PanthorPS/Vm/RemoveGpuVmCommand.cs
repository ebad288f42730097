using System.Management.Automation;

namespace PanthorPS;

/// <summary>Destroys a VM with all its mappings (VM_DESTROY).</summary>
/// <remarks>The buffers stay; those whose handles are closed already are freed with their last mapping.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | Remove-GpuVm</code>
/// Creates a VM and destroys it.
/// </example>
/// <seealso cref="NewGpuVmCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuVm", SupportsShouldProcess = true)]
[OutputType(typeof(GpuVm))]
[OutputType(typeof(GpuTask))]
public sealed class RemoveGpuVmCommand : ClientCallCmdlet
{
    /// <summary>The VMs, or their numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuVm[] Vm { get; set; } = [];

    /// <summary>Returns what was destroyed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() => ForEach(Vm, given =>
    {
        GpuVm vm = Resolve(given);
        GpuClient client = vm.Client;
        if (ShouldProcess($"{vm} of {client}", "Destroy"))
        {
            Call(
                client,
                () => client.File.CallAsync(() => client.File.VmDestroyAsync(vm.Id)),
                result => Checked(result, "VM_DESTROY", vm),
                PassThru);
        }
    });
}
