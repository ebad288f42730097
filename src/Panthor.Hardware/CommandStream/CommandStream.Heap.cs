namespace Panthor.Hardware;

/// <content>The tiler heap and the handler of tiler OOM.</content>
internal sealed unsafe partial class CommandStream
{
    private const uint TilerOomException = 2;

    private TilerHeap? _heap;
    private ulong _heapAddress;
    private ulong _suppliedChunk;
    private ulong _handlerAddress;
    private uint _handlerLength;
    private bool _handlerPending;
    private bool _handlerServesJob;
    private int _handlerDepth;

    /// <summary>The answer to tiler OOM.</summary>
    /// <param name="chunk">Address of the new chunk in [63:12] and its size in pages in [11:0], as heap_start; 0 for
    /// none: the job waits for fragment jobs, or the handler of SET_EXCEPTION_HANDLER runs, or the job faults.</param>
    public void SupplyChunk(ulong chunk)
    {
        CsOperation? job = FindOutOfMemory();
        if (chunk != 0)
        {
            _suppliedChunk = chunk;
            if (job is not null)
                MakeReady(job);

            return;
        }

        if (job is null)
            return;

        // Fragment work may have returned chunks while the driver was asked.
        if (_heap is { FreeList: not 0 })
        {
            MakeReady(job);
            return;
        }

        if (HasFragmentWorkToCome() || _handlerPending || _handlerDepth != 0)
            return;

        if (_handlerLength != 0)
        {
            _handlerPending = true;
            _host.Wake(this);
            return;
        }

        job.GiveUpMemory();
        MakeReady(job);
    }

    /// <summary>Finds the stream's heap; after a restore its context is read again.</summary>
    internal TranslateStatus ResolveHeap(out TilerHeap? heap)
    {
        TranslateStatus status = TranslateStatus.Ok;
        if (_heap is null && _heapAddress != 0)
            status = Group.HeapAt(_heapAddress, out _heap);

        heap = _heap;
        return status;
    }

    /// <summary>Takes the chunk that the driver gave; 0 if there is none.</summary>
    internal ulong TakeSuppliedChunk()
    {
        ulong chunk = _suppliedChunk;
        _suppliedChunk = 0;
        return chunk;
    }

    /// <summary>A job has used up the heap.</summary>
    internal void RaiseTilerOom()
    {
        _simulation.Events.Record(CommandStreamEvents.TilerOutOfMemory, (ulong)Index, _heapAddress);
        _host.RaiseTilerOom(this);
    }

    /// <summary>Chunks have come back to a heap: jobs that wait for some go on; in a handler, when it ends.</summary>
    internal void ChunksReturned(TilerHeap heap)
    {
        if (_heap == heap && _handlerDepth == 0 && FindOutOfMemory() is { } job)
            MakeReady(job);
    }

    private void ClearHeap()
    {
        _heap = null;
        _heapAddress = 0;
        _suppliedChunk = 0;
        _handlerAddress = 0;
        _handlerLength = 0;
        _handlerPending = false;
        _handlerServesJob = false;
        _handlerDepth = 0;
    }

    private void MakeReady(CsOperation job)
    {
        job.IsOutOfMemory = false;
        _host.JobReady(job);
    }

    private CsOperation? FindOutOfMemory()
    {
        for (int i = 0; i < _operationCount; i++)
        {
            if (_operations[i]!.IsOutOfMemory)
                return _operations[i];
        }

        return null;
    }

    private bool HasFragmentWorkToCome() =>
        _heap is { } heap && unchecked((int)(heap.VertexTilerCompleted - heap.FragmentCompleted)) > 0;

    private Next SetHeap(ulong address)
    {
        _heap = null;
        _heapAddress = address;
        TranslateStatus status = ResolveHeap(out _);
        return status == TranslateStatus.Ok ? Done(CsTiming.Other) : Failed(status, address);
    }

    private TranslateStatus CountHeap(CsHeapOperation operation, out ulong address)
    {
        address = _heapAddress;
        TranslateStatus status = ResolveHeap(out TilerHeap? heap);
        if (status != TranslateStatus.Ok)
            return status;

        switch (operation)
        {
            case var _ when heap is null:
                Fault(GpuException.DATA_INVALID_FAULT, 0, 0);
                break;
            case CsHeapOperation.VertexTilerStarted:
                heap.StartVertexTiler();
                break;
            case CsHeapOperation.VertexTilerCompleted:
                heap.CompleteVertexTiler();
                break;
            default:
                heap.CompleteFragment();
                Group.ChunksReturned(heap);
                break;
        }

        return TranslateStatus.Ok;
    }

    private TranslateStatus FinishFragment(in CsDeferred operation, out ulong address)
    {
        address = _heapAddress;
        TranslateStatus status = ResolveHeap(out TilerHeap? heap);
        if (status != TranslateStatus.Ok)
            return status;

        if (heap is null)
        {
            Fault(GpuException.DATA_INVALID_FAULT, 0, 0);
            return TranslateStatus.Ok;
        }

        address = TilerHeap.ChunkAddress(operation.Data);
        status = heap.ReturnChunks(operation.Address, operation.Data);
        if (status != TranslateStatus.Ok)
            return status;

        if ((operation.Word & 1) != 0)
            heap.CompleteFragment();

        Group.ChunksReturned(heap);
        return TranslateStatus.Ok;
    }

    private Next SetHandler(ulong word)
    {
        uint length = Data(word);
        if (!TryRead(Source(word), true, out ulong address)
            || length >= _registerCount
            || (word & 0xff) != TilerOomException
            || ((address | _r[length]) & (InstructionSize - 1)) != 0)
        {
            return Invalid();
        }

        _handlerAddress = address;
        _handlerLength = _r[length];
        return Done(CsTiming.Other);
    }

    /// <summary>Calls the handler before the instruction at which the stream stands.</summary>
    private void EnterHandler()
    {
        _handlerPending = false;
        _handlerServesJob = FindOutOfMemory() is not null;
        PublishExtract();
        _stack[_depth++] = _frame;
        _handlerDepth = _depth;
        _frame = new CsFrame(_handlerAddress, _handlerAddress, unchecked(_handlerAddress + _handlerLength));
    }

    /// <summary>The handler is at its end: the job that had no memory has some now, or never will.</summary>
    private void LeaveHandler()
    {
        _handlerDepth = 0;
        if (FindOutOfMemory() is not { } job)
            return;

        if (_handlerServesJob)
            job.HandlerHasRun();

        MakeReady(job);
    }
}
