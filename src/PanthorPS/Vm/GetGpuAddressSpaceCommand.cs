using System.Globalization;
using System.Management.Automation;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Shows the address space slots of the GPU and which VM sits on which.</summary>
/// <remarks>
/// A VM gets a slot when it is used and keeps it until another VM needs it: the one that was used longest ago gives
/// way. Slot 0 belongs to the firmware. The objects are live.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Get-GpuAddressSpace</code>
/// Shows all slots.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; Get-GpuAddressSpace 1 | Format-List</code>
/// Shows all registers of a slot.
/// </example>
/// <seealso cref="GetGpuVmCommand"/>
/// <seealso cref="GetGpuRegisterCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuAddressSpace")]
[OutputType(typeof(GpuAddressSpace))]
public sealed class GetGpuAddressSpaceCommand : PipedDeviceCmdlet
{
    /// <summary>Numbers of the slots. By default all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AddressSpaceCompleter))]
    [ValidateNotNullOrEmpty]
    public int[]? Index { get; set; }

    private protected override void Process()
    {
        GpuDevice device = TargetDevice;
        Board board = device.Machine.Board;
        if (Index is null)
        {
            foreach (AddressSpaceView view in board.AddressSpaces)
            {
                WriteObject(new GpuAddressSpace(device, view));
            }

            return;
        }

        foreach (int index in Index)
        {
            if ((uint)index < (uint)board.AddressSpaces.Count)
            {
                WriteObject(new GpuAddressSpace(device, board.AddressSpaceView(index)));
            }
            else
            {
                string check = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{device} has no address space {index}; it has 0 to {board.AddressSpaces.Count - 1}");
                WriteError(ErrorRecords.Of(new ErrnoException(Errno.ENOENT, "Address space lookup", check), index));
            }
        }
    }
}
