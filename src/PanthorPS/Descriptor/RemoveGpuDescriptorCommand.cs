using System.Management.Automation;

namespace PanthorPS;

/// <summary>Closes file descriptors of a client's process (close()).</summary>
/// <remarks>What they stand for lives on as long as others refer to it.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $null = New-GpuBuffer 4KB | Export-GpuBuffer; Get-GpuDescriptor | Remove-GpuDescriptor</code>
/// Closes the descriptor of an exported buffer.
/// </example>
/// <seealso cref="GetGpuDescriptorCommand"/>
[Cmdlet(VerbsCommon.Remove, "GpuDescriptor", SupportsShouldProcess = true)]
[OutputType(typeof(GpuDescriptor))]
public sealed class RemoveGpuDescriptorCommand : ClientCmdlet
{
    /// <summary>The descriptors, or their numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDescriptor))]
    [ArgumentCompleter(typeof(DescriptorCompleter))]
    [ValidateNotNullOrEmpty]
    public GpuDescriptor[] Descriptor { get; set; } = [];

    /// <summary>Returns what was closed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => Descriptor.Length == 1 ? Descriptor[0] : Descriptor;

    private protected override void Process() => ForEach(Descriptor, given =>
    {
        GpuDescriptor descriptor = Resolve(given);
        if (ShouldProcess($"descriptor {descriptor.Descriptor} of {descriptor.Client}", "Close"))
        {
            Check(descriptor.Client.File.Files.Close(descriptor.Descriptor), "close", descriptor);
            if (PassThru)
            {
                WriteObject(descriptor);
            }
        }
    });
}
