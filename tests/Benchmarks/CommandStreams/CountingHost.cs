using System;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Benchmarks.CommandStreams;

/// <summary>A host that counts sync updates, as the firmware's does.</summary>
internal sealed class CountingHost : ICommandStreamHost
{
    public int Syncs { get; private set; }

    public uint LatestFlushId => 2;

    public void Begin(CsOperation operation) => throw new NotSupportedException();

    public void JobReady(CsOperation operation) => throw new NotSupportedException();

    public void Wake(CommandStream stream)
    {
    }

    public void SyncUpdated(CommandStream stream, ulong address, bool systemScope) => Syncs++;

    public void RaiseFault(CommandStream stream, GpuException type, uint data, ulong info) =>
        throw new InvalidOperationException($"{type} 0x{info:x}");

    public void RaiseFatal(CommandStream stream, GpuException type, uint data, ulong info) =>
        throw new InvalidOperationException($"{type} 0x{info:x}");

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
