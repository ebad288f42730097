using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Firmware;

/// <summary>
/// Every check of the interfaces that a firmware publishes. The firmware boots; a test changes a word of what it
/// published before the driver looks.
/// </summary>
public sealed class FwIfaceCheckTests
{
    // Offsets in the shared section of the built-in firmware with 8 group slots of 8 streams.
    private const uint GroupStride = 0x40 + (8 * 12);
    private const uint Group0 = 0x1000;
    private const uint Group1 = Group0 + GroupStride;
    private const uint Stream00 = Group0 + 0x40;
    private const uint Stream13 = Group1 + 0x40 + (3 * 12);
    private const uint SharedSize = 0x8000;
    private const uint Behind = FwLab.Shared + SharedSize;
    private const uint Elsewhere = 0x0200_0000;

    [Theory]
    [InlineData(0x00, 0, "version is 0")]
    [InlineData(0x08, Elsewhere, "Invalid global control interface input/output VA: 0x2000000")]
    [InlineData(0x08, Behind - FwGlobalInput.Size + 4, "Invalid global control interface")]
    [InlineData(0x0c, Elsewhere, "Invalid global control interface")]
    [InlineData(0x0c, Behind, "Invalid global control interface")]
    [InlineData(0x10, 2, "Invalid number of control groups: 2")]
    [InlineData(0x10, 32, "Invalid number of control groups: 32")]
    [InlineData(0x14, SharedSize, "group slot 1 at 0x9000 is not in the shared section")]
    [InlineData(0x14, uint.MaxValue, "group slot 1 at 0x100000fff is not in the shared section")]
    public void The_global_interface_is_checked(uint offset, uint value, string reason) =>
        Refuses(offset, value, reason);

    [Theory]
    [InlineData(Group0 + 0x14, 7, "group slot 0 has 7 streams")]
    [InlineData(Group0 + 0x14, 33, "group slot 0 has 33 streams")]
    [InlineData(Group0 + 0x04, Elsewhere, "Invalid group control interface input/output VA: 0x2000000")]
    [InlineData(Group1 + 0x08, Behind - FwCsgOutput.Size + 4, "Invalid group control interface")]
    [InlineData(Group1 + 0x00, 1, "Expecting identical CSG slots: 0 and 1 differ")]
    [InlineData(Group1 + 0x0c, 0x1000, "Expecting identical CSG slots: 0 and 1 differ")]
    [InlineData(Group1 + 0x10, 0x2000, "Expecting identical CSG slots: 0 and 1 differ")]
    [InlineData(Group1 + 0x14, 9, "Expecting identical CSG slots: 0 and 1 differ")]
    [InlineData(Group0 + 0x18, SharedSize, "stream slot 0.1 at 0x9040 is not in the shared section")]
    public void The_interfaces_of_group_slots_are_checked(uint offset, uint value, string reason) =>
        Refuses(offset, value, reason);

    [Theory]
    [InlineData(Stream00 + 0x04, Elsewhere, "Invalid stream control interface input/output VA: 0x2000000")]
    [InlineData(Stream13 + 0x08, Behind - FwCsOutput.Size + 4, "Invalid stream control interface")]
    [InlineData(Stream13 + 0x00, 0x0003_085f, "Expecting identical CS slots: 0.0 and 1.3 differ")]
    public void The_interfaces_of_stream_slots_are_checked(uint offset, uint value, string reason) =>
        Refuses(offset, value, reason);

    private static void Refuses(uint offset, uint value, string reason)
    {
        KernelResult result = ProbeLab.Fails(Tampered(offset, value), out _);
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains(reason, result.Check);
    }

    private static MachineOptions Tampered(uint offset, uint value) => new()
    {
        MemorySize = 32L << 20,
        Prepare = (simulation, board) => simulation.Events.Listener = record =>
        {
            if (record.Id == HardwareEvents.InterruptRaised && record.A == (ulong)InterruptBlockId.Job)
            {
                simulation.Events.Listener = null;
                FwLab.SetWord(board, FwLab.Shared + offset, value);
            }
        },
    };
}
