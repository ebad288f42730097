using System;
using System.Collections.Generic;
using FsCheck;
using FsCheck.Fluent;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Xunit;

namespace Panthor.Driver.Tests.Properties;

/// <summary>
/// Random sequences of binds and unbinds: the VM shows what a naive map of pages shows, and so does the page table.
/// </summary>
public sealed class VmBindProperties
{
    private const int Sequences = 2000;
    private const int Pages = 2560;
    private const ulong Page = ArmLpae.SZ_4K;
    private const uint DummyObject = uint.MaxValue;
    private const int DummyPages = 512;
    private const uint Sparse =
        PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;
    private const ulong Va0 = (1UL << 39) - (512 * Page);

    [Fact]
    public void Random_sequences_agree_with_a_naive_map_of_small_pages()
    {
        using var lab = new BindLab(Va0, Pages, 4, 64 * Page);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithEndSize(40).WithReplay(17, 19),
            Prop.ForAll(Arb.From(Sequence(64, 64)), lab.Holds));
    }

    [Fact]
    public void Random_sequences_agree_with_a_naive_map_where_huge_pages_are_split()
    {
        using var lab = new BindLab(Va0, Pages, 2, 1536 * Page);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Sequences / 4).WithEndSize(25).WithReplay(23, 29),
            Prop.ForAll(Arb.From(Sequence(1536, 512)), lab.Holds));
    }

    /// <summary>Operations on pages, half of them at multiples of <paramref name="grain"/> pages.</summary>
    private static Gen<BindStep[]> Sequence(int bufferPages, int grain)
    {
        Gen<int> place = Gen.OneOf(Gen.Choose(0, Pages - 1), Gen.Choose(0, (Pages / grain) - 1).Select(i => i * grain));
        Gen<int> length = Gen.OneOf(Gen.Choose(1, bufferPages), Gen.Choose(1, 4), Gen.Constant(grain));
        Gen<int> offset = Gen.OneOf(Gen.Constant(0), Gen.Choose(0, bufferPages - 1));
        Gen<BindStep> step =
            from at in place
            from pages in length
            from skip in offset
            from buffer in Gen.Choose(0, 3)
            from flags in Gen.Choose(0, 7)
            from kind in Gen.Elements(
                BindStepKind.Map, BindStepKind.Map, BindStepKind.Map, BindStepKind.Sparse, BindStepKind.Unmap)
            select new BindStep(kind, at, pages, buffer, skip, (uint)flags);
        return step.ArrayOf();
    }

    internal enum BindStepKind
    {
        Map,
        Sparse,
        Unmap,
    }

    internal readonly record struct BindStep(BindStepKind Kind, int At, int Pages, int Buffer, int Skip, uint Flags);

    /// <summary>A machine with buffers; every sequence runs in a VM of its own.</summary>
    private sealed class BindLab : IDisposable
    {
        private readonly TestMachine _machine = new(new MachineOptions { MemorySize = 64L << 20 });
        private readonly ulong _va0;
        private readonly int _pages;
        private readonly uint[] _buffers;
        private readonly int _bufferPages;

        public BindLab(ulong va0, int pages, int buffers, ulong bufferSize)
        {
            _va0 = va0;
            _pages = pages;
            _bufferPages = (int)(bufferSize / Page);
            _buffers = new uint[buffers];
            for (int i = 0; i < buffers; i++)
                _buffers[i] = _machine.NewBuffer(bufferSize);
        }

        public bool Holds(BindStep[] steps)
        {
            uint id = _machine.NewVm();
            PanthorVm vm = _machine.File.Vms.Find(id)!;
            var naive = new (uint Buffer, int Page, uint Flags)[_pages];
            foreach (BindStep step in steps)
            {
                Apply(id, step, naive);
                CheckMappings(vm, naive);
            }

            CheckPageTable(vm, naive);
            Assert.True(_machine.Call(() => _machine.File.VmDestroyAsync(id)).IsOk);
            return _machine.Machine.Simulation.Findings.Count == 0;
        }

        public void Dispose() => _machine.Dispose();

        private void Apply(uint id, BindStep step, (uint Buffer, int Page, uint Flags)[] naive)
        {
            int pages = Math.Min(step.Pages, _pages - step.At);
            ulong va = _va0 + ((ulong)step.At * Page);
            if (step.Kind == BindStepKind.Sparse)
            {
                uint flags = step.Flags | Sparse;
                Assert.True(_machine.Map(id, 0, va, (ulong)pages * Page, 0, flags).IsOk);
                for (int i = 0; i < pages; i++)
                    naive[step.At + i] = (DummyObject, (int)((va / Page) + (ulong)i) % DummyPages, flags);
                return;
            }

            if (step.Kind == BindStepKind.Unmap)
            {
                Assert.True(_machine.Unmap(id, va, (ulong)pages * Page).IsOk);
                Array.Clear(naive, step.At, pages);
                return;
            }

            int skip = step.Skip % _bufferPages;
            pages = Math.Min(pages, _bufferPages - skip);
            uint buffer = _buffers[step.Buffer % _buffers.Length];
            Assert.True(_machine.Map(id, buffer, va, (ulong)pages * Page, (ulong)skip * Page, step.Flags).IsOk);
            for (int i = 0; i < pages; i++)
                naive[step.At + i] = (buffer, skip + i, step.Flags);
        }

        private void CheckMappings(PanthorVm vm, (uint Buffer, int Page, uint Flags)[] naive)
        {
            var seen = new (uint Buffer, int Page, uint Flags)[_pages];
            ulong end = 0;
            foreach (GpuVa va in vm.Mappings)
            {
                Assert.True(va.Addr >= end);
                end = va.End;
                bool isSparse = va.Obj == _machine.File.Vms.Dummy;
                uint buffer = isSparse ? DummyObject : Array.Find(_buffers, handle => Buffer(handle) == va.Obj);
                Assert.True(!isSparse || va.Offset < DummyPages * Page);
                for (ulong at = 0; at < va.Range; at += Page)
                {
                    seen[(va.Addr + at - _va0) / Page] =
                        (buffer, PageOf(va.Offset + at, isSparse), ((PanthorVma)va).Flags);
                }
            }

            Assert.True(seen.AsSpan().SequenceEqual(naive));
        }

        private void CheckPageTable(PanthorVm vm, (uint Buffer, int Page, uint Flags)[] naive)
        {
            var leaves = new LeafPages(new Dictionary<ulong, ulong>());
            vm.VisitPageTable(ref leaves);
            for (int i = 0; i < _pages; i++)
            {
                leaves.Pages.Remove(_va0 + ((ulong)i * Page), out ulong leaf);
                (uint buffer, int page, uint flags) = naive[i];
                ulong expected = buffer == 0 ? 0
                    : Buffer(buffer)!.Pages![page] | ArmLpae.ProtToPte(PanthorVm.FlagsToProt(flags));
                Assert.Equal(expected, leaf);
            }

            Assert.Empty(leaves.Pages);
        }

        private static int PageOf(ulong offset, bool isSparse) =>
            (int)(isSparse ? offset / Page % DummyPages : offset / Page);

        private PanthorGemObject? Buffer(uint handle)
        {
            if (handle == DummyObject)
                return _machine.File.Vms.Dummy;
            foreach (KeyValuePair<uint, PanthorGemObject> entry in _machine.File.Buffers)
            {
                if (entry.Key == handle)
                    return entry.Value;
            }

            return null;
        }
    }

    /// <summary>The leaves cut into small pages, without the type bits.</summary>
    private readonly record struct LeafPages(Dictionary<ulong, ulong> Pages) : IPageTableVisitor
    {
        public bool VisitTable(in PageTableEntry entry) => true;

        public bool VisitLeaf(in PageTableEntry entry)
        {
            for (ulong at = 0; at < entry.Size; at += Page)
                Pages.Add(entry.Iova + at, (entry.Raw & ~ArmLpae.PTE_TYPE_MASK) + at);
            return true;
        }
    }
}
