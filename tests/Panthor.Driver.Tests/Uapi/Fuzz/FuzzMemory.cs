using System;
using System.Collections.Generic;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>A client's memory that the pointers of made-up requests lead to, and addresses where there is none.</summary>
internal sealed class FuzzMemory
{
    private const ulong ScratchSize = 64 << 10;

    private readonly List<(ulong Address, ulong Size)> _mapped = [];

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

    /// <summary>
    /// Maps something, or what may not be mapped; reads and writes, protects or unmaps what was mapped: whatever it
    /// answers.
    /// </summary>
    public async KTask PlayAsync(RequestGenerator generator)
    {
        if (_mapped.Count == 0 || generator.Chance(2))
        {
            await MapAsync(generator);
            return;
        }

        int index = generator.Below(_mapped.Count);
        (ulong address, ulong size) = _mapped[index];
        ulong at = address + ((ulong)generator.Below((int)(size / UserMemory.PageSize)) * UserMemory.PageSize);
        switch (generator.Below(4))
        {
            case 0:
                await _file.Memory.CopyFromUserAsync(at, new byte[64]);
                break;
            case 1:
                await _file.Memory.CopyToUserAsync(at + 4000, new byte[200]);
                break;
            case 2:
                await _file.Memory.ProtectAsync(at, UserMemory.PageSize, (UserProtection)generator.Below(8));
                break;
            default:
                _mapped.RemoveAt(index);
                await _file.Memory.UnmapAsync(at, size);
                break;
        }
    }

    private async KTask MapAsync(RequestGenerator generator)
    {
        int descriptor = generator.Below(7);
        ulong offset = descriptor != FileTable.DeviceDescriptor || generator.Chance(8)
            ? (ulong)generator.Below(4) * UserMemory.PageSize
            : generator.Chance(4) ? _file.UserMmioOffset
            : _file.BoMmapOffset((uint)generator.Below(6)).ValueOrDefault();
        bool isFixed = _mapped.Count != 0 && generator.Chance(4);
        ulong size = (ulong)(1 + generator.Below(4)) * UserMemory.PageSize;
        KernelResult<ulong> address = await _file.MmapAsync(
            isFixed ? _mapped[0].Address : 0,
            size,
            (UserProtection)generator.Below(8),
            (UserMapFlags)generator.Below(4) | (isFixed ? UserMapFlags.Fixed : 0)
                | (generator.Chance(8) ? UserMapFlags.Anonymous : 0),
            descriptor,
            offset);
        if (address.IsOk)
        {
            _mapped.Add((address.Value, size));
        }
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
