using System.Linq;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Reads registers of a GPU.</summary>
/// <remarks>
/// Names and offsets are the kernel's. The objects are live: their Value is read from the GPU each time it is looked
/// at.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuRegister GPU_ID, *_PRESENT</code>
/// Reads the identification registers.
/// </example>
/// <example>
/// <code>New-GpuDevice | Get-GpuRegister -Offset 0x2408</code>
/// Reads the register at an offset: AS0_MEMATTR.
/// </example>
/// <seealso cref="SetGpuRegisterCommand"/>
/// <seealso cref="GetGpuAddressSpaceCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuRegister", DefaultParameterSetName = ByName)]
[OutputType(typeof(GpuRegister))]
public sealed class GetGpuRegisterCommand : PipedDeviceCmdlet
{
    private const string ByName = "Name";
    private const string ByOffset = "Offset";

    /// <summary>Names of the registers; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(RegisterCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Offset of the register in bytes, a multiple of 4.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByOffset)]
    [Quantity]
    public ulong Offset { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        GpuRegisterTable table = device.Machine.Board.RegisterTable;
        if (ParameterSetName == ByOffset)
        {
            WriteObject(RegisterLookup.At(device, Offset));
            return;
        }

        foreach (string name in Name)
        {
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                Write(device, name);
                continue;
            }

            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            foreach (RegisterInfo register in table.All.Where(register => pattern.IsMatch(register.Name)))
            {
                WriteObject(new GpuRegister(device, register.Offset, register));
            }
        }
    }

    private void Write(GpuDevice device, string name)
    {
        try
        {
            WriteObject(RegisterLookup.Named(device, name));
        }
        catch (ErrnoException e)
        {
            WriteError(ErrorRecords.Of(e, name));
        }
    }
}
