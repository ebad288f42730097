using System;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>A shared buffer of another device that a process has mapped by its file descriptor.</summary>
internal sealed class SharedBufferRegion : UserRegion
{
    private readonly DmaBuf _buffer;
    private readonly KernelMapping _mapping;
    private readonly ulong _base;

    public SharedBufferRegion(
        ulong start, ulong end, UserProtection protection, DmaBuf buffer, KernelMapping mapping, ulong bufferStart)
        : base(start, end, protection)
    {
        _buffer = buffer;
        _mapping = mapping;
        _base = bufferStart;
        buffer.Get();
    }

    public override string Name => $"shared buffer of {_buffer.Exporter}";

    internal override bool MayWrite => _buffer.IsWritable;

    internal override KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination)
    {
        _mapping.Read(address - _base, destination.Span);
        return KTask.FromResult(KernelResult.Ok);
    }

    internal override KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source)
    {
        _mapping.Write(address - _base, source.Span);
        return KTask.FromResult(KernelResult.Ok);
    }

    internal override UserRegion Part(ulong start, ulong end, UserProtection protection) =>
        new SharedBufferRegion(start, end, protection, _buffer, _mapping, _base);

    internal override KTask CloseAsync()
    {
        _buffer.Put();
        return KTask.Completed;
    }
}
