using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists the buffers of a client.</summary>
/// <remarks>The objects are live: their properties tell the state at the moment when they are looked at.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 4KB -Label a | Out-Null; Get-GpuBuffer</code>
/// Lists all buffers of the first client.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 4KB -Label mesh1 | Out-Null; Get-GpuBuffer mesh*</code>
/// Lists the buffers with certain labels.
/// </example>
/// <seealso cref="NewGpuBufferCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuBuffer", DefaultParameterSetName = ByLabel)]
[OutputType(typeof(GpuBuffer))]
public sealed class GetGpuBufferCommand : PipedClientCmdlet
{
    private const string ByHandle = "Handle";
    private const string ByLabel = "Label";

    /// <summary>Handles or labels of the buffers; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByHandle)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferHandleCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public GpuBuffer[]? Handle { get; set; }

    /// <summary>Labels of the buffers; wildcards are allowed. By default all buffers, also those without.</summary>
    [Parameter(ParameterSetName = ByLabel)]
    [ArgumentCompleter(typeof(BufferLabelCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Label { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        foreach (GpuBuffer given in Handle ?? [])
        {
            if (given.ReferenceName is { } label)
            {
                WriteLabelled(client, label);
            }
            else if (client.FindBuffer(given.Handle, null) is { } buffer && (given.IsReference || given == buffer))
            {
                WriteObject(buffer);
            }
            else
            {
                WriteNotFound(
                    $"buffer handle {given.Handle} does not exist in {client}",
                    given.IsReference ? given.Handle : given);
            }
        }

        if (Handle is null && Label is null)
        {
            WriteObject(client.Buffers, true);
        }

        foreach (string label in Handle is null ? Label ?? [] : [])
        {
            WriteLabelled(client, label);
        }
    }

    private void WriteLabelled(GpuClient client, string label)
    {
        var pattern = new WildcardPattern(label, WildcardOptions.IgnoreCase);
        GpuBuffer[] buffers = [.. client.Buffers.Where(buffer => buffer.Label is { } name && pattern.IsMatch(name))];
        if (buffers.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(label))
        {
            WriteNotFound($"no buffer of {client} is labelled '{label}'", label);
        }

        WriteObject(buffers, true);
    }

    private void WriteNotFound(string check, object target) =>
        WriteError(ErrorRecords.Of(new ErrnoException(Errno.ENOENT, "Buffer lookup", check), target));
}
