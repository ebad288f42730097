using System.Collections;
using System.Linq;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Every array of structures of every request: strides, counts, and elements that cannot be read.</summary>
public sealed class ArgumentArrayTests
{
    public static TheoryData<string, string> Arrays
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach ((string request, string path, UapiField array) in ArgumentLab.AllFields())
            {
                if (array.Type == UapiType.ObjArray)
                {
                    rows.Add(request, path);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void These_are_the_arrays() => Assert.Equal(
        ["BO_SYNC.ops", "GROUP_CREATE.queues", "GROUP_SUBMIT.queue_submits", "GROUP_SUBMIT.queue_submits.syncs",
         "VM_BIND.ops", "VM_BIND.ops.syncs"],
        Arrays.Select(row => $"{row.Data.Item1}.{row.Data.Item2}").Order(System.StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Arrays))]
    public void A_stride_that_lacks_a_field_of_the_first_version_is_EINVAL(string request, string path)
    {
        using var lab = new ArgumentLab();
        int minimum = Element(request, path).MinimumSize;
        foreach (int stride in (int[])[0, 1, minimum / 2, minimum - 1])
        {
            Assert.Equal((stride, Errno.EINVAL), (stride, lab.CallWith(request, path, Raw(lab, stride, 1)).Errno));
            Assert.Equal((stride, Errno.EINVAL), (stride, CallAt(lab, request, path, stride, ArgumentLab.Bad)));
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void A_longer_stride_is_accepted_if_what_the_driver_does_not_know_is_zero(string request, string path)
    {
        using var lab = new ArgumentLab();
        UapiStruct element = Element(request, path);
        foreach (int stride in (int[])[element.Size + 1, element.Size + 8, 2 * element.Size, 5000])
        {
            (Errno Zeros, Errno Last, Errno First) expected = (Errno.None, Errno.E2BIG, Errno.E2BIG);
            ulong array = StoreElement(lab, request, path, stride);
            Errno zeros = CallAt(lab, request, path, stride, array);
            Poke(lab, array + (ulong)stride - 1, 1);
            Errno last = CallAt(lab, request, path, stride, array);
            Poke(lab, array + (ulong)stride - 1, 0);
            Poke(lab, array + (ulong)element.Size, 1);
            Errno first = CallAt(lab, request, path, stride, array);
            Assert.Equal((stride, expected), (stride, (zeros, last, first)));
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void An_element_that_cannot_be_read_is_EFAULT(string request, string path)
    {
        using var lab = new ArgumentLab();
        int size = Element(request, path).Size;
        ulong page = ArgumentLab.LonePage(lab.Lab);
        byte[] element = lab.Lab.Load(StoreElement(lab, request, path, size), size);
        foreach (int stride in (int[])[size, size + 8])
        {
            Assert.Equal(Errno.EFAULT, CallAt(lab, request, path, stride, 0));
            Assert.Equal(Errno.EFAULT, CallAt(lab, request, path, stride, ArgumentLab.Bad));
            Assert.Equal(Errno.EFAULT, CallAt(lab, request, path, stride, ulong.MaxValue - 7));
            ulong atEnd = page + 4096 - (ulong)stride;
            Assert.True(lab.Lab.Memory.Write(page, new byte[4096]).IsOk);
            Assert.True(lab.Lab.Memory.Write(atEnd, element).IsOk);
            Assert.Equal(Errno.EFAULT, CallAt(lab, request, path, stride, atEnd + 1));
            Assert.Equal(Errno.EFAULT, CallAt(lab, request, path, stride, atEnd, count: 2));
            Assert.Equal(Errno.None, CallAt(lab, request, path, stride, atEnd));
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Of_an_array_without_elements_nothing_is_looked_at(string request, string path)
    {
        using var lab = new ArgumentLab();
        Errno expected = path == "queues" ? Errno.EINVAL : Errno.None;
        Assert.Equal(expected, CallAt(lab, request, path, 0, ArgumentLab.Bad, count: 0));
        Assert.Equal(expected, CallAt(lab, request, path, 7, 0, count: 0));
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void More_elements_than_there_is_memory_for_are_ENOMEM(string request, string path)
    {
        using var lab = new ArgumentLab();
        Errno expected = path == "queues" ? Errno.EINVAL : Errno.ENOMEM;
        int stride = Element(request, path).Size;
        Assert.Equal(expected, CallAt(lab, request, path, stride, ArgumentLab.Bad, uint.MaxValue));
        Assert.Equal(expected, CallAt(lab, request, path, stride + 8, ArgumentLab.Bad, 1 << 28));
    }

    private static UapiStruct Element(string request, string path) => ArgumentLab.AllFields()
        .Single(one => one.Request == request && one.Path == path).Field.Target!.Select()!;

    private static Errno CallAt(
        ArgumentLab lab, string request, string path, int stride, ulong array, uint count = 1)
    {
        Errno errno = lab.CallWith(
            request, path, IoctlLab.Fields(("stride", stride), ("count", count), ("array", array))).Errno;
        lab.Settle();
        return errno;
    }

    private static Hashtable Raw(ArgumentLab lab, int stride, uint count) =>
        IoctlLab.Fields(("stride", stride), ("count", count), ("array", lab.Room(4096)));

    /// <summary>The element of an argument that is right, with room for a longer one.</summary>
    private static ulong StoreElement(ArgumentLab lab, string request, string path, int stride)
    {
        Hashtable at = lab.Valid(request);
        string[] steps = path.Split('.');
        foreach (string step in steps[..^1])
        {
            at = ((Hashtable[])at[step]!)[0];
        }

        UapiArgument element = UapiEncoder.Encode(
            lab.Lab.File, Element(request, path), ((Hashtable[])at[steps[^1]]!)[0]);
        ulong array = lab.Room(stride);
        Assert.True(lab.Lab.Memory.Write(array, element.Bytes.Span).IsOk);
        return array;
    }

    private static void Poke(ArgumentLab lab, ulong address, byte value) =>
        Assert.True(lab.Lab.Memory.Write(address, [value]).IsOk);
}
