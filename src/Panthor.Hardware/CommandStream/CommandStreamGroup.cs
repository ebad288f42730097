using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The command streams of a group on a slot and what they share: address space, tiler heaps, progress
/// counters, shared scoreboard entries.</summary>
internal sealed class CommandStreamGroup
{
    private const int SharedEntries = 16;

    private readonly Simulation _simulation;
    private readonly PhysicalMemory _memory;
    private readonly GpuModel _model;
    private readonly ICommandStreamHost _host;
    private readonly CommandStream?[] _streams;
    private readonly ulong[] _progress;
    private readonly int[] _shared = new int[SharedEntries];
    private readonly List<TilerHeap> _heaps = [];

    /// <summary>Creates the streams of a slot, all stopped; each when it is first asked for.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="memory">Its RAM.</param>
    /// <param name="model">The GPU: streams, registers and scoreboard entries, architecture, core clock.</param>
    /// <param name="host">The firmware.</param>
    public CommandStreamGroup(Simulation simulation, PhysicalMemory memory, GpuModel model, ICommandStreamHost host)
    {
        _simulation = simulation;
        _memory = memory;
        _model = model;
        _host = host;
        _progress = new ulong[model.CsSlotsPerGroup];
        _streams = new CommandStream?[model.CsSlotsPerGroup];
    }

    /// <summary>The streams.</summary>
    public StreamTable Streams => new(this);

    /// <summary>Address space of the group.</summary>
    public AddressSpace? Space { get; private set; }

    /// <summary>Bit n if shared scoreboard entry n is not 0 (architecture 11 and later).</summary>
    public uint SharedScoreboards { get; private set; }

    /// <summary>The heaps that streams have named since the group came to the slot.</summary>
    public IReadOnlyList<TilerHeap> Heaps => _heaps;

    /// <summary>Takes the slot for a group: everything as after its creation; before streams are started or
    /// restored.</summary>
    public void Reset(AddressSpace space)
    {
        foreach (CommandStream? stream in _streams)
            stream?.Stop();

        Space = space;
        _heaps.Clear();
        Array.Clear(_progress);
        Array.Clear(_shared);
        SharedScoreboards = 0;
    }

    /// <summary>Writes the heap contexts back to memory through the address space, as a suspend does.</summary>
    /// <param name="address">Where an access failed.</param>
    /// <returns>Ok; Stall: call again after the unlock; Fault: what is left is lost; Aborted: no power.</returns>
    public TranslateStatus WriteBackHeaps(out ulong address)
    {
        address = 0;
        foreach (TilerHeap heap in _heaps)
        {
            TranslateStatus status = heap.WriteBack();
            if (status == TranslateStatus.Ok)
                continue;

            address = heap.Address;
            return status;
        }

        return TranslateStatus.Ok;
    }

    /// <summary>The group's copy of a heap context; read from memory when it is first named.</summary>
    internal TranslateStatus HeapAt(ulong address, out TilerHeap? heap)
    {
        heap = _heaps.Find(known => known.Address == address);
        if (heap is not null)
            return TranslateStatus.Ok;

        var named = new TilerHeap(new SpaceMemory(Space!, _memory, SpaceMemory.FrontendSourceId), address);
        TranslateStatus status = named.Load();
        if (status == TranslateStatus.Ok)
        {
            _heaps.Add(named);
            heap = named;
        }

        return status;
    }

    /// <summary>Chunks have come back to a heap: jobs of any stream that wait for some may go on.</summary>
    internal void ChunksReturned(TilerHeap heap)
    {
        foreach (CommandStream? stream in _streams)
            stream?.ChunksReturned(heap);
    }

    internal ulong ProgressOf(int stream) => _progress[stream];

    internal void SetProgress(CommandStream stream, ulong value)
    {
        _progress[stream.Index] = value;
        Wake(CsStop.ProgressWait, stream);
    }

    internal void CountShared(int entry, int difference)
    {
        _shared[entry] = Math.Max(0, _shared[entry] + difference);
        uint bit = 1u << entry;
        uint now = _shared[entry] != 0 ? SharedScoreboards | bit : SharedScoreboards & ~bit;
        if (now == SharedScoreboards)
            return;

        SharedScoreboards = now;
        foreach (CommandStream? stream in _streams)
            stream?.RefreshBusy();

        Wake(CsStop.ScoreboardWait, null);
    }

    /// <summary>Tells the host of the streams that waited for what has just come.</summary>
    private void Wake(CsStop reason, CommandStream? by)
    {
        foreach (CommandStream? stream in _streams)
        {
            if (stream is not null && stream != by && stream.LastStop == reason && stream.TryResume())
                _host.Wake(stream);
        }
    }

    /// <summary>The streams by their number.</summary>
    internal readonly struct StreamTable(CommandStreamGroup group)
    {
        public int Count => group._streams.Length;

        public CommandStream this[int index] => group._streams[index] ??= new CommandStream(
            group, group._simulation, group._memory, group._model, group._host, index);
    }
}
