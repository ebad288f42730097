using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.Uapi.Statistics;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows what clients use of the GPU and of memory, as fdinfo tells it.</summary>
/// <remarks>
/// Time and cycles of jobs are told only if they are measured: Set-GpuProfiling turns that on. Without -Client all open
/// clients are shown.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $null = New-GpuBuffer 1MB; Get-GpuStatistic</code>
/// Shows the memory of the first client.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Get-GpuStatistic -AsText</code>
/// Shows the text of the file, as tools read it.
/// </example>
/// <seealso cref="GetGpuDebugViewCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuStatistic")]
[OutputType(typeof(GpuStatistic), typeof(string))]
public sealed class GetGpuStatisticCommand : PipedClientCmdlet
{
    /// <summary>Returns the text of the file.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    private protected override void Process()
    {
        IReadOnlyList<GpuClient> clients = Client is not null ? [TargetClient] : [.. TargetDevice.Clients];
        foreach (GpuClient client in clients)
        {
            if (!client.IsOpen)
            {
                throw new ErrnoException(Errno.EBADF, "fdinfo", $"{client} is closed") { Target = client };
            }

            DrmFdinfo? info = Run(client.Device, "fdinfo", client.File.GetFdinfoAsync);
            if (info is null)
            {
                throw new ErrnoException(Errno.ENODEV, "fdinfo", "the device has been removed") { Target = client };
            }

            var statistic = new GpuStatistic(client, info);
            WriteObject(AsText ? statistic.Text : statistic);
        }
    }
}
