using System.Management.Automation;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Maps memory into the address space of a client's process (mmap()).</summary>
/// <remarks>
/// Pointers in the arguments of requests are addresses of that space. What is mapped is zeroed memory, a buffer or a shared
/// buffer as the CPU sees it, or the page of the GPU's register LATEST_FLUSH_ID.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $room = New-GpuUserMemory 4KB
/// Write-GpuUserMemory $room.Address -Value 'hello'; Read-GpuUserMemory $room.Address -Count 5</code>
/// Maps a page, writes and reads it.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuBuffer 64KB | New-GpuUserMemory -ReadOnly</code>
/// Maps a buffer so that the client can only read it.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $page = New-GpuUserMemory -FlushId
/// Read-GpuUserMemory $page.Address -Count 4 -As UInt32</code>
/// Reads LATEST_FLUSH_ID as Mesa does.
/// </example>
/// <seealso cref="GetGpuUserMemoryCommand"/>
/// <seealso cref="RemoveGpuUserMemoryCommand"/>
[Cmdlet(VerbsCommon.New, "GpuUserMemory", DefaultParameterSetName = BySize)]
[OutputType(typeof(GpuUserMemory), typeof(GpuTask))]
public sealed class NewGpuUserMemoryCommand : ClientCallCmdlet
{
    private const string BySize = "Size";
    private const string ByBuffer = "Buffer";
    private const string ByDmaBuf = "DmaBuf";
    private const string ByFlushId = "FlushId";

    /// <summary>Bytes; rounded up to whole pages. Of a buffer all by default.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BySize)]
    [Parameter(ParameterSetName = ByBuffer)]
    [Parameter(ParameterSetName = ByDmaBuf)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>The buffer, or its handle or label.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByBuffer)]
    [GpuReference(typeof(GpuBuffer))]
    [ArgumentCompleter(typeof(BufferCompleter))]
    [ValidateNotNull]
    public GpuBuffer Buffer { get; set; } = null!;

    /// <summary>The shared buffer, by its file descriptor: the client need not have imported it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDmaBuf)]
    [ValidateNotNull]
    public GpuDmaBuf DmaBuf { get; set; } = null!;

    /// <summary>Maps the page of LATEST_FLUSH_ID.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFlushId)]
    public SwitchParameter FlushId { get; set; }

    /// <summary>At this address and no other; what was mapped there goes.</summary>
    [Parameter]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>The process may only read it.</summary>
    [Parameter(ParameterSetName = BySize)]
    [Parameter(ParameterSetName = ByBuffer)]
    [Parameter(ParameterSetName = ByDmaBuf)]
    public SwitchParameter ReadOnly { get; set; }

    private protected override void Process()
    {
        GpuBuffer? buffer = ParameterSetName == ByBuffer ? Resolve(Buffer) : null;
        GpuDmaBuf? shared = ParameterSetName == ByDmaBuf ? Resolve(DmaBuf) : null;
        GpuClient client = buffer?.Client ?? shared?.Client ?? TargetClient;
        UserProtection protection = ReadOnly || FlushId ? UserProtection.Read : UserProtection.ReadWrite;
        UserMapFlags flags = IsBound(nameof(Address)) ? UserMapFlags.Fixed : UserMapFlags.None;
        Call(
            client,
            () => shared is null
                ? MapAsync(client.File, buffer, protection, flags)
                : client.File.MmapAsync(
                    Address,
                    IsBound(nameof(Size)) ? Size : shared.Size,
                    protection,
                    flags | UserMapFlags.Shared,
                    shared.Descriptor,
                    0),
            address => new GpuUserMemory(
                client, client.File.Memory.Find(Check(address, "mmap", (object?)buffer ?? (object?)shared ?? client))!));
    }

    private KTask<KernelResult<ulong>> MapAsync(
        DrmFile file, GpuBuffer? buffer, UserProtection protection, UserMapFlags flags)
    {
        if (buffer is not null)
        {
            KernelResult<ulong> offset = file.BoMmapOffset(buffer.Handle);
            return offset.IsOk
                ? file.MmapAsync(
                    Address,
                    IsBound(nameof(Size)) ? Size : buffer.Size,
                    protection,
                    flags | UserMapFlags.Shared,
                    FileTable.DeviceDescriptor,
                    offset.Value)
                : KTask.FromResult(offset);
        }

        return FlushId
            ? file.MmapAsync(
                Address,
                UserMemory.PageSize,
                protection,
                flags | UserMapFlags.Shared,
                FileTable.DeviceDescriptor,
                file.UserMmioOffset)
            : file.MmapAsync(
                Address, Size, protection, flags | UserMapFlags.Private | UserMapFlags.Anonymous);
    }
}
