namespace Panthor.Hardware;

/// <summary>What an asynchronous operation of a stream is.</summary>
internal enum CsAsyncKind : byte
{
    /// <summary>FLUSH_CACHE2: the host cleans and invalidates its caches and counts LATEST_FLUSH on.</summary>
    Flush,

    /// <summary>RUN_*: see <see cref="CsAsyncOperation.Job"/>; the host queues it on its endpoint.</summary>
    Job,

    /// <summary>Anything that only takes time (STORE_STATE, HEAP_OPERATION, TRACE_POINT, FINISH_*).</summary>
    Other,
}
