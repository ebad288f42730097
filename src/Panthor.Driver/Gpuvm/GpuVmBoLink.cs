namespace Panthor.Driver.Gpuvm;

/// <summary>Where a bond stands in one of the lists that it may be in.</summary>
internal struct GpuVmBoLink
{
    public GpuVmBo? Previous;
    public GpuVmBo? Next;
    public bool IsLinked;
}
