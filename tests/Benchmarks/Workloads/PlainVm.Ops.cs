using System.Collections.Generic;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;

namespace Benchmarks.Workloads;

internal sealed partial class PlainVm
{
    /// <summary>Mappings at hand, last in, first out.</summary>
    internal sealed class VaPool
    {
        private readonly Stack<GpuVa> _free;

        public VaPool(int count)
        {
            _free = new Stack<GpuVa>(count);
            for (int i = 0; i < count; i++)
                _free.Push(new GpuVa());
        }

        public GpuVa Take() => _free.Pop();

        public void Give(GpuVa va) => _free.Push(va);
    }

    /// <summary>The steps: tree, lists and references, nothing else.</summary>
    internal struct Ops(PlainVm vm, VaPool pool) : IGpuVmOps
    {
        /// <summary>The bond of the buffer to map.</summary>
        public GpuVmBo Bo = null!;

        public readonly Errno StepMap(ref GpuVaOp op)
        {
            GpuVa va = pool.Take();
            vm.Map(va, op.Map);
            vm.Link(va, Bo);
            return Errno.None;
        }

        public readonly Errno StepRemap(ref GpuVaOp op)
        {
            GpuVa old = op.Va!;
            GpuVmBo bo = old.VmBo!;
            GpuVa? prev = op.HasPrev ? pool.Take() : null;
            GpuVa? next = op.HasNext ? pool.Take() : null;
            vm.Remap(prev, next, op);
            if (prev is not null)
                vm.Link(prev, bo);
            if (next is not null)
                vm.Link(next, bo);
            vm.UnlinkDefer(old);
            pool.Give(old);
            return Errno.None;
        }

        public readonly Errno StepUnmap(ref GpuVaOp op)
        {
            GpuVa old = op.Va!;
            vm.Unmap(op);
            vm.UnlinkDefer(old);
            pool.Give(old);
            return Errno.None;
        }
    }
}
