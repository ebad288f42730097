using System;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Makes a request of the driver in binary, as a client's ioctl() does.</summary>
/// <remarks>
/// The driver does what it does for a real client: it checks the number, the size, the rights, every pointer, every
/// field, in the kernel's order. A request that fails is no error of the command: look at Result. By its name a request
/// has the size of the argument that is given; by its number it has that of the number.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; (Invoke-GpuIoctl VM_CREATE -Value @{}).Value</code>
/// Creates a VM; the object has its id and its address range.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Invoke-GpuIoctl 0xc0106441 -Argument ([byte[]]::new(16))</code>
/// The same in bytes, by the number.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Invoke-GpuIoctl GEM_CLOSE -Value @{ handle = 7 }</code>
/// Shows what the driver answers to a handle that does not exist.
/// </example>
/// <seealso cref="ConvertToGpuIoctlArgumentCommand"/>
/// <seealso cref="ConvertFromGpuIoctlArgumentCommand"/>
/// <seealso cref="GetGpuIoctlCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "GpuIoctl", DefaultParameterSetName = ByArgument, SupportsShouldProcess = true)]
[OutputType(typeof(GpuIoctlResult), typeof(GpuTask))]
public sealed class InvokeGpuIoctlCommand : IoctlCmdlet
{
    private const string ByArgument = "Argument";
    private const string ByValue = "Value";

    /// <summary>The bytes of the argument, as ConvertTo-GpuIoctlArgument makes them.</summary>
    [Parameter(Position = 1, ParameterSetName = ByArgument)]
    [AllowEmptyCollection]
    [ValidateNotNull]
    [SuppressMessage("Performance", "CA1819", Justification = "An argument of a request is bytes.")]
    public byte[] Argument { get; set; } = [];

    /// <summary>
    /// The fields of the argument: a hashtable or an object with their names in C. What they point to is put into the
    /// client's memory for the time of the request.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByValue)]
    [ValidateNotNull]
    public object Value { get; set; } = null!;

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        if (!ShouldProcess(client.ToString(), Request.ToString()))
        {
            return;
        }

        UapiArgument? encoded = ParameterSetName == ByValue ? Encode(client, Value) : null;
        Memory<byte> argument = encoded?.Bytes ?? (byte[])Argument.Clone();
        uint number = Request.IsByName ? WithSize(Request.Number, argument.Length) : Request.Number;
        GpuIoctlRequest request = new(number, Request.Known);
        Call(
            client,
            () => IoctlAsync(client, number, argument, encoded),
            answer => new GpuIoctlResult(
                request, answer.Result, argument.ToArray(), answer.Value is { } value ? IoctlValues.Wrap(value) : null));
    }

    private static uint WithSize(uint number, int size) => (number & ~(0x3fffu << 16)) | ((uint)size & 0x3fff) << 16;

    private static async KTask<(KernelResult Result, object? Value)> IoctlAsync(
        GpuClient client, uint number, Memory<byte> argument, UapiArgument? encoded)
    {
        KernelResult result = await client.File.IoctlAsync(number, argument);
        object? value = null;
        if (encoded is not null)
        {
            UapiStruct layout = UapiRequests.Find(number).Value.Struct!;
            value = await new UapiDecoder(client.File).DecodeAsync(layout, argument);
            encoded.Free();
        }

        return (result, value);
    }
}
