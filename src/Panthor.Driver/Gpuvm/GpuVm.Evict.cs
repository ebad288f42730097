namespace Panthor.Driver.Gpuvm;

/// <content>Bonds to buffers that lost their pages.</content>
public abstract partial class GpuVm
{
    private GpuVmBoList _evicted = GpuVmBoList.ForEvicted();

    /// <summary>Bonds whose buffers must be brought back before the GPU runs (evict.list). Under the VM's lock.</summary>
    public ref GpuVmBoList Evicted => ref _evicted;
}
