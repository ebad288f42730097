using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that reads values out of something of a known size: the counterpart of <see cref="WriteValuesCmdlet"/>.
/// </summary>
public abstract class ReadValuesCmdlet : ClientCallCmdlet
{
    /// <summary>Where to begin, in bytes.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Offset { get; set; }

    /// <summary>How many bytes; by default all from the offset on.</summary>
    [Parameter(Position = 2)]
    [Quantity]
    public ulong Count { get; set; }

    /// <summary>What the bytes are read as; by default bytes.</summary>
    [Parameter]
    public GpuDataType As { get; set; }

    /// <summary>Gives all values as one array instead of one by one.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Reads, and writes the values; or starts the reading as a thread.</summary>
    /// <param name="client">On whose machine.</param>
    /// <param name="thread">Who reads.</param>
    /// <param name="target">What is read from.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="operation">What is done, for errors.</param>
    /// <param name="read">Reads into a block of bytes, from an offset on.</param>
    private protected void Read(
        GpuClient client,
        string thread,
        object target,
        ulong size,
        string operation,
        Func<ulong, byte[], KTask<KernelResult>> read)
    {
        ulong rest = Offset > size ? 0 : size - Offset;
        ulong count = IsBound(nameof(Count)) ? Count : rest;
        ReadCount.Check(count, As, operation);
        byte[] bytes = new byte[count];
        (ulong offset, GpuDataType type, bool raw) = (Offset, As, Raw);
        Call(
            AsTask,
            client.Device,
            thread,
            () => read(offset, bytes),
            result =>
            {
                Check(result, operation, target);
                return GpuData.Output(bytes, type, raw);
            },
            gives: true,
            enumerates: !raw);
    }
}
