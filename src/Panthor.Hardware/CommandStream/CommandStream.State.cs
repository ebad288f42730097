using System;

namespace Panthor.Hardware;

/// <content>The state as bytes, for the suspend buffer of the group.</content>
internal sealed unsafe partial class CommandStream
{
    private const uint StateMagic = 0x3153_4350;
    private const int FrameSize = 3 * sizeof(ulong);
    private const int HeaderSize = 2 * sizeof(uint);
    private const int FixedSize = 512;
    private const int LoadStoreSize = (2 * sizeof(ulong)) + (4 * sizeof(uint));
    private const int DeferredSize = (3 * sizeof(ulong)) + (2 * sizeof(uint));

    /// <summary>Bytes that <see cref="Save"/> writes.</summary>
    public int StateSize => StateSizeOf(Model);

    /// <summary>Bytes that <see cref="Save"/> writes for a stream of a GPU.</summary>
    public static int StateSizeOf(GpuModel model)
    {
        int size = HeaderSize + FixedSize + (model.CsRegisters * sizeof(uint)) + ((MaximumCallDepth + 1) * FrameSize)
            + (MaximumLoadStores * LoadStoreSize) + (MaximumDeferred * DeferredSize)
            + (MaximumOperations * CsOperation.StateSize);
        return (size + 63) & ~63;
    }

    /// <summary>Writes the state for the suspend buffer, with operations under way; then stops the stream.</summary>
    /// <param name="destination">At least <see cref="StateSize"/> bytes.</param>
    public void Save(Span<byte> destination)
    {
        destination = destination[..StateSize];
        destination.Clear();
        var writer = new CsStateWriter(destination);
        writer.Write(StateMagic);
        writer.Write(_registerCount);
        foreach (uint register in Registers)
            writer.Write(register);

        SaveFlow(ref writer);
        SaveWaits(ref writer);
        SaveQueues(ref writer);
        Stop();
    }

    /// <summary>Takes up a saved state, in any slot and address space: operations that were under way are begun
    /// again, a tiling job out of memory raises tiler OOM again.</summary>
    /// <returns>False if the bytes are no saved state: the stream is stopped.</returns>
    public bool Restore(ReadOnlySpan<byte> source)
    {
        Clear();
        LastStop = CsStop.Stopped;
        if (source.Length < StateSize)
            return false;

        var reader = new CsStateReader(source);
        if (reader.UInt32() != StateMagic || reader.Int32() != _registerCount)
            return false;

        for (int i = 0; i < _registerCount; i++)
            _registerFile[i] = reader.UInt32();

        RestoreFlow(ref reader);
        RestoreWaits(ref reader);
        return RestoreQueues(ref reader);
    }

    private void SaveFlow(ref CsStateWriter writer)
    {
        writer.Write((uint)LastStop);
        writer.Write(_depth);
        writer.Write(_handlerDepth);
        writer.Write(_handlerPending);
        writer.Write(_handlerServesJob);
        writer.Write(_faulted);
        writer.Write(_protectedDepth);
        writer.Write(_protectedEnd);
        writer.Write(_ringBase);
        writer.Write(_ringMask);
        writer.Write(_extract);
        writer.Write(Insert);
        writer.Write(Retired);
        writer.Write(Group.ProgressOf(Index));
        writer.Write(_heapAddress);
        writer.Write(_suppliedChunk);
        writer.Write(_handlerAddress);
        writer.Write(_handlerLength);
        writer.Write(_frame);
        foreach (CsFrame frame in _stack)
            writer.Write(frame);
    }

    private void RestoreFlow(ref CsStateReader reader)
    {
        LastStop = (CsStop)reader.UInt32();
        _depth = Math.Clamp(reader.Int32(), 0, _stack.Length);
        _handlerDepth = Math.Clamp(reader.Int32(), 0, _depth);
        _handlerPending = reader.Boolean();
        _handlerServesJob = reader.Boolean();
        _faulted = reader.Boolean();
        _protectedDepth = reader.Int32();
        _protectedEnd = reader.UInt64();
        _ringBase = reader.UInt64();
        _ringMask = reader.UInt64();
        _extract = reader.UInt64();
        Insert = reader.UInt64();
        Retired = reader.UInt64();
        Group.SetProgress(this, reader.UInt64());
        _heapAddress = reader.UInt64();
        _suppliedChunk = reader.UInt64();
        _handlerAddress = reader.UInt64();
        _handlerLength = reader.UInt32();
        _frame = reader.Frame();
        for (int i = 0; i < _stack.Length; i++)
            _stack[i] = reader.Frame();
    }

