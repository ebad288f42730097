#pragma warning disable CA1822, IDE0052 // The shape first, the bodies follow.
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The command streams of a group on a slot and what they share: address space, tiler heaps, progress counters,
/// shared scoreboards.</summary>
internal sealed class CommandStreamGroup
{
    private readonly CommandStream[] _streams;

    /// <summary>Creates the streams of a slot, all stopped.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="memory">Its RAM.</param>
    /// <param name="model">The GPU: streams, registers and scoreboard slots, architecture, core clock.</param>
    /// <param name="host">The firmware.</param>
    public CommandStreamGroup(Simulation simulation, PhysicalMemory memory, GpuModel model, ICommandStreamHost host)
    {
        _streams = new CommandStream[model.CsSlotsPerGroup];
        for (int index = 0; index < _streams.Length; index++)
            _streams[index] = new CommandStream(this, simulation, memory, model, host, index);
    }

    /// <summary>The streams.</summary>
    public IReadOnlyList<CommandStream> Streams => _streams;

    /// <summary>Address space of the group.</summary>
    public AddressSpace? Space { get; private set; }

    /// <summary>Takes the slot for a group: everything as after its creation; before streams are started or
    /// restored.</summary>
    public void Reset(AddressSpace space) => Space = space;

    /// <summary>Writes the heap contexts back to memory through the address space, as a suspend does.</summary>
    /// <param name="address">Where an access failed.</param>
    /// <returns>Ok; Stall: call again after the unlock; Fault: what is left is lost; Aborted: no power.</returns>
    public TranslateStatus WriteBackHeaps(out ulong address)
    {
        address = 0;
        return TranslateStatus.Ok;
    }
}
