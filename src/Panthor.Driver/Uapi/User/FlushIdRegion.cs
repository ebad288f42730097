using System;
using System.Buffers.Binary;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>
/// The page of registers with LATEST_FLUSH_ID that the driver lets processes see
/// (<c>DRM_PANTHOR_USER_FLUSH_ID_MMIO_OFFSET</c>, <c>panthor_mmio_vm_ops</c>).
/// </summary>
internal sealed class FlushIdRegion : UserRegion
{
    private readonly PanthorDevice _device;
    private readonly ulong _base;

    public FlushIdRegion(ulong start, ulong end, UserProtection protection, PanthorDevice device)
        : base(start, end, protection)
    {
        _device = device;
        _base = start;
    }

    public override string Name => "LATEST_FLUSH_ID";

    internal override bool MayWrite => false;

    internal override KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination) =>
        KTask.FromResult(Read(address - _base, destination.Span));

    internal override KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source) =>
        KTask.FromResult(KernelResult.Fail(Errno.EFAULT, "the page of LATEST_FLUSH_ID can only be read"));

    internal override UserRegion Part(ulong start, ulong end, UserProtection protection) =>
        new FlushIdRegion(start, end, protection, _device);

    internal override KTask CloseAsync() => KTask.Completed;

    private KernelResult Read(ulong offset, Span<byte> destination)
    {
        if (!_device.TryEnter())
        {
            return KernelResult.Fail(Errno.EFAULT, "bus error: the device has been removed");
        }

        Span<byte> word = stackalloc byte[sizeof(uint)];
        while (!destination.IsEmpty)
        {
            uint inWord = (uint)offset % sizeof(uint);
            BinaryPrimitives.WriteUInt32LittleEndian(word, ReadWord((uint)offset - inWord));
            int count = Math.Min(destination.Length, (int)(sizeof(uint) - inWord));
            word.Slice((int)inWord, count).CopyTo(destination);
            destination = destination[count..];
            offset += (ulong)count;
        }

        _device.Exit();
        return KernelResult.Ok;
    }

    // While the GPU sleeps, processes see a page in its place that says 1: an id that makes every flush take place.
    private uint ReadWord(uint offset)
    {
        if (_device.PmState == PanthorDevicePmState.Active)
        {
            return _device.Platform.Registers.Read32(GpuRegisters.CSF_GPU_LATEST_FLUSH_ID + offset);
        }

        return offset == 0 ? 1u : 0;
    }
}
