using System.Management.Automation;

namespace PanthorPS;

/// <summary>Names a buffer (BO_SET_LABEL).</summary>
/// <remarks>The driver keeps the label for its list of buffers; commands take it in place of a handle.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 4KB | Set-GpuBufferLabel -Label vertices; Get-GpuBuffer</code>
/// Names a new buffer.
/// </example>
/// <seealso cref="GetGpuBufferCommand"/>
[Cmdlet(VerbsCommon.Set, "GpuBufferLabel", SupportsShouldProcess = true)]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class SetGpuBufferLabelCommand : ClientCallCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    /// <summary>The name; $null takes it away.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    public string? Label { get; set; }

    /// <summary>Returns the buffer.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override object? DefaultTarget => Buffer;

    private protected override void Process()
    {
        GpuBuffer buffer = Resolve(Buffer);
        if (!ShouldProcess(buffer.ToString(), $"Label as '{Label}'"))
        {
            return;
        }

        string? label = string.IsNullOrEmpty(Label) ? null : Label;
        CallAtOnce(
            buffer.Client,
            () => buffer.Client.File.Call(() => buffer.Client.File.BoSetLabel(buffer.Handle, label)),
            result => Checked(result, "BO_SET_LABEL", buffer),
            PassThru);
    }
}
