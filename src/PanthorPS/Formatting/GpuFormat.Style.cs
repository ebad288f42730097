using System;
using System.Globalization;
using Panthor.Driver.Gpuvm;

namespace PanthorPS;

public static partial class GpuFormat
{
    private const int Levels = 4;
    private const int IndexBits = 9;
    private const int PageShift = 12;

    /// <summary>A state as a word, in the colour of its meaning.</summary>
    /// <param name="state">The state: a word, or a value of an enumeration.</param>
    /// <param name="style">The session's $PSStyle; null for no colour.</param>
    public static string State(object? state, object? style = null)
    {
        string word = state?.ToString() ?? "";
        return Ink.Paint(word, Ink.ToneOf(word), style);
    }

    /// <summary>What is special about a mapping, in words and colour.</summary>
    public static string MappingNote(GpuMapping mapping, object? style = null) => Ink.Paint(
        NotesOf(mapping), mapping is { IsEvicted: true } ? Tone.Warning : Tone.Faint, style);

    /// <summary>The exception of an AS_FAULTSTATUS value; empty if there was none.</summary>
    public static string Fault(uint status, object? style = null) =>
        status == 0 ? "" : Ink.Paint(FaultName(status), Tone.Bad, style);

    /// <summary>
    /// The way of a walk to an entry: the index in the table of each level, down to the entry's own. Those of the
    /// tables above are faint.
    /// </summary>
    public static string Walk(GpuPageTableEntry entry, object? style = null)
    {
        if (entry is null)
        {
            return "";
        }

        string above = "";
        for (int level = 0; level < entry.Level; level++)
        {
            above += IndexAt(entry.Address, level) + " ";
        }

        return Ink.Paint(above, Tone.Faint, style) + IndexAt(entry.Address, entry.Level);
    }

    /// <summary>A VM above its picture: what it is, and how much of it is mapped.</summary>
    public static string VmTitle(GpuVm vm)
    {
        if (vm is null)
        {
            return "";
        }

        ulong mapped = 0;
        foreach (GpuVa va in VmRanges.Mappings(vm, 0, ulong.MaxValue))
        {
            mapped += va.Range;
        }

        string slot = vm.AddressSpace < 0 ? "on no address space" : $"on address space {vm.AddressSpace}";
        string state = vm.State == GpuVmState.Usable ? "" : $", {vm.State.ToString().ToUpperInvariant()}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{vm.Id} of {vm.Client} {slot}{state}: {Counted(vm.MappingCount, "mapping")}, {Size(mapped)}");
    }

    /// <summary>What a range of an address space is, in a word and colour.</summary>
    public static string RangeKind(GpuVmRange range, object? style = null) => range switch
    {
        null => "",
        { Kind: GpuVmRangeKind.Hole } => Ink.Paint("hole", Tone.Faint, style),
        { Kind: GpuVmRangeKind.Sparse } => "sparse",
        { IsKernel: true } => "kernel",
        _ => "buffer",
    };

    /// <summary>
    /// How many entries of the page table a range has, by their size; <c>evicted</c> if they were taken.
    /// </summary>
    public static string RangePages(GpuVmRange range, object? style = null) => range switch
    {
        null or { Kind: GpuVmRangeKind.Hole } => "",
        { IsEvicted: true } => Ink.Paint("evicted", Tone.Warning, style),
        { HugePages: 0 } => string.Create(CultureInfo.InvariantCulture, $"{range.SmallPages} x 4K"),
        { SmallPages: 0 } => string.Create(CultureInfo.InvariantCulture, $"{range.HugePages} x 2M"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{range.HugePages} x 2M, {range.SmallPages} x 4K"),
    };

    /// <summary>What a range shows: the buffer and where in it, or whose the hole is.</summary>
    public static string RangeTarget(GpuVmRange range, object? style = null) => range switch
    {
        null => "",
        { Kind: GpuVmRangeKind.Hole, IsKernel: true } => Ink.Paint("(kept by the kernel)", Tone.Faint, style),
        { Kind: GpuVmRangeKind.Hole } => "",
        { Kind: GpuVmRangeKind.Sparse } => "(dummy object)",
        { Offset: 0 } => Buffer(range.Buffer),
        _ => $"{Buffer(range.Buffer)} + {Hex(range.Offset)}",
    };

    private static string IndexAt(ulong address, int level)
    {
        int shift = PageShift + (IndexBits * (Levels - 1 - level));
        return ((address >> shift) & ((1UL << IndexBits) - 1)).ToString(CultureInfo.InvariantCulture).PadRight(3);
    }

    private static string NotesOf(GpuMapping? mapping)
    {
        string[] notes = mapping is null ? [] :
        [
            mapping.IsSparse ? "sparse" : "",
            mapping.IsEvicted ? "evicted" : "",
            mapping.IsKernel ? "kernel" : "",
        ];
        return string.Join(' ', Array.FindAll(notes, note => note.Length > 0));
    }
}
