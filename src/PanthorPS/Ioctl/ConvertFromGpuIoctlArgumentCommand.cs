using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>Shows the bytes of a request's argument as an object with the fields' names.</summary>
/// <remarks>
/// What a field points to is read out of the client's memory: arrays become lists, texts strings. What cannot be read
/// stays an address.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null
/// $result = Invoke-GpuIoctl BO_CREATE (ConvertTo-GpuIoctlArgument BO_CREATE @{ size = 5000 })
/// ConvertFrom-GpuIoctlArgument BO_CREATE $result.Argument</code>
/// Shows handle and size of a new buffer.
/// </example>
/// <seealso cref="ConvertToGpuIoctlArgumentCommand"/>
/// <seealso cref="InvokeGpuIoctlCommand"/>
[Cmdlet(VerbsData.ConvertFrom, "GpuIoctlArgument")]
[OutputType(typeof(PSObject), typeof(GpuTask))]
public sealed class ConvertFromGpuIoctlArgumentCommand : IoctlCmdlet
{
    /// <summary>The bytes.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [SuppressMessage("Performance", "CA1819", Justification = "An argument of a request is bytes.")]
    public byte[] Argument { get; set; } = [];

    /// <summary>Follows no pointer: addresses stay addresses, arrays are stride, count and address.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        var decoder = new UapiDecoder(client.File, follows: !Raw);
        UapiStruct layout = Layout;
        Call(client, () => decoder.DecodeAsync(layout, Argument), IoctlValues.Wrap);
    }
}
