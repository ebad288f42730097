using System.Collections.Generic;
using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A group slot seen from the laboratory bench: read only; the properties are live.</summary>
public sealed class GroupSlotView
{
    private readonly CsfFirmware _firmware;
    private readonly StreamSlotView[] _streams;

    internal GroupSlotView(CsfFirmware firmware, int index)
    {
        _firmware = firmware;
        Index = index;
        _streams = new StreamSlotView[firmware.Model.CsSlotsPerGroup];
        for (int stream = 0; stream < _streams.Length; stream++)
            _streams[stream] = new StreamSlotView(firmware, index, stream);
    }

    /// <summary>Number of the slot.</summary>
    public int Index { get; }

    /// <summary>A group is on it.</summary>
    public bool IsOccupied => Slot is { IsOn: true };

    /// <summary>The state that the firmware acknowledged last.</summary>
    public GroupSlotState State => (GroupSlotState)(Slot?.State ?? 0);

    /// <summary>A change of the state is under way.</summary>
    public bool IsChanging => Slot is { IsChanging: true };

    /// <summary>No stream has anything to do.</summary>
    public bool IsIdle => Slot is { IsOn: true, IsIdle: true };

    /// <summary>Priority of the group, 15 for the highest; meaningless if the slot is free.</summary>
    public int Priority => (int)(Slot?.Priority ?? 0);

    /// <summary>Number of the group's address space; −1 if the slot is free.</summary>
    public int AddressSpace => Slot?.Space?.Index ?? -1;

    /// <summary>Shader cores and tilers that the group's jobs run on.</summary>
    public int EndpointsInUse
    {
        get
        {
            uint inUse = Slot is { IsOn: true } slot ? _firmware.Endpoints.InUse(slot) : 0;
            return (int)((inUse & 0xff) + (inUse >> 8 & 0xff) + (inUse >> 16 & 0xf));
        }
    }

    /// <summary>The stream slots.</summary>
    public IReadOnlyList<StreamSlotView> Streams => _streams;

    private GroupSlot? Slot => _firmware.SlotAt(Index);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"CSG{Index} {(IsOccupied ? State.ToString() : "free")}");
}
