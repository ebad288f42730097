using System;
using System.Buffers.Binary;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>
/// Makes up requests: some plausible, with fields that mean something; some mutated; some of nothing but noise. The same
/// seed makes the same requests.
/// </summary>
internal sealed class RequestGenerator(ulong seed, FuzzMemory memory)
{
    private const uint WaitIndex = 0xc3;
    private const uint TimelineWaitIndex = 0xca;
    private const int MaximumElements = 4;
    private const int MaximumDepth = 3;

    private static readonly UapiRequest[] s_known = FindKnown();

    private DeterministicRandom _random = new(seed);

    /// <summary>The next request: its number, and its argument in <paramref name="argument"/>.</summary>
    /// <param name="now">The time, so that waits end soon.</param>
    /// <param name="argument">The argument; as many bytes as the number says.</param>
    public uint Next(VirtualTime now, out byte[] argument)
    {
        memory.Restart();
        UapiRequest request = s_known[Below(s_known.Length)];
        uint number = request.Number;
        int size = request.Size;
        if (Chance(20))
        {
            size = Chance(2) ? Below(size + 1) : size + Below(64);
            number = UapiRequest.Encode(Chance(8) ? Any32() & 0xc000_0000 : number & 0xc000_0000, request.Index, size);
        }

        argument = new byte[size];
        if (request.Struct is not { } layout || Chance(16))
        {
            Noise(argument);
        }
        else
        {
            byte[] whole = new byte[layout.Size];
            Fill(layout, whole, 0);
            whole.AsSpan(0, Math.Min(size, whole.Length)).CopyTo(argument);
        }

        if (Chance(4))
        {
            Mutate(argument);
        }

        LimitWait(request.Index, argument, now);
        return Chance(64) ? Any32() : number;
    }

    /// <summary>Whether something of one in so many happens.</summary>
    public bool Chance(int oneIn) => Below(oneIn) == 0;

    /// <summary>A number from 0 on.</summary>
    public int Below(int bound) => (int)_random.NextBelow((ulong)bound);

    // Displays have no structure here: of them a few are enough.
    private static UapiRequest[] FindKnown()
    {
        System.Collections.Generic.List<UapiRequest> known = [];
        foreach (UapiRequest request in UapiRequests.All)
        {
            for (int weight = Weight(request); weight > 0; weight--)
            {
                known.Add(request);
            }
        }

        return [.. known];
    }

    private static int Weight(UapiRequest request) => request.Name switch
    {
        "VM_BIND" or "GROUP_SUBMIT" => 12,
        "VM_CREATE" or "GROUP_CREATE" or "BO_CREATE" or "TILER_HEAP_CREATE" => 6,
        _ => request.Struct is null ? 1 : 4,
    };

    private uint Any32() => (uint)_random.Next();

