using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>A fence that was signalled when it was made (<c>dma_fence_stub</c>).</summary>
internal sealed class DmaFenceStub : DmaFence
{
    private DmaFenceStub(DmaFences fences)
        : base(fences)
    {
    }

    internal static DmaFenceStub Create(DmaFences fences, VirtualTime timestamp)
    {
        DmaFenceStub stub = new(fences);
        stub.Init(null, 0, 0);
        stub.MarkSignalingEnabled();
        stub.Signal(timestamp);
        return stub;
    }

    protected override string GetDriverName() => "stub";

    protected override string GetTimelineName() => "stub";
}
