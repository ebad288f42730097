using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.User;

/// <summary>Keeps the place of a mapping that is being made, while its maker may sleep.</summary>
internal sealed class ReservedRegion(ulong start, ulong end) : UserRegion(start, end, UserProtection.None)
{
    public override string Name => "reserved";

    internal override KTask<KernelResult> ReadAsync(ulong address, Memory<byte> destination) => KTask.FromResult(Absent());

    internal override KTask<KernelResult> WriteAsync(ulong address, ReadOnlyMemory<byte> source) =>
        KTask.FromResult(Absent());

    internal override UserRegion Part(ulong start, ulong end, UserProtection protection) =>
        new ReservedRegion(start, end);

    internal override KTask CloseAsync() => KTask.Completed;

    private static KernelResult Absent() => KernelResult.Fail(Errno.EFAULT, "it is not mapped yet");
}
