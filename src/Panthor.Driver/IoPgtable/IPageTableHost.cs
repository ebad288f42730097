namespace Panthor.Driver.IoPgtable;

/// <summary>
/// Where a page table gets its pages from and tells what went wrong: the <c>alloc</c> and <c>free</c> callbacks and
/// the cookie of struct io_pgtable_cfg. A struct, so that the calls are bound at compile time.
/// </summary>
public interface IPageTableHost
{
    /// <summary>A zeroed 4 KiB page for the root table; false when there is none.</summary>
    bool TryAllocateRoot(out ulong pa);

    /// <summary>A zeroed 4 KiB page for a table below the root; false when there is none.</summary>
    bool TryAllocateTable(out ulong pa);

    /// <summary>Takes the root page back.</summary>
    void FreeRoot(ulong pa);

    /// <summary>Takes a table's page back.</summary>
    void FreeTable(ulong pa);

    /// <summary>WARN_ON: a caller asked for what must not be.</summary>
    void Warn(string what);

    /// <summary>WARN_ONCE.</summary>
    void WarnOnce(string what);
}
