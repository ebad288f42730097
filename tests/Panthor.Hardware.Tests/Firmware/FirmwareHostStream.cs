namespace Panthor.Hardware.Tests.Firmware;

/// <summary>A stream slot as the host sees it, and the queue that it is programmed with.</summary>
internal sealed class FirmwareHostStream(
    FirmwareHost host, FirmwareHostGroup group, int index, uint input, uint output)
{
    public const uint IdleMask = (1u << 8) | (1u << 10);
    public const uint TilerOom = 1u << 26;
    public const uint ProtectedModePending = 1u << 27;
    public const uint Fatal = 1u << 30;
    public const uint Fault = 1u << 31;
    public const uint RingSize = 0x1000;

    public FirmwareHostGroup Group => group;

    public uint Input => input;

    public uint Output => output;

    public FirmwareHostQueue? Queue { get; private set; }

    public uint BlockedReason => host.Read32(output + 0x60);

    public uint WaitStatus => host.Read32(output + 0x48);

    public uint FaultType => host.Read32(output + 0x80) & 0xff;

    public uint FatalType => host.Read32(output + 0x84) & 0xff;

    /// <summary>Remembers which queue the stream was programmed with.</summary>
    public FirmwareHostStream For(FirmwareHostQueue queue)
    {
        Queue = queue;
        return this;
    }

    public uint Pending(uint bits) => host.Pending(input, output, bits);

    /// <summary>What cs_slot_prog_locked() writes.</summary>
    public void Program(FirmwareHostQueue queue, uint doorbell)
    {
        Queue = queue;
        host.Write64(queue.Input + 8, host.Read64(queue.Output));
        host.Write64(input + 0x10, queue.Ring);
        host.Write32(input + 0x18, RingSize);
        host.Write64(input + 0x30, queue.Input);
        host.Write64(input + 0x38, queue.Output);
        host.Write32(input + 0x04, doorbell << 8);
        host.Write32(input + 0x0c, 0xffff_ffff);
        const uint Mask = IdleMask | 7;
        host.Write32(input, (host.Read32(input) & ~Mask) | IdleMask | 1);
        host.Toggle(group.Input + 8, group.Output + 8, 1u << index);
    }

    /// <summary>Asks for START or STOP and rings the stream.</summary>
    public void Ask(uint state)
    {
        host.Write32(input, (host.Read32(input) & ~7u) | state);
        group.RingStreams(1u << index);
    }

    /// <summary>Takes notice of events: their request bits become as their acknowledge bits.</summary>
    public uint Take(uint bits)
    {
        uint events = Pending(bits);
        host.Write32(input, host.Read32(input) ^ events);
        return events;
    }
}
