using System;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>A client's memory that the pointers of made-up requests lead to, and addresses where there is none.</summary>
internal sealed class FuzzMemory
{
    private const ulong ScratchSize = 64 << 10;

    private DrmFile _file = null!;
    private ulong _scratch;
    private ulong _readOnly;
    private ulong _buffer;
    private ulong _next;

    /// <summary>Maps what there is to point to: a page that can only be read, a buffer, scratch memory.</summary>
    public async KTask SetUpAsync(DrmFile file)
    {
        _file = file;
        _scratch = file.Memory.MapAnonymous(ScratchSize).Value;
        _readOnly = file.Memory.MapAnonymous(UserMemory.PageSize, UserProtection.Read).Value;
        DrmPanthorBo buffer = (await file.BoCreateAsync(2 * UserMemory.PageSize, 0, 0)).Value;
        _buffer = (await file.MmapAsync(
            0,
            UserMemory.PageSize,
            UserProtection.ReadWrite,
            UserMapFlags.Shared,
            FileTable.DeviceDescriptor,
            file.BoMmapOffset(buffer.Handle).Value)).Value;
    }

    /// <summary>What was stored for the last request is not needed any more.</summary>
    public void Restart() => _next = _scratch;

    /// <summary>Puts bytes somewhere.</summary>
    public ulong Store(ReadOnlySpan<byte> bytes)
    {
        ulong address = _next;
        if ((ulong)bytes.Length > _scratch + ScratchSize - address)
        {
            return _scratch;
        }

        _file.Memory.Write(address, bytes);
        _next += ((ulong)bytes.Length + 7) & ~7ul;
        return address;
    }

    /// <summary>An address that is trouble, or at least unusual.</summary>
    public ulong BadAddress(int kind) => kind switch
    {
        0 => 0,
        1 => _readOnly,
        2 => _scratch + ScratchSize - 3,
        3 => _buffer + 64,
        4 => _buffer + UserMemory.PageSize - 4,
        5 => ulong.MaxValue - 7,
        6 => 1ul << 48,
        _ => 0xdead_0000,
    };
}
