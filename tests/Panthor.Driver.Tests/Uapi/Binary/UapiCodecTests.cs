using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using Panthor.Driver.Tests.Uapi.Fuzz;
using Panthor.Driver.Uapi.Binary;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Values to bytes and back.</summary>
public sealed class UapiCodecTests
{
    private const ulong Bad = 0xdead_0000;

    public static TheoryData<string> Structs => [.. AllStructs().Select(layout => layout.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Structs))]
    public void Every_structure_comes_back_as_it_was_given(string name)
    {
        using var lab = new IoctlLab();
        UapiStruct layout = AllStructs().First(one => one.Name == name);
        int next = 1;
        OrderedDictionary given = MakeUp(layout, ref next);
        UapiArgument argument = UapiEncoder.Encode(lab.File, layout, given);
        Assert.Equal(layout.Size, argument.Bytes.Length);
        IReadOnlyList<KeyValuePair<string, object>> decoded = Decode(lab, layout, argument.Bytes);
        Assert.Equal(layout.Fields.Select(one => one.Name), decoded.Select(one => one.Key));
        foreach ((string key, object value) in decoded)
        {
            if (given[key] is { } expected && !IsCounted(layout, key))
            {
                Assert.Equal((key, FuzzWords.Text(Fields(expected))), (key, FuzzWords.Text(value)));
            }
        }

        UapiArgument again = UapiEncoder.Encode(lab.File, layout, Dictionary(decoded));
        Assert.Equal(FuzzWords.Text(decoded), FuzzWords.Text(Decode(lab, layout, again.Bytes)));
        again.Free();
        argument.Free();
        Assert.Equal(0, lab.File.Heap.BlockCount);
    }

    [Theory]
    [MemberData(nameof(Structs))]
    public void What_is_left_out_is_zero(string name)
    {
        using var lab = new IoctlLab();
        UapiStruct layout = AllStructs().First(one => one.Name == name);
        UapiArgument argument = UapiEncoder.Encode(lab.File, layout, new Hashtable());
        Assert.Equal(new byte[layout.Size], argument.Bytes.ToArray());
        Hashtable nulls = [];
        foreach (UapiField one in layout.Fields)
        {
            nulls.Add(one.Name, null);
        }

        Assert.Equal(new byte[layout.Size], UapiEncoder.Encode(lab.File, layout, nulls).Bytes.ToArray());
        Assert.Equal(0, lab.File.Heap.BlockCount);
    }

    [Theory]
    [MemberData(nameof(Structs))]
    public void Of_too_few_bytes_the_fields_that_are_whole_are_read(string name)
    {
        using var lab = new IoctlLab();
        UapiStruct layout = AllStructs().First(one => one.Name == name);
        for (int size = 0; size <= layout.Size; size++)
        {
            Assert.Equal(
                layout.Fields.Count(one => one.Offset + one.Size <= size), Decode(lab, layout, new byte[size]).Count);
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(255L)]
    [InlineData(-1L)]
    [InlineData(-128L)]
    public void A_number_fits_a_byte(long value) =>
        Assert.Equal(unchecked((byte)value), Encoded("GROUP_CREATE", "priority", value)[19]);

    [Theory]
    [InlineData("GROUP_CREATE", "priority", 256L)]
    [InlineData("GROUP_CREATE", "priority", -129L)]
    [InlineData("VM_BIND", "vm_id", 1L << 32)]
    [InlineData("VM_BIND", "vm_id", -(1L << 31) - 1)]
    [InlineData("PRIME_FD_TO_HANDLE", "fd", 1L << 32)]
    public void A_number_that_does_not_fit_is_refused(string request, string name, long value) =>
        AssertRefused(request, (name, value), $"{name}: '{value}'");

    [Theory]
    [InlineData(-1L, uint.MaxValue)]
    [InlineData(-(1L << 31), 1u << 31)]
    [InlineData((long)uint.MaxValue, uint.MaxValue)]
    [InlineData(0x7fff_ffffL, 0x7fff_ffffu)]
    public void The_bits_of_a_negative_number_count(long value, uint expected) =>
        Assert.Equal(expected, BitConverter.ToUInt32(Encoded("VM_BIND", "vm_id", value)));

    [Fact]
    public void Numbers_of_every_type_are_numbers()
    {
        foreach (object seven in (object[])[(byte)7, (sbyte)7, (short)7, (ushort)7, 7, 7u, 7L, 7ul])
        {
            Assert.Equal(7u, BitConverter.ToUInt32(Encoded("VM_BIND", "vm_id", seven)));
        }

        Assert.Equal(ulong.MaxValue, BitConverter.ToUInt64(Encoded("BO_CREATE", "size", ulong.MaxValue)));
        Assert.Equal(ulong.MaxValue, BitConverter.ToUInt64(Encoded("BO_CREATE", "size", -1L)));
    }

    [Fact]
    public void Other_values_are_numbers_if_the_caller_can_read_them()
    {
        using var lab = new IoctlLab();
        UapiStruct layout = UapiRequests.Find("VM_BIND")!.Struct!;
        Hashtable fields = IoctlLab.Fields(("vm_id", "seven"));
        Assert.Throws<UapiFormatException>(() => UapiEncoder.Encode(lab.File, layout, fields));
        UapiArgument argument = UapiEncoder.Encode(lab.File, layout, fields, value => value is "seven" ? 7 : null);
        Assert.Equal(7, argument.Bytes.Span[0]);
        AssertRefused("VM_BIND", ("vm_id", 1.5), "vm_id: '1.5' (Double) is not a number");
    }

    [Fact]
    public void Fields_are_found_whatever_their_case_and_others_are_refused()
    {
        Assert.Equal(3, Encoded("VM_BIND", "VM_Id", 3)[0]);
        AssertRefused(
            "VM_BIND", ("vmid", 3), "vmid: drm_panthor_vm_bind has no such field. Its fields: vm_id, flags, ops");
        Hashtable[] ops = [IoctlLab.Fields(("vaa", 1))];
        AssertRefused("VM_BIND", ("ops", ops), "ops[0].vaa: drm_panthor_vm_bind_op has no such");
    }

    [Fact]
    public void What_is_wrong_deep_inside_is_named_with_its_place()
    {
        Hashtable sync = IoctlLab.Fields(("handle", 1L << 40));
        AssertRefused(
            "VM_BIND",
            ("ops", new[] { new Hashtable(), IoctlLab.Fields(("syncs", new[] { new Hashtable(), sync })) }),
            "ops[1].syncs[1].handle: ");
        AssertRefused("VM_BIND", ("ops", 7), "ops: a list of drm_panthor_vm_bind_op is expected");
        AssertRefused("VM_BIND", ("ops", "seven"), "ops: a list of drm_panthor_vm_bind_op is expected");
        AssertRefused("VM_BIND", ("ops", new object[] { 7 }), "ops[0]: the fields of drm_panthor_vm_bind_op");
        AssertRefused("VM_BIND", ("ops", IoctlLab.Fields(("stride", "x"))), "ops.stride: 'x' (String) is not a number");
        AssertRefused("SYNCOBJ_WAIT", ("handles", new object[] { 1, "x" }), "handles[1]: 'x' (String) is not a number");
        AssertRefused("SYNCOBJ_WAIT", ("handles", new[] { 1L << 32 }), "handles[0]: ");
        Hashtable[] queues = [IoctlLab.Fields(("pad", new[] { 0, 0, 0, 0 }))];
        AssertRefused("GROUP_CREATE", ("queues", queues), "queues[0].pad: more than 3 elements");
        AssertRefused("DEV_QUERY", ("pointer", "text"), "pointer: 'text' (String) is neither an address nor");
    }

    [Fact]
    public void What_was_refused_leaves_nothing_in_the_clients_memory()
    {
        using var lab = new IoctlLab();
        UapiStruct layout = UapiRequests.Find("VM_BIND")!.Struct!;
        Hashtable good = IoctlLab.Fields(("syncs", new[] { IoctlLab.Fields(("handle", 1)) }));
        Assert.Throws<UapiFormatException>(() => UapiEncoder.Encode(
            lab.File, layout, IoctlLab.Fields(("ops", new[] { good, good, IoctlLab.Fields(("va", "x")) }))));
        Assert.Equal(0, lab.File.Heap.BlockCount);
    }

    [Theory]
    [InlineData(48, 48)]
    [InlineData(64, 48)]
    [InlineData(16, 16)]
    [InlineData(0, 0)]
    public void A_stride_of_the_callers_choice_stretches_the_elements_or_cuts_them(int stride, int known)
    {
        using var lab = new IoctlLab();
        Hashtable[] items = [IoctlLab.Fields(("flags", 1), ("size", 2)), IoctlLab.Fields(("flags", 3), ("size", 4))];
        UapiArgument argument = UapiEncoder.Encode(
            lab.File,
            UapiRequests.Find("VM_BIND")!.Struct!,
            IoctlLab.Fields(("ops", IoctlLab.Fields(("items", items), ("stride", stride)))));
        ReadOnlySpan<byte> ops = argument.Bytes.Span[8..];
        Assert.Equal((stride, 2), (BitConverter.ToInt32(ops), BitConverter.ToInt32(ops[4..])));
        byte[] stored = lab.Load(BitConverter.ToUInt64(ops[8..]), 2 * stride);
        if (stride > 0)
        {
            int size = Math.Min(24, stride - 1);
            Assert.Equal((1, 3), (stored[0], stored[stride]));
            Assert.Equal(known == 48 ? (2, 4) : (0, 0), (stored[size], stored[stride + size]));
            Assert.All(stored[known..stride], b => Assert.Equal(0, b));
        }

        argument.Free();
        Assert.Equal(0, lab.File.Heap.BlockCount);
    }

    [Fact]
    public void A_caller_may_lie_about_an_array()
    {
        using var lab = new IoctlLab();
        byte[] ops = Encoded("VM_BIND", "ops", IoctlLab.Fields(("stride", 7), ("count", 9), ("array", Bad)))[8..];
        Assert.Equal((7, 9), (BitConverter.ToInt32(ops), BitConverter.ToInt32(ops, 4)));
        Assert.Equal(Bad, BitConverter.ToUInt64(ops, 8));
        AssertRefused(
            "VM_BIND",
            ("ops", IoctlLab.Fields(("items", new[] { new Hashtable() }), ("stride", 65ul << 20))),
            "ops: 1 elements of");
    }

    [Fact]
    public void Lists_texts_and_bytes_are_counted_unless_the_caller_counts()
    {
        using var lab = new IoctlLab();
        Assert.Equal(3u, Wait(lab, ("handles", new[] { 1, 2, 3 })));
        Assert.Equal(2u, Wait(lab, ("handles", new byte[8])));
        Assert.Equal(9u, Wait(lab, ("handles", new[] { 1 }), ("count_handles", 9)));
        Assert.Equal(0u, Wait(lab, ("handles", Bad)));
        Assert.Equal(5ul, BitConverter.ToUInt64(Encoded("SET_CLIENT_NAME", "name", "game1")));
        Assert.Equal(6ul, BitConverter.ToUInt64(Encoded("SET_CLIENT_NAME", "name", "spiél")));
    }

    [Fact]
    public void A_structure_behind_a_pointer_is_the_one_that_the_selector_names()
    {
        using var lab = new IoctlLab();
        Hashtable time = IoctlLab.Fields(("flags", 3));
        UapiStruct layout = UapiRequests.Find("DEV_QUERY")!.Struct!;
        byte[] query = UapiEncoder.Encode(
            lab.File, layout, IoctlLab.Fields(("type", 2), ("pointer", time))).Bytes.ToArray();
        Assert.Equal(56, BitConverter.ToInt32(query, 4));
        Assert.Equal(3, lab.Load(BitConverter.ToUInt64(query, 8), 56)[24]);
        AssertRefused("DEV_QUERY", ("pointer", time), "pointer.flags: drm_panthor_gpu_info has no such field");
        Assert.Throws<UapiFormatException>(
            () => UapiEncoder.Encode(lab.File, layout, IoctlLab.Fields(("type", 4), ("pointer", time))));
    }

    [Fact]
    public void A_full_heap_is_told()
    {
        using var lab = new IoctlLab();
        while (lab.File.Heap.Allocate(1 << 20).IsOk)
        {
        }

        Assert.Throws<UapiFormatException>(() => UapiEncoder.Encode(
            lab.File, UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!, IoctlLab.Fields(("handles", new byte[1 << 20]))));
    }

    [Fact]
    public void What_cannot_be_read_stays_an_address()
    {
        using var lab = new IoctlLab();
        byte[] wait = [.. BitConverter.GetBytes(Bad), .. new byte[8], 4, 0, 0, 0, .. new byte[20]];
        Assert.Equal(Bad, Decode(lab, UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!, wait)[0].Value);
        byte[] bind = [.. new byte[8], 48, 0, 0, 0, 2, 0, 0, 0, .. BitConverter.GetBytes(Bad)];
        Assert.Equal(
            "{stride=48, count=2, array=0xdead0000}",
            FuzzWords.Text(Decode(lab, UapiRequests.Find("VM_BIND")!.Struct!, bind)[2].Value));
        byte[] label = [1, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(Bad)];
        Assert.Equal(Bad, Decode(lab, UapiRequests.Find("BO_SET_LABEL")!.Struct!, label)[2].Value);
        byte[] query = [9, 0, 0, 0, 8, 0, 0, 0, .. BitConverter.GetBytes(lab.Store(new byte[8]))];
        Assert.IsType<ulong>(Decode(lab, UapiRequests.Find("DEV_QUERY")!.Struct!, query)[2].Value);
    }

    [Fact]
    public void Claims_of_too_many_elements_are_not_believed()
    {
        using var lab = new IoctlLab();
        byte[] room = BitConverter.GetBytes(lab.Store(new byte[64]));
        byte[] bind = [.. new byte[12], 255, 255, 255, 255, .. room];
        Assert.IsType<KeyValuePair<string, object>[]>(
            Decode(lab, UapiRequests.Find("VM_BIND")!.Struct!, bind)[2].Value);
        byte[] wait = [.. room, .. new byte[8], 255, 255, 255, 255, .. new byte[20]];
        Assert.IsType<ulong>(Decode(lab, UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!, wait)[0].Value);
    }

    [Fact]
    public void Pointers_are_not_followed_if_that_is_not_wanted()
    {
        using var lab = new IoctlLab();
        UapiStruct layout = UapiRequests.Find("BO_SET_LABEL")!.Struct!;
        UapiArgument argument = UapiEncoder.Encode(lab.File, layout, IoctlLab.Fields(("label", "vertices")));
        Assert.Equal("vertices", Decode(lab, layout, argument.Bytes)[2].Value);
        Assert.Equal(argument.Blocks.Single(), Decode(lab, layout, argument.Bytes, follows: false)[2].Value);
    }

    private static IEnumerable<UapiStruct> AllStructs() =>
        UapiRequests.All.Select(request => request.Struct).OfType<UapiStruct>().SelectMany(WithInner);

    private static IEnumerable<UapiStruct> WithInner(UapiStruct layout) => layout.Fields
        .SelectMany(one => one.Target?.Structs ?? [])
        .SelectMany(WithInner)
        .Append(layout);

    /// <summary>Values for all fields, all different.</summary>
    private static OrderedDictionary MakeUp(UapiStruct layout, ref int next)
    {
        OrderedDictionary values = [];
        foreach (UapiField one in layout.Fields)
        {
            values.Add(one.Name, MakeUp(layout, one, ref next));
        }

        return values;
    }

    private static object? MakeUp(UapiStruct layout, UapiField one, ref int next)
    {
        if (IsCounted(layout, one.Name) || layout.Fields.Any(other => other.Target?.SelectorField == one.Name))
        {
            return null;
        }

        if (one.Target is { } target)
        {
            return target.Structs.Count == 0
                ? target.IsText ? $"text{next++}" : Numbers(target.Type, 3, ref next)
                : one.Type == UapiType.ObjArray
                    ? new[] { MakeUp(target.Select()!, ref next), MakeUp(target.Select()!, ref next) }
                    : MakeUp(target.Select()!, ref next);
        }

        return one.Count > 1 ? Numbers(one.Type, one.Count, ref next) : Number(one.Type, next++);
    }

    private static object[] Numbers(UapiType type, int count, ref int next)
    {
        object[] numbers = new object[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Number(type, next++);
        }

        return numbers;
    }

    private static object Number(UapiType type, int value) => type switch
    {
        UapiType.U8 => (byte)value,
        UapiType.U32 => 0xffff_0000u + (uint)value,
        UapiType.S32 => -value,
        UapiType.S64 => -1L << 40 | (uint)value,
        _ => 0xffff_ff00_0000_0000ul + (ulong)value,
    };

    private static bool IsCounted(UapiStruct layout, string name) =>
        layout.Fields.Any(one => one.Target?.CountField == name);

    private static object Fields(object value) => value switch
    {
        OrderedDictionary fields => fields.Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, Fields(entry.Value ?? 0)))
            .ToArray(),
        OrderedDictionary[] list => Array.ConvertAll(list, Fields),
        _ => value,
    };

    private static OrderedDictionary Dictionary(IEnumerable<KeyValuePair<string, object>> fields)
    {
        OrderedDictionary values = [];
        foreach ((string name, object value) in fields)
        {
            values.Add(name, value switch
            {
                IEnumerable<KeyValuePair<string, object>> one => Dictionary(one),
                object[] { Length: > 0 } many when many[0] is IEnumerable<KeyValuePair<string, object>> =>
                    Array.ConvertAll(many, one => Dictionary((IEnumerable<KeyValuePair<string, object>>)one)),
                _ => value,
            });
        }

        return values;
    }

    private static IReadOnlyList<KeyValuePair<string, object>> Decode(
        IoctlLab lab, UapiStruct layout, ReadOnlyMemory<byte> bytes, bool follows = true) =>
        lab.Test.Call(() => new UapiDecoder(lab.File, follows).DecodeAsync(layout, bytes));

    private static byte[] Encoded(string request, string name, object value)
    {
        using var lab = new IoctlLab();
        return UapiEncoder.Encode(
            lab.File, UapiRequests.Find(request)!.Struct!, IoctlLab.Fields((name, value))).Bytes.ToArray();
    }

    private static uint Wait(IoctlLab lab, params (string Name, object Value)[] fields)
    {
        UapiStruct layout = UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!;
        UapiArgument argument = UapiEncoder.Encode(lab.File, layout, IoctlLab.Fields(fields));
        return BitConverter.ToUInt32(argument.Bytes.Span[layout.Find("count_handles")!.Offset..]);
    }

    private static void AssertRefused(string request, (string Name, object Value) given, string message)
    {
        using var lab = new IoctlLab();
        UapiFormatException refusal = Assert.Throws<UapiFormatException>(() => UapiEncoder.Encode(
            lab.File, UapiRequests.Find(request)!.Struct!, IoctlLab.Fields(given)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, lab.File.Heap.BlockCount);
    }
}
