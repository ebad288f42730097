using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the open file descriptors of a client's process: shared buffers, sync files, syncobjs, events.</summary>
/// <remarks>The device itself is open as descriptor 3 and is not listed.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $null = New-GpuBuffer 4KB | Export-GpuBuffer; Get-GpuDescriptor</code>
/// Shows the descriptor of an exported buffer.
/// </example>
/// <seealso cref="NewGpuDescriptorCommand"/>
/// <seealso cref="CopyGpuDescriptorCommand"/>
/// <seealso cref="RemoveGpuDescriptorCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuDescriptor")]
[OutputType(typeof(GpuDescriptor))]
public sealed class GetGpuDescriptorCommand : PipedClientCmdlet
{
    /// <summary>Numbers of descriptors. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(DescriptorCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Descriptor { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (Descriptor is null)
        {
            WriteObject(GpuDescriptor.Of(client).ToArray(), true);
            return;
        }

        foreach (int number in Descriptor)
        {
            if (GpuDescriptor.Of(client).FirstOrDefault(open => open.Descriptor == number) is { } found)
            {
                WriteObject(found);
            }
            else
            {
                WriteError(ErrorRecords.Of(
                    new ErrnoException(
                        Errno.EBADF, "Descriptor lookup", $"file descriptor {number} of {client} is not open"),
                    number));
            }
        }
    }
}
