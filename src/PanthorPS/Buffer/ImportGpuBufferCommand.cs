using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Imports a shared buffer into a client (PRIME_FD_TO_HANDLE).</summary>
/// <remarks>A client that has the buffer already gets the same handle.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $shared = New-GpuBuffer 4KB -Label common | Export-GpuBuffer
/// Import-GpuBuffer $shared -Client (New-GpuClient)</code>
/// The second client sees the same buffer, its label included.
/// </example>
/// <seealso cref="ExportGpuBufferCommand"/>
[Cmdlet(VerbsData.Import, "GpuBuffer")]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class ImportGpuBufferCommand : ClientCallCmdlet
{
    /// <summary>The shared buffer, from Export-GpuBuffer.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public GpuDmaBuf DmaBuf { get; set; } = null!;

    private protected override object? DefaultTarget => DmaBuf;

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (DmaBuf.Client.Device != client.Device)
        {
            Refuse(
                "GpuDeviceMismatch",
                ErrorCategory.InvalidArgument,
                $"{DmaBuf} is on {DmaBuf.Client.Device}, another machine than {client.Device}.",
                DmaBuf);
        }

        if (!DmaBuf.IsHeld)
        {
            throw new ErrnoException(Errno.EBADF, "PRIME_FD_TO_HANDLE", "the file descriptor was closed");
        }

        GpuDmaBuf shared = DmaBuf;
        Call(
            client,
            () => client.File.CallAsync(() => client.File.PrimeDmaBufToHandleAsync(shared.Engine)),
            result => client.FindBuffer(Check(result, "PRIME_FD_TO_HANDLE", shared), null));
    }
}
