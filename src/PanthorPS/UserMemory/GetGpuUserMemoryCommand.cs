using System.Linq;
using System.Management.Automation;

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
        WriteObject(
            client.File.Memory.Regions
                .Where(region => !IsBound(nameof(Address)) || (region.Start <= Address && Address < region.End))
                .Select(region => new GpuUserMemory(client, region))
                .ToArray(),
            true);
    }
}
