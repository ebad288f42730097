using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Gives a file descriptor to another client, as processes do over a socket (SCM_RIGHTS), or doubles it.</summary>
/// <remarks>Both descriptors stand for the same file; it lives until the last of them is closed.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $app = New-GpuClient app; $null = New-GpuBuffer 4KB | Export-GpuBuffer
/// $copy = Get-GpuDescriptor -Client 1 | Copy-GpuDescriptor -To $app
/// (Invoke-GpuIoctl PRIME_FD_TO_HANDLE -Client $app -Value @{ fd = $copy.Descriptor }).Value.handle</code>
/// Shares a buffer in the way of real processes.
/// </example>
/// <seealso cref="GetGpuDescriptorCommand"/>
[Cmdlet(VerbsCommon.Copy, "GpuDescriptor")]
[OutputType(typeof(GpuDescriptor))]
public sealed class CopyGpuDescriptorCommand : ClientCmdlet
{
    /// <summary>The descriptor, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuDescriptor))]
    [ArgumentCompleter(typeof(DescriptorCompleter))]
    [ValidateNotNull]
    public GpuDescriptor Descriptor { get; set; } = null!;

    /// <summary>The client that gets it, or its number or name. By default the same.</summary>
    [Parameter(Position = 1)]
    [GpuReference(typeof(GpuClient))]
    [ArgumentCompleter(typeof(ClientCompleter))]
    [ValidateNotNull]
    public GpuClient? To { get; set; }

    private protected override object? DefaultTarget => Descriptor;

    private protected override void Process()
    {
        GpuDescriptor descriptor = Resolve(Descriptor);
        GpuClient client = To is null ? descriptor.Client : Resolve(To, descriptor.Client.Device);
        descriptor.File.Get();
        KernelResult<int> copy = client.File.Files.Install(descriptor.File);
        if (!copy.IsOk)
        {
            descriptor.File.Put();
        }

        WriteObject(new GpuDescriptor(client, Check(copy, "dup", client), descriptor.File));
    }
}
