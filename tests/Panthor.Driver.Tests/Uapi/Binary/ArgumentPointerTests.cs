using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Uapi.Binary;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Every pointer of every request, and the pointer to its argument: what leads nowhere is EFAULT.</summary>
public sealed class ArgumentPointerTests
{
    // What is behind them is written, not read. Where text is only written as far as there is room for it, null is fine.
    private static readonly string[] s_written =
        ["DEV_QUERY.pointer", "SYNCOBJ_QUERY.points", "VERSION.date", "VERSION.desc", "VERSION.name"];

    private static readonly SortedDictionary<string, Errno> s_null = new(StringComparer.Ordinal)
    {
        ["BO_SET_LABEL.label"] = Errno.None, // takes the label away
        ["DEV_QUERY.pointer"] = Errno.None, // tells the size
        ["SYNCOBJ_TIMELINE_SIGNAL.points"] = Errno.None, // all zero
        ["SYNCOBJ_TIMELINE_WAIT.points"] = Errno.None,
        ["VERSION.date"] = Errno.None,
        ["VERSION.desc"] = Errno.None,
        ["VERSION.name"] = Errno.None,
    };

    public static TheoryData<string, string> Pointers
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach ((string request, string path, UapiField one) in ArgumentLab.AllFields())
            {
                if (one.Target is not null && one.Type == UapiType.U64)
                {
                    rows.Add(request, path);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> Requests =>
        [.. UapiRequests.All.Where(request => request.Size != 0).Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Pointers))]
    public void A_pointer_that_leads_nowhere_is_EFAULT(string request, string path)
    {
        using var lab = new ArgumentLab();
        foreach (ulong address in (ulong[])[1, ArgumentLab.Bad, 1ul << 47, 1ul << 63, ulong.MaxValue - 3])
        {
            Assert.Equal((address, Errno.EFAULT), (address, Call(lab, request, path, address)));
        }
    }

    [Theory]
    [MemberData(nameof(Pointers))]
    public void A_null_pointer_is_EFAULT_unless_it_means_something(string request, string path)
    {
        using var lab = new ArgumentLab();
        Errno expected = s_null.GetValueOrDefault($"{request}.{path}", Errno.EFAULT);
        Assert.Equal(expected, Call(lab, request, path, 0));
    }

    [Theory]
    [MemberData(nameof(Pointers))]
    public void What_is_not_all_mapped_is_EFAULT(string request, string path)
    {
        using var lab = new ArgumentLab();
        ulong page = ArgumentLab.LonePage(lab.Lab);
        Assert.True(lab.Lab.Memory.Write(page, Enumerable.Repeat((byte)'x', 4096).ToArray()).IsOk);
        Errno expected = path == "date" ? Errno.None : Errno.EFAULT; // a date has one byte
        Assert.Equal(expected, Call(lab, request, path, page + 4096 - 1));
    }

    [Theory]
    [MemberData(nameof(Pointers))]
    public void Memory_that_the_client_must_not_write_is_EFAULT_where_the_driver_writes(string request, string path)
    {
        using var lab = new ArgumentLab();
        ulong page = lab.Lab.Memory.MapAnonymous(4096, UserProtection.Read).Value;
        Errno expected = s_written.Contains($"{request}.{path}") ? Errno.EFAULT
            : path == "handles" ? Errno.ENOENT // there is none of 0
            : request == "SET_CLIENT_NAME" ? Errno.EINVAL // zeros are no name
            : Errno.None;
        Assert.Equal(expected, Call(lab, request, path, page));
    }

    [Theory]
    [MemberData(nameof(Pointers))]
    public void Memory_that_the_client_must_not_touch_is_EFAULT(string request, string path)
    {
        using var lab = new ArgumentLab();
        ulong page = lab.Lab.Memory.MapAnonymous(4096, UserProtection.None).Value;
        Assert.Equal(Errno.EFAULT, Call(lab, request, path, page));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void An_argument_that_is_not_there_is_EFAULT_before_anything_else_is_looked_at(string name)
    {
        using var lab = new IoctlLab();
        UapiRequest request = UapiRequests.Find(name)!;
        bool isRead = (request.Number & UapiRequest.IocIn) != 0;
        ulong page = ArgumentLab.LonePage(lab);
        Assert.Equal(Errno.EFAULT, lab.Ioctl(request.Number, ArgumentLab.Bad).Errno);
        Assert.Equal(Errno.EFAULT, lab.Ioctl(request.Number, page + 4096 - (ulong)request.Size + 1).Errno);
        Assert.True(isRead || request.Name is "GET_MAGIC" or "GET_STATS");
    }

    // The length that goes with a pointer is what it is with the right one.
    private static Errno Call(ArgumentLab lab, string request, string path, ulong address)
    {
        if (request == "SET_CLIENT_NAME")
        {
            return lab.Lab.Call(request, ("name_len", 4), ("name", address)).Errno;
        }

        if (path == "handles")
        {
            return lab.Lab.Call(request, ("count_handles", 1), ("handles", address)).Errno;
        }

        return lab.CallWith(request, path, address).Errno;
    }
}
