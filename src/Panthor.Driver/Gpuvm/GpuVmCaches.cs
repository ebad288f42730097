namespace Panthor.Driver.Gpuvm;

/// <summary>Free objects of the VMs of one device: what the slab caches of the kernel are.</summary>
public sealed class GpuVmCaches
{
    private GpuVmBo? _bos;

    internal GpuVaNodePool Nodes { get; } = new();

    internal GpuVmBo RentBo()
    {
        if (_bos is not { } bo)
            return new GpuVmBo();
        _bos = bo.NextDeferred;
        bo.NextDeferred = null;
        return bo;
    }

    internal void Return(GpuVmBo bo)
    {
        bo.NextDeferred = _bos;
        _bos = bo;
    }
}
