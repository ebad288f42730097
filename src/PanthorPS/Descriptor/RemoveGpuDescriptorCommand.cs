using System.Management.Automation;
using Panthor.Driver.Uapi.User;

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
    /// <summary>The descriptors' numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public int[] Descriptor { get; set; } = [];

    /// <summary>Returns what was closed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        foreach (int number in Descriptor)
        {
            if (!ShouldProcess($"descriptor {number} of {client}", "Close"))
            {
                continue;
            }

            IOpenFile? file = client.File.Files.Find(number);
            Check(client.File.Files.Close(number), "close", client);
            if (PassThru)
            {
                WriteObject(new GpuDescriptor(client, number, file!));
            }
        }
    }
}
