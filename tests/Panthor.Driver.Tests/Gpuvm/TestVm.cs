using System;
using System.Collections.Generic;
using System.Text;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gpuvm;

/// <summary>A VM without page table that writes its steps down; addresses are small numbers.</summary>
internal sealed class TestVm(ulong range = 1UL << 48, ulong reserveStart = 0, ulong reserveRange = 0)
    : GpuVm(new GpuVmCaches(), "test", 0, range, reserveStart, reserveRange)
{
    private readonly Dictionary<DrmGemObject, GpuVmBo> _bonds = [];

    public List<string> Warnings { get; } = [];

    /// <summary>A step that is to fail, by its kind.</summary>
    public GpuVaOpKind? FailingStep { get; set; }

    /// <summary>The mappings: "10-20@0:A …".</summary>
    public string Describe(Func<DrmGemObject, string> name)
    {
        var text = new StringBuilder();
        foreach (GpuVa va in Mappings)
            text.Append(text.Length == 0 ? "" : " ").Append($"{va.Addr}-{va.End}@{va.Offset}:{name(va.Obj!)}");
        return text.ToString();
    }

    /// <summary>Maps and returns the steps.</summary>
    public string Map(DrmGemObject obj, ulong addr, ulong end, ulong offset = 0)
    {
        var ops = new Ops(this, new StringBuilder(), Bond(obj));
        var request = new GpuVaOpMap { Addr = addr, Range = end - addr, Obj = obj, Offset = offset };
        Errno ret = SmMap(ref ops, request);
        return ret == Errno.None ? ops.Log.ToString() : $"{ops.Log}{ret}";
    }

    /// <summary>Unmaps and returns the steps.</summary>
    public string Unmap(ulong addr, ulong end)
    {
        var ops = new Ops(this, new StringBuilder(), null);
        Errno ret = SmUnmap(ref ops, addr, end - addr);
        return ret == Errno.None ? ops.Log.ToString() : $"{ops.Log}{ret}";
    }

    /// <summary>Drops the creator's reference; true when it was the last one.</summary>
    public bool Put() => PutReference();

    protected override void Warn(string what) => Warnings.Add(what);

    private GpuVmBo Bond(DrmGemObject obj)
    {
        if (!_bonds.TryGetValue(obj, out GpuVmBo? bond))
            _bonds.Add(obj, bond = BoObtainPrealloc(BoCreate(obj)));
        return bond;
    }

    private readonly struct Ops(TestVm vm, StringBuilder log, GpuVmBo? bond) : IGpuVmOps
    {
        public StringBuilder Log => log;

        public Errno StepMap(ref GpuVaOp op)
        {
            if (vm.FailingStep == GpuVaOpKind.Map)
                return Errno.ENOMEM;
            log.Append($"map({op.Map.Addr}-{op.Map.End}@{op.Map.Offset}) ");
            var va = new GpuVa();
            vm.Map(va, op.Map);
            vm.Link(va, bond!);
            return Errno.None;
        }

        public Errno StepRemap(ref GpuVaOp op)
        {
            if (vm.FailingStep == GpuVaOpKind.Remap)
                return Errno.ENOMEM;
            string prev = op.HasPrev ? $"prev {op.Prev.Addr}-{op.Prev.End}@{op.Prev.Offset}" : "";
            string next = op.HasNext ? $"next {op.Next.Addr}-{op.Next.End}@{op.Next.Offset}" : "";
            string both = op.HasPrev && op.HasNext ? ", " : "";
            op.GetUnmapRange(out ulong start, out ulong range);
            log.Append($"remap({prev}{both}{next}; hole {start}-{start + range}{(op.Keep ? " keep" : "")}) ");
            GpuVmBo old = op.Va!.VmBo!;
            GpuVa? before = op.HasPrev ? new GpuVa() : null;
            GpuVa? after = op.HasNext ? new GpuVa() : null;
            vm.Remap(before, after, op);
            if (before is not null)
                vm.Link(before, old);
            if (after is not null)
                vm.Link(after, old);
            vm.UnlinkDefer(op.Va);
            return Errno.None;
        }

        public Errno StepUnmap(ref GpuVaOp op)
        {
            if (vm.FailingStep == GpuVaOpKind.Unmap)
                return Errno.ENOMEM;
            log.Append($"unmap({op.Va!.Addr}-{op.Va.End}{(op.Keep ? " keep" : "")}) ");
            vm.Unmap(op);
            vm.UnlinkDefer(op.Va);
            Assert.Null(op.Va.VmBo);
            return Errno.None;
        }
    }
}