    private void SaveWaits(ref CsStateWriter writer)
    {
        writer.Write((uint)_requested);
        writer.Write(_waitMask);
        writer.Write(_waitQueue);
        writer.Write(_waitCondition);
        writer.Write(_waitIsWide);
        writer.Write(_endpointEntry);
        writer.Write(_otherEntry);
        writer.Write(_deferredEntry);
        writer.Write(_streamMask);
        writer.Write(_indirectMask);
        writer.Write(_waitAddress);
        writer.Write(_waitValue);
        writer.Write(StallAddress);
    }

    private void RestoreWaits(ref CsStateReader reader)
    {
        _requested = (CsResources)reader.UInt32();
        _waitMask = reader.UInt32();
        _waitQueue = Math.Clamp(reader.Int32(), 0, Group.Streams.Count - 1);
        _waitCondition = reader.UInt32();
        _waitIsWide = reader.Boolean();
        _endpointEntry = Math.Clamp(reader.Int32(), 0, _scoreboardCount - 1);
        _otherEntry = Math.Clamp(reader.Int32(), 0, _scoreboardCount - 1);
        _deferredEntry = Math.Clamp(reader.Int32(), 0, _scoreboardCount - 1);
        _streamMask = reader.UInt32();
        _indirectMask = reader.UInt32();
        _waitAddress = reader.UInt64();
        _waitValue = reader.UInt64();
        StallAddress = reader.UInt64();

        // The iterators were given back when the group left its slot.
        if (_requested != CsResources.None && LastStop != CsStop.Fatal && _host.RequestResources(this, _requested))
            _granted = _requested;
    }

    private void SaveQueues(ref CsStateWriter writer)
    {
        writer.Write(_loadStoreCount);
        for (int i = 0; i < _loadStoreCount; i++)
        {
            LoadStore entry = _loadStores[(_loadStoreFirst + i) % MaximumLoadStores];
            writer.Write(entry.Address);
            writer.Write(entry.Due - _clock);
            writer.Write(entry.Mask);
            writer.Write((uint)entry.First);
            writer.Write((uint)entry.Entry);
            writer.Write(entry.IsStore);
        }

        writer.Write(_deferredCount);
        for (int i = 0; i < _deferredCount; i++)
        {
            writer.Write(_deferred[i].Word);
            writer.Write(_deferred[i].Address);
            writer.Write(_deferred[i].Data);
            writer.Write(_deferred[i].Mask);
            writer.Write((uint)_deferred[i].Entry);
        }

        writer.Write(_operationCount);
        for (int i = 0; i < _operationCount; i++)
            _operations[i]!.Save(ref writer);
    }

    private bool RestoreQueues(ref CsStateReader reader)
    {
        _loadStoreCount = reader.Int32();
        bool isSound = (uint)_loadStoreCount <= MaximumLoadStores;
        for (int i = 0; isSound && i < _loadStoreCount; i++)
        {
            ulong address = reader.UInt64();
            long due = _clock + reader.Int64();
            uint mask = reader.UInt32() & 0xffff;
            byte first = (byte)reader.UInt32();
            int entry = (int)reader.UInt32() & (MaximumScoreboards - 1);
            _loadStores[i] = new LoadStore(address & ~3UL, mask, first, (byte)entry, reader.Boolean(), due);
            CountRestored(entry);
        }

        int deferred = isSound ? reader.Int32() : 0;
        isSound &= (uint)deferred <= MaximumDeferred;
        for (int i = 0; isSound && i < deferred; i++)
        {
            _deferred[i] = new CsDeferred(
                reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.UInt32(),
                (byte)(reader.UInt32() & (MaximumScoreboards - 1)));
            CountRestored(_deferred[i].Entry);
        }

        _deferredCount = isSound ? deferred : 0;
        int operations = isSound ? reader.Int32() : 0;
        isSound &= (uint)operations <= MaximumOperations;
        for (int i = 0; isSound && i < operations; i++)
            RestoreOperation(ref reader);

        if (!isSound)
        {
            Clear();
            LastStop = CsStop.Stopped;
        }

        return isSound;
    }

    private void RestoreOperation(ref CsStateReader reader)
    {
        CsOperation operation = Take();
        operation.Restore(this, ref reader);
        if (operation.IsFlush)
        {
            _flushes[operation.Entry]++;
            operation.Latency = HardwareLatency.Draw(_simulation, HardwareLatency.CacheFlush);
        }

        CountRestored(operation.Entry);
        Begin(operation);
    }

    private void CountRestored(int entry)
    {
        _counts[entry]++;
        _busyLocal |= 1u << entry;
        RefreshBusy();
    }
}
