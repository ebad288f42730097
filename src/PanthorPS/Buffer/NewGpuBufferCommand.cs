using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Creates a buffer object (BO_CREATE).</summary>
/// <remarks>
/// A buffer has no pages at first: they come with the first access or the first mapping. The GPU sees a buffer only
/// where it is mapped in a VM (Invoke-VmBind).
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 64KB -Label vertices</code>
/// Creates a buffer of 64 KiB with a name.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; New-GpuBuffer 2MB -Vm $vm</code>
/// Creates a buffer that only one VM may map.
/// </example>
/// <seealso cref="GetGpuBufferCommand"/>
/// <seealso cref="WriteGpuBufferCommand"/>
/// <seealso cref="InvokeVmBindCommand"/>
[Cmdlet(VerbsCommon.New, "GpuBuffer")]
[OutputType(typeof(GpuBuffer))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuBufferCommand : PipedClientCallCmdlet
{
    /// <summary>Bytes; rounded up to whole pages of 4 KiB.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>The only VM that may map the buffer, or its number. By default any may.</summary>
    [Parameter]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm? Vm { get; set; }

    /// <summary>The CPU can never map the buffer.</summary>
    [Parameter]
    public SwitchParameter NoMmap { get; set; }

    /// <summary>CPU mappings of the buffer are cached, write-back.</summary>
    [Parameter]
    public SwitchParameter WriteBack { get; set; }

    /// <summary>A name for the buffer.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Label { get; set; }

    private protected override object? DefaultTarget => Size;

    private protected override void Process()
    {
        GpuVm? vm = Vm is null ? null : Resolve(Vm);
        GpuClient client = vm?.Client ?? TargetClient;
        GpuBufferFlags flags = (NoMmap ? GpuBufferFlags.NoMmap : 0) | (WriteBack ? GpuBufferFlags.WriteBack : 0);
        (ulong size, string? label) = (Size, Label);
        Call(
            client,
            () => client.File.CallAsync(() => client.File.BoCreateAsync(size, (uint)flags, vm?.Id ?? 0)),
            created => Finish(client, Check(created, "BO_CREATE", size).Handle, label));
    }

    private static GpuBuffer? Finish(GpuClient client, uint handle, string? label)
    {
        if (!string.IsNullOrEmpty(label))
        {
            KernelResult labelled = client.File.Call(() => client.File.BoSetLabel(handle, label));
            if (!labelled.IsOk)
            {
                client.File.GemClose(handle);
                Check(labelled, "BO_SET_LABEL", label);
            }
        }

        return client.FindBuffer(handle, null);
    }
}
