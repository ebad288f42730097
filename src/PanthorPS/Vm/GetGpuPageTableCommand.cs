using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.IoPgtable;

namespace PanthorPS;

/// <summary>Shows the entries of a VM's page table, as they are in the memory of the machine.</summary>
/// <remarks>
/// The table has four levels of 512 entries (AArch64 LPAE stage 1, 4 KiB granule): level 3 maps pages of 4 KiB, level 2
/// blocks of 2 MiB. Entries come in the order of their addresses. The objects are snapshots.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 16KB) 0x400000
/// Get-GpuPageTable $vm -Tables</code>
/// Shows four pages, and the three tables on the way to them.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 16KB) 0x400000
/// Get-GpuPageTable $vm -Address 0x401000 -Size 8KB</code>
/// Shows the entries of a range.
/// </example>
/// <seealso cref="GetGpuMappingCommand"/>
/// <seealso cref="ResolveGpuAddressCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuPageTable")]
[OutputType(typeof(GpuPageTableEntry))]
public sealed class GetGpuPageTableCommand : VmCmdlet
{
    /// <summary>First address of the range to show; by default 0.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>
    /// Bytes of the range to show; by default up to the end of the address space, or one page with -Address.
    /// </summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Size { get; set; }

    /// <summary>Shows the entries that point to tables, too.</summary>
    [Parameter]
    public SwitchParameter Tables { get; set; }

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        ulong size = IsBound(nameof(Size)) ? Size : IsBound(nameof(Address)) ? 1 : ulong.MaxValue;
        ulong end = size > ulong.MaxValue - Address ? ulong.MaxValue : Address + size;
        ulong next = Address;
        while (vm.State != GpuVmState.Destroyed)
        {
            var collector = new Collector(Tables, next, next == Address);
            vm.Engine.VisitPageTable(ref collector, next, end);
            foreach (PageTableEntry entry in collector.Entries)
            {
                WriteObject(PageTableText.Describe(entry, vm));
            }

            if (!collector.IsFull)
            {
                return;
            }

            next = collector.Next;
        }
    }

    // A part at a time: a table may have millions of entries, and the next command of the pipeline may change it.
    private struct Collector(bool tables, ulong start, bool isFirst) : IPageTableVisitor
    {
        private const int Part = 512;

        public List<PageTableEntry> Entries { get; } = [];

        public bool IsFull { get; private set; }

        public ulong Next { get; private set; }

        public bool VisitTable(in PageTableEntry entry)
        {
            // The way to the first address was shown with the part before, except for what begins just there.
            if (tables && (isFirst || entry.Iova >= start))
            {
                Entries.Add(entry);
            }

            return true;
        }

        public bool VisitLeaf(in PageTableEntry entry)
        {
            Entries.Add(entry);
            Next = entry.Iova + entry.Size;
            IsFull = Entries.Count >= Part && Next > entry.Iova;
            return !IsFull;
        }
    }
}
