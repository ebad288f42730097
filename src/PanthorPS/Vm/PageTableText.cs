using Panthor.Hardware;
using PageTableEntry = Panthor.Driver.IoPgtable.PageTableEntry;

namespace PanthorPS;

/// <summary>Says what an entry of a page table means.</summary>
internal static class PageTableText
{
    /// <summary>Memory type 1 is the cached one (AS_MEMATTR as panthor sets it).</summary>
    private const int CachedAttribute = 1;

    /// <summary>The entry as an object for people.</summary>
    public static GpuPageTableEntry Describe(in PageTableEntry entry, GpuVm vm) => new(
        entry.Iova, entry.Size, entry.Level, entry.Address, entry.Raw, FlagsOf(entry.Raw, entry.IsTable), vm);

    /// <summary>What the descriptor says.</summary>
    public static GpuPageFlags FlagsOf(ulong raw, bool isTable)
    {
        if (isTable)
        {
            return GpuPageFlags.Table;
        }

        var descriptor = new PageDescriptor(raw);
        return (descriptor.IsUserAccessible ? GpuPageFlags.Read : 0)
            | (descriptor.IsUserAccessible && !descriptor.IsReadOnly ? GpuPageFlags.Write : 0)
            | (descriptor.IsExecuteNever ? 0 : GpuPageFlags.Execute)
            | (descriptor.AttributeIndex == CachedAttribute ? GpuPageFlags.Cached : 0);
    }
}
