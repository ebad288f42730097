using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mm;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the pages behind a buffer: in memory, in swap, or not there yet.</summary>
/// <remarks>
/// Pages come with the first access of CPU or GPU and stay until the buffer is freed or memory gets scarce.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 16KB | Get-BackingPages -Populate</code>
/// Allocates the pages of a buffer and shows them.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $b = New-GpuBuffer 16KB; Write-GpuBuffer $b -Value 1
/// Invoke-GpuReclaim | Out-Null; Get-BackingPages $b -First 1</code>
/// Shows that the pages have gone to swap.
/// </example>
/// <seealso cref="InvokeGpuReclaimCommand"/>
/// <seealso cref="GetGpuMemoryCommand"/>
[Cmdlet(VerbsCommon.Get, "BackingPages")]
[OutputType(typeof(BackingPage))]
public sealed class GetBackingPagesCommand : ClientCmdlet
{
    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    /// <summary>Allocates the pages first. If memory runs out, that is an error and nothing is left behind.</summary>
    [Parameter]
    public SwitchParameter Populate { get; set; }

    /// <summary>Only so many pages.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    private protected override object? DefaultTarget => Buffer;

    private protected override void Process()
    {
        GpuBuffer buffer = Resolve(Buffer);
        if (Populate)
        {
            Errno error = Run(buffer.Client.Device, buffer.Client.Name, () => PopulateAsync(buffer.Engine));
            KernelResult result = error == Errno.None
                ? KernelResult.Ok
                : KernelResult.Fail(error, $"there are no pages for the {GpuFormat.Size(buffer.Size)} of {buffer}");
            Check(result, "Allocation of the pages", buffer);
        }

        ulong pages = buffer.Size / GemPages.PageSize;
        for (int index = 0; index < First && (ulong)index < pages && !IsStopping; index++)
        {
            WriteObject(PageOf(buffer.Engine, index));
        }
    }

    private static async KTask<Errno> PopulateAsync(PanthorGemObject buffer)
    {
        Errno error = await buffer.PinAsync();
        if (error == Errno.None)
        {
            await buffer.UnpinAsync();
        }

        return error;
    }

    private static BackingPage PageOf(PanthorGemObject buffer, int index)
    {
        ulong offset = (ulong)index * GemPages.PageSize;
        ShmemFile? file = buffer.File;
        bool isResident = file?.IsResident(index) ?? false;
        BackingPageState state = isResident ? BackingPageState.Resident
            : file?.IsSwapped(index) ?? false ? BackingPageState.Swapped
            : BackingPageState.Absent;
        ulong address = isResident ? file!.AddressOf(index) : 0;
        foreach (ScatterSegment segment in buffer.IsImported ? buffer.DeviceMap : [])
        {
            if (offset < segment.Length)
            {
                state = BackingPageState.Resident;
                address = segment.Address + offset;
                break;
            }

            offset -= segment.Length;
        }

        offset = (ulong)index * GemPages.PageSize;
        return new BackingPage(
            index, offset, address, file?.OrderOf(index) ?? 0, state, buffer.IsCpuMapped(index), IsGpuMapped(buffer, offset));
    }

    private static bool IsGpuMapped(PanthorGemObject buffer, ulong offset)
    {
        for (GpuVmBo? bond = buffer.GpuvaList.First; bond is not null; bond = bond.NextOfObject)
        {
            for (GpuVa? va = bond.FirstVa; va is not null; va = GpuVmBo.NextVa(va))
            {
                if (offset >= va.Offset && offset - va.Offset < va.Range && va is PanthorVma { Evicted: false })
                {
                    return true;
                }
            }
        }

        return false;
    }
}
