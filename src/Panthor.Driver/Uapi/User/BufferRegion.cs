using System;
using System.Runtime.InteropServices;
using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>A buffer that a process has mapped: every access goes through the fault handler of the driver.</summary>
internal sealed class BufferRegion : UserRegion
{
    private readonly CpuMapping _mapping;
    private readonly ulong _base;
    private readonly RwSemaphore _mmapLock;

    public BufferRegion(
        ulong start,
        ulong end,
        UserProtection protection,
        CpuMapping mapping,
        ulong bufferStart,
        RwSemaphore mmapLock,
        bool mayWrite)
        : base(start, end, protection)
    {
        MayWrite = mayWrite;
        _mapping = mapping;
        _base = bufferStart;
        _mmapLock = mmapLock;
    }

    public override string Name => _mapping.Buffer.Label is { Length: > 0 } label ? $"buffer '{label}'" : "buffer";

    internal override bool MayWrite { get; }

    internal override KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination) =>
        _mapping.ReadAsync(address - _base, destination);

    internal override KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source) =>
        _mapping.WriteAsync(address - _base, MemoryMarshal.AsMemory(source));

    internal override UserRegion Part(ulong start, ulong end, UserProtection protection) =>
        new BufferRegion(start, end, protection, _mapping.Fork(_mmapLock), _base, _mmapLock, MayWrite);

    internal override KTask CloseAsync() => _mapping.CloseAsync();
}
