using System.Collections.Generic;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>The MCU and its firmware seen from the laboratory bench: read only; the properties are live.</summary>
public sealed class CsfFirmwareView
{
    private readonly Mcu _mcu;
    private readonly CsfFirmware _firmware;
    private readonly GroupSlotView[] _slots;

    internal CsfFirmwareView(Mcu mcu, CsfFirmware firmware)
    {
        _mcu = mcu;
        _firmware = firmware;
        _slots = new GroupSlotView[FirmwareInterface.GroupSlotsMax];
        for (int index = 0; index < _slots.Length; index++)
            _slots[index] = new GroupSlotView(firmware, index);
    }

    /// <summary>MCU_STATUS.</summary>
    public McuStatus Status => _mcu.Status;

    /// <summary>The firmware has booted and answers.</summary>
    public bool IsRunning => _firmware.IsRunning && !_firmware.IsHung;

    /// <summary>The firmware hangs (fault point FirmwarePing).</summary>
    public bool IsHung => _firmware.IsHung;

    /// <summary>Version of the interface, see <see cref="FirmwareVersion.Make"/>; 0 before the first boot.</summary>
    public uint InterfaceVersion => _firmware.Version;

    /// <summary>Streams per group; 0 before the first boot.</summary>
    public int StreamsPerGroup => _firmware.StreamCount;

    /// <summary>The group slots; none before the first boot.</summary>
    public IReadOnlyList<GroupSlotView> Slots =>
        new System.ArraySegment<GroupSlotView>(_slots, 0, _firmware.SlotCount);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"MCU {Status}, {_firmware.SlotCount} group slots");
}
