using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Asks the driver what a client needs to know of the device (DEV_QUERY).</summary>
/// <remarks>The answers come through the same request in binary that a real client makes. They are snapshots.</remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuDeviceInfo</code>
/// Shows what the GPU says of itself.
/// </example>
/// <example>
/// <code>New-GpuDevice | Get-GpuDeviceInfo -Type Timestamp -Clock Gpu, CpuMonotonic, Frequency</code>
/// Reads the clocks of GPU and CPU at the same moment.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null
/// (Get-GpuDeviceInfo -Type GroupPriorities -Client (New-GpuClient -Privileged)).Allowed</code>
/// Shows that a privileged client may use all priorities.
/// </example>
/// <seealso cref="GetGpuModelCommand"/>
/// <seealso cref="InvokeGpuIoctlCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuDeviceInfo")]
[OutputType(
    typeof(GpuHardwareInfo), typeof(GpuCsifInfo), typeof(GpuTimestampInfo), typeof(GpuGroupPriorities))]
public sealed class GetGpuDeviceInfoCommand : PipedClientCmdlet
{
    private const string Request = "DEV_QUERY";

    /// <summary>What is asked: Gpu, Csif, Timestamp, GroupPriorities. By default Gpu.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public GpuDeviceInfoType[] Type { get; set; } = [GpuDeviceInfoType.Gpu];

    /// <summary>Which clocks are read, for Timestamp. By default the GPU's time, its offset and its frequency.</summary>
    [Parameter]
    public GpuTimestampFlags Clock { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        foreach (GpuDeviceInfoType type in Type)
        {
            IReadOnlyDictionary<string, object> fields = Run(
                client.Device, client.Name, () => QueryAsync(client, type, (uint)Clock));
            WriteObject(type switch
            {
                GpuDeviceInfoType.Gpu => new GpuHardwareInfo(fields),
                GpuDeviceInfoType.Csif => new GpuCsifInfo(fields),
                GpuDeviceInfoType.Timestamp => new GpuTimestampInfo(fields),
                _ => new GpuGroupPriorities(fields),
            });
        }
    }

    private static async KTask<IReadOnlyDictionary<string, object>> QueryAsync(
        GpuClient client, GpuDeviceInfoType type, uint clocks)
    {
        UapiRequest query = UapiRequests.Find(Request)!;
        UapiStruct layout = query.Struct!.Find("pointer")!.Target!.Select((ulong)type)!;
        ulong room = Check(client.File.Heap.Allocate((ulong)layout.Size), Request, client);
        byte[] bytes = new byte[layout.Size];
        if (layout.Find("flags") is { } flags)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(flags.Offset), clocks);
        }

        Check(client.File.Memory.Write(room, bytes), Request, client);
        byte[] argument = new byte[query.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(argument, (uint)type);
        BinaryPrimitives.WriteUInt32LittleEndian(argument.AsSpan(4), (uint)layout.Size);
        BinaryPrimitives.WriteUInt64LittleEndian(argument.AsSpan(8), room);
        KernelResult result = await client.File.IoctlAsync(query.Number, argument);
        if (result.IsOk)
        {
            result = await client.File.Memory.CopyFromUserAsync(room, bytes);
        }

        client.File.Heap.Free(room);
        Check(result, Request, client);
        return (await new UapiDecoder(client.File).DecodeAsync(layout, bytes)).ToDictionary();
    }
}