    private void Noise(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)_random.Next();
        }
    }

    private void Mutate(Span<byte> bytes)
    {
        for (int i = Below(4); i >= 0 && !bytes.IsEmpty; i--)
        {
            int at = Below(bytes.Length);
            bytes[at] = Chance(2) ? (byte)_random.Next() : (byte)(bytes[at] ^ 1 << Below(8));
        }
    }

    private void Fill(UapiStruct layout, Span<byte> bytes, int depth)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (UapiField field in layout.Fields)
        {
            if (field.IsPadding && !Chance(40))
            {
                continue;
            }

            if (field.Type == UapiType.ObjArray)
            {
                FillObjArray(field, bytes, depth);
                continue;
            }

            int size = UapiField.SizeOf(field.Type);
            for (int i = 0; i < field.Count; i++)
            {
                ulong value = field.Target is { } target ? Pointer(target, depth) : Value(field.Name);
                BinaryPrimitives.WriteUInt64LittleEndian(word, value);
                word[..size].CopyTo(bytes[(field.Offset + i * size)..]);
            }
        }
    }

    private void FillObjArray(UapiField field, Span<byte> bytes, int depth)
    {
        UapiStruct element = field.Target!.Select()!;
        int stride = Chance(12) ? Below(2 * element.Size) : element.Size;
        int count = depth > 0 && Chance(2) ? 0 : Below(MaximumElements);
        byte[] items = new byte[stride * count];
        byte[] whole = new byte[element.Size];
        for (int i = 0; i < count && depth < MaximumDepth; i++)
        {
            whole.AsSpan().Clear();
            Fill(element, whole, depth + 1);
            whole.AsSpan(0, Math.Min(stride, whole.Length)).CopyTo(items.AsSpan(i * stride));
        }

        if (Chance(16))
        {
            Mutate(items);
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes[field.Offset..], stride);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes[(field.Offset + 4)..], Chance(32) ? Any32() >> Below(32) : (uint)count);
        BinaryPrimitives.WriteUInt64LittleEndian(
            bytes[(field.Offset + 8)..], Chance(32) ? memory.BadAddress(Below(8)) : memory.Store(items));
    }

    private ulong Pointer(UapiTarget target, int depth)
    {
        if (Chance(8))
        {
            return memory.BadAddress(Below(8));
        }

        byte[] bytes = new byte[target.Structs.Count != 0 ? 128 : 8 * MaximumElements];
        if (target.Select((ulong)Below(4)) is { } layout && depth < MaximumDepth)
        {
            Fill(layout, bytes, depth + 1);
        }
        else if (target.IsText)
        {
            for (int i = 0; i < Below(bytes.Length); i++)
            {
                bytes[i] = (byte)(Chance(30) ? _random.Next() : 'a' + (ulong)Below(26));
            }
        }
        else
        {
            int size = UapiField.SizeOf(target.Type);
            for (int i = 0; i < MaximumElements; i++)
            {
                bytes[i * size] = (byte)Below(6);
            }
        }

        return memory.Store(bytes);
    }

    // Handles are small, as they are given out lowest first; addresses are few, so that they meet.
    private ulong Value(string name) => Chance(24) ? Odd() : name switch
    {
        "va" => 0x10_0000 + ((ulong)Below(16) << 12) + (Chance(4) ? (ulong)Below(8) << 21 : 0),
        "size" => Chance(3) ? (ulong)(1 + Below(4)) << 21 : (ulong)Below(16) << 12,
        "bo_offset" or "offset" => Chance(2) ? 0 : (ulong)Below(8) << 12,
        "flags" => Flags(),
        "user_va_range" => Chance(2) ? 0 : 1ul << (30 + Below(20)),
        "count_handles" => (ulong)Below(MaximumElements + 1),
        "ringbuf_size" => 4096ul << Below(6),
        "priority" => (ulong)Below(4),
        "compute_core_mask" or "fragment_core_mask" => 0x50005,
        "tiler_core_mask" or "max_tiler_cores" => 1,
        "max_compute_cores" or "max_fragment_cores" => (ulong)Below(5),
        "chunk_size" => 128ul << 10 << Below(3),
        "initial_chunk_count" => (ulong)Below(3),
        "max_chunks" => (ulong)Below(6),
        "stream_addr" => Chance(4) ? 0 : 0x10_0000 + ((ulong)Below(64) << 6),
        "stream_size" => Chance(4) ? 0 : (ulong)Below(64) << 3,
        "capability" => (ulong)Below(0x18),
        "fd" => (ulong)(3 + Below(6)),
        "handle" when Chance(3) => (1ul << 16) | (ulong)Below(3),
        "name_len" => (ulong)Below(70),
        "timeline_value" or "point" or "src_point" or "dst_point" => Chance(2) ? 0 : (ulong)Below(10),
        _ => (ulong)Below(6),
    };

    private ulong Flags() => Below(6) switch
    {
        0 => 1ul << 31 | (ulong)Below(2),
        1 => (ulong)Below(3) << 28,
        2 => 1,
        3 => (ulong)Below(16),
        _ => 0,
    };

    private ulong Odd() => Below(6) switch
    {
        0 => ulong.MaxValue,
        1 => 1ul << Below(64),
        2 => (1ul << Below(64)) - 1,
        3 => uint.MaxValue,
        4 => 0,
        _ => _random.Next() >> Below(64),
    };

    // A wait may last for ever, and that would be right. Here it is to end.
    private void LimitWait(uint index, Span<byte> argument, VirtualTime now)
    {
        int offset = index == WaitIndex ? 8 : index == TimelineWaitIndex ? 16 : -1;
        if (offset >= 0 && argument.Length >= offset + sizeof(long))
        {
            BinaryPrimitives.WriteInt64LittleEndian(
                argument[offset..], Chance(2) ? 0 : now.Nanoseconds + Below(200_000));
        }
    }
}
