namespace Panthor.Kernel;

/// <summary>A lock that a task holds, and where it took it.</summary>
internal struct HeldLock
{
    internal KernelLock Lock;
    internal string Site;
    internal int ClassIndex;

    public override readonly string ToString() => $"{Lock.Description}, taken in {Site}";
}
