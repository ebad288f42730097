using System.Management.Automation;
using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>Exports a buffer, so that other clients can import it (PRIME_HANDLE_TO_FD).</summary>
/// <remarks>
/// The file descriptor stays open until the client is closed. A buffer that belongs to one VM alone cannot be exported.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $other = New-GpuClient
/// New-GpuBuffer 4KB | Export-GpuBuffer | Import-GpuBuffer -Client $other</code>
/// Shares a buffer with another client.
/// </example>
/// <seealso cref="ImportGpuBufferCommand"/>
[Cmdlet(VerbsData.Export, "GpuBuffer")]
[OutputType(typeof(GpuDmaBuf))]
[OutputType(typeof(GpuTask))]
public sealed class ExportGpuBufferCommand : ClientCallCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    private protected override object? DefaultTarget => Buffer;

    private protected override void Process()
    {
        GpuBuffer buffer = Resolve(Buffer);
        GpuClient client = buffer.Client;
        CallAtOnce(
            client,
            () => client.File.Call(() => client.File.PrimeHandleToFd(buffer.Handle)),
            result =>
            {
                int descriptor = Check(result, "PRIME_HANDLE_TO_FD", buffer);
                var file = (DmaBuf)client.File.Files.Find(descriptor)!;
                return client.Device.Add(new GpuDmaBuf(client, descriptor, file));
            });
    }
}
