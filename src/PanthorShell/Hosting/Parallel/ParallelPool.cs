using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace PanthorShell.Hosting;

/// <summary>
/// Threads with a runspace each that run a script block for objects, up to a limit at a time. What they write is taken
/// by the thread that owns the pool.
/// </summary>
internal sealed class ParallelPool : IDisposable
{
    // Scripts nest deeply, and threads other than the first get little by default.
    private const int StackBytes = 16 << 20;

    private readonly BlockingCollection<object?> _items = [];
    private readonly BlockingCollection<ParallelRecord> _records = [];
    private readonly List<Thread> _threads = [];
    private readonly List<ParallelWorker> _workers = [];
    private readonly Lock _lock = new();
    private readonly Func<Action<ParallelRecord>, ParallelWorker> _create;
    private readonly int _limit;
    private int _pending;
    private int _running;
    private volatile bool _isStopping;

    /// <summary>Makes a pool without threads; they come with the objects.</summary>
    /// <param name="limit">How many run at a time at most.</param>
    /// <param name="create">Makes a worker, on its own thread, that sends its records where it is told.</param>
    public ParallelPool(int limit, Func<Action<ParallelRecord>, ParallelWorker> create)
    {
        _limit = limit;
        _create = create;
    }

    /// <summary>Takes an object in; it is run as soon as a thread is free.</summary>
    public void Add(object? item)
    {
        int pending = Interlocked.Increment(ref _pending);
        _items.Add(item);
        if (_threads.Count < _limit && pending > _threads.Count)
        {
            var thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "ForEach-Object -Parallel" };
            _threads.Add(thread);
            Interlocked.Increment(ref _running);
            thread.Start();
        }
    }

    /// <summary>What was written until now.</summary>
    public IEnumerable<ParallelRecord> Ready()
    {
        while (_records.TryTake(out ParallelRecord record)) yield return record;
    }

    /// <summary>What is still written until all objects are done; then the threads have ended.</summary>
    public IEnumerable<ParallelRecord> Rest()
    {
        _items.CompleteAdding();
        if (_threads.Count == 0) yield break;
        foreach (ParallelRecord record in _records.GetConsumingEnumerable()) yield return record;
    }

    /// <summary>Stops what runs and forgets the rest; called from any thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        lock (_lock)
        {
            foreach (ParallelWorker worker in _workers) worker.Stop();
        }
    }

    public void Dispose()
    {
        Stop();
        _items.CompleteAdding();
        foreach (Thread thread in _threads) thread.Join();
        _items.Dispose();
        _records.Dispose();
    }

    private void Work()
    {
        try
        {
            using ParallelWorker worker = _create(_records.Add);
            lock (_lock) _workers.Add(worker);
            worker.Runspace.As(() =>
            {
                foreach (object? item in _items.GetConsumingEnumerable())
                {
                    if (!_isStopping) worker.Run(item);
                    Interlocked.Decrement(ref _pending);
                }
            });
            lock (_lock) _workers.Remove(worker);
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0 && _items.IsAddingCompleted) _records.CompleteAdding();
        }
    }
}
