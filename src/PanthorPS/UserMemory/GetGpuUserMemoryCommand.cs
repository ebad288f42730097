using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists what is mapped in the address space of a client's process (/proc/&lt;pid&gt;/maps).</summary>
/// <remarks>The heap of the arguments that ConvertTo-GpuIoctlArgument makes is there too, as anonymous memory.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $null = New-GpuUserMemory 8KB; Get-GpuUserMemory</code>
/// Lists the regions of the first client.
/// </example>
/// <seealso cref="NewGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuUserMemory")]
[OutputType(typeof(GpuUserMemory))]
public sealed class GetGpuUserMemoryCommand : PipedClientCmdlet
{
    /// <summary>Only the region that this address is in.</summary>
    [Parameter(Position = 0)]
    [Quantity]
    public ulong Address { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (!IsBound(nameof(Address)))
        {
            WriteObject(client.File.Memory.Regions.Select(region => new GpuUserMemory(client, region)).ToArray(), true);
        }
        else if (client.File.Memory.Find(Address) is { } found)
        {
            WriteObject(new GpuUserMemory(client, found));
        }
        else
        {
            throw new ErrnoException(Errno.EFAULT, "Looking at memory", $"nothing is mapped at 0x{Address:x}")
            {
                Target = Address,
            };
        }
    }
}
