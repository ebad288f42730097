using System;
using Panthor.Kernel;

namespace Panthor.Hardware.Tests;

/// <summary>A host that keeps nothing, to be measured with.</summary>
internal sealed class QuietHost : ICommandStreamHost
{
    public int Syncs { get; private set; }

    public uint LatestFlushId => 1;

    public void Begin(CsOperation operation) => throw new NotSupportedException();

    public void JobReady(CsOperation operation) => throw new NotSupportedException();

    public void Wake(CommandStream stream)
    {
    }

    public void SyncUpdated(CommandStream stream, ulong address, bool systemScope) => Syncs++;

    public void RaiseFault(CommandStream stream, GpuException type, uint data, ulong info) =>
        throw new NotSupportedException();

    public void RaiseFatal(CommandStream stream, GpuException type, uint data, ulong info) =>
        throw new NotSupportedException();

    public bool RequestResources(CommandStream stream, CsResources resources) => true;

    public ulong TimestampAt(Duration fromNow) => 0;

    public ulong CycleCountAt(Duration fromNow) => 0;

    public void RaiseTilerOom(CommandStream stream) => throw new NotSupportedException();

    public bool RequestProtectedMode(CommandStream stream) => true;

    public void LeaveProtectedMode(CommandStream stream)
    {
    }

    public void Trace(CommandStream stream, ulong instructionPointer, ReadOnlySpan<uint> registers)
    {
    }
}
