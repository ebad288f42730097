using System.Management.Automation;

namespace PanthorPS;

/// <summary>Puts the fields of a request's argument into bytes, and what they point to into the client's memory.</summary>
/// <remarks>
/// <para>
/// Fields have their names in C (Get-GpuIoctl lists them); those that are left out are zero. Numbers may be written as
/// sizes and addresses are: 4096, '0x1000', '4KB'. Where a field points to something, a number is an address; a list,
/// a hashtable or a text is put into the client's memory, and the field that counts is filled in.
/// </para>
/// <para>
/// An array of structures takes a list of hashtables. To lie about it, give a hashtable with items, stride, count or
/// array instead.
/// </para>
/// <para>
/// What was put into the client's memory stays there while the client is open and makes no more than 1024 arguments
/// after it (or 16 MB of them): then it makes room for theirs. Invoke-GpuIoctl -Value needs it for its own time only.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $buffer = New-GpuBuffer 4KB
/// $argument = ConvertTo-GpuIoctlArgument VM_BIND @{
///     vm_id = $vm.Id; ops = @(@{ bo_handle = $buffer.Handle; va = '0x100000'; size = 4KB }) }
/// Invoke-GpuIoctl VM_BIND $argument; Get-GpuMapping $vm</code>
/// Maps a buffer in raw bytes.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null
/// $argument = ConvertTo-GpuIoctlArgument VM_BIND @{ vm_id = 1; ops = @{ stride = 8; count = 1; array = 0 } }
/// (Invoke-GpuIoctl VM_BIND $argument).Error</code>
/// Gives an array of elements that are too short.
/// </example>
/// <seealso cref="InvokeGpuIoctlCommand"/>
/// <seealso cref="ConvertFromGpuIoctlArgumentCommand"/>
[Cmdlet(VerbsData.ConvertTo, "GpuIoctlArgument")]
[OutputType(typeof(byte[]), typeof(GpuTask))]
public sealed class ConvertToGpuIoctlArgumentCommand : IoctlCmdlet
{
    /// <summary>The fields: a hashtable, or an object whose properties have their names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object Value { get; set; } = null!;

    private protected override void Process()
    {
        GpuClient client = TargetClient;
        object value = Value;
        CallAtOnce(client, () => Encode(client, value), argument =>
        {
            client.Arguments.Add(argument);
            return argument.Bytes.ToArray();
        });
    }
}
