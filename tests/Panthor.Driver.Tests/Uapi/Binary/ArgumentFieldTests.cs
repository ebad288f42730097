using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Every padding and every word of flags of every request: what must be zero, and what nobody looks at.</summary>
public sealed class ArgumentFieldTests
{
    private const uint OpTypes = 0xfu << 28;
    private const uint SyncFlags = 1u << 31 | 0xff;

    // The only paddings that the kernel does not look at; that of BO_QUERY_INFO it clears.
    private static readonly string[] s_ignoredPaddings =
        ["BO_QUERY_INFO.pad", "GEM_CLOSE.pad", "SYNCOBJ_TIMELINE_WAIT.pad", "SYNCOBJ_WAIT.pad"];

    // The bits that mean something; null if bits that do not are ignored.
    private static readonly SortedDictionary<string, uint?> s_knownFlags = new(StringComparer.Ordinal)
    {
        ["BO_CREATE.flags"] = 3,
        ["GROUP_SUBMIT.queue_submits.syncs.flags"] = SyncFlags,
        ["PRIME_FD_TO_HANDLE.flags"] = null,
        ["PRIME_HANDLE_TO_FD.flags"] = 0x8_0002,
        ["SYNCOBJ_CREATE.flags"] = 1,
        ["SYNCOBJ_EVENTFD.flags"] = 4,
        ["SYNCOBJ_FD_TO_HANDLE.flags"] = 3,
        ["SYNCOBJ_HANDLE_TO_FD.flags"] = 3,
        ["SYNCOBJ_QUERY.flags"] = 1,
        ["SYNCOBJ_TIMELINE_SIGNAL.flags"] = 0,
        ["SYNCOBJ_TIMELINE_WAIT.flags"] = 0xf,
        ["SYNCOBJ_TRANSFER.flags"] = 2,
        ["SYNCOBJ_WAIT.flags"] = 0xb,
        ["VM_BIND.flags"] = null,
        ["VM_BIND.ops.flags"] = OpTypes | 0xf,
        ["VM_BIND.ops.syncs.flags"] = SyncFlags,
        ["VM_CREATE.flags"] = 0,
    };

    public static TheoryData<string> Requests => [.. ArgumentLab.Requests.Select(request => request.Name)];

    public static TheoryData<string, string> Paddings => Fields(one => one.IsPadding);

    public static TheoryData<string, string> Flags => Fields(one => one.Name == "flags");

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_with_an_argument_that_is_right_succeeds(string request)
    {
        using var lab = new ArgumentLab();
        IoctlAnswer answer = lab.Lab.Call(request, ArgumentLab.Pairs(lab.Valid(request)));
        Assert.True(answer.Result.IsOk, answer.Result.ToString());
    }

    [Theory]
    [MemberData(nameof(Paddings))]
    public void A_padding_must_be_zero_unless_nobody_looks_at_it(string request, string path)
    {
        UapiField field = ArgumentLab.AllFields().Single(f => f.Request == request && f.Path == path).Field;
        for (int i = 0; i < field.Size; i++)
        {
            using var lab = new ArgumentLab();
            object value = field.Count == 1 ? 1u << 8 * i : OneOf(field.Count, i);
            IoctlAnswer answer = lab.CallWith(request, path, value);
            bool isIgnored = s_ignoredPaddings.Contains($"{request}.{path}");
            Assert.Equal(isIgnored ? Errno.None : Errno.EINVAL, answer.Errno);
        }
    }

    [Fact]
    public void Of_all_words_of_flags_it_is_known_what_they_may_hold() =>
        Assert.Equal(
            s_knownFlags.Keys, Flags.Select(row => $"{row.Data.Item1}.{row.Data.Item2}").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Flags))]
    public void Flags_that_mean_nothing_are_refused_unless_nobody_looks_at_them(string request, string path)
    {
        using var lab = new ArgumentLab();
        uint? known = s_knownFlags[$"{request}.{path}"];
        uint right = request == "VM_BIND" && path == "flags" ? 1u
            : path.EndsWith("syncs.flags", StringComparison.Ordinal) ? 1u << 31 : 0;
        for (int bit = 0; bit < 32; bit++)
        {
            if (((known ?? right) & 1u << bit) == 0)
            {
                IoctlAnswer answer = lab.CallWith(request, path, right | 1u << bit);
                Assert.Equal((bit, known is null ? Errno.None : Errno.EINVAL), (bit, answer.Errno));
            }
        }
    }

    private static TheoryData<string, string> Fields(Func<UapiField, bool> predicate)
    {
        var rows = new TheoryData<string, string>();
        foreach ((string request, string path, UapiField field) in ArgumentLab.AllFields())
        {
            if (predicate(field))
            {
                rows.Add(request, path);
            }
        }

        return rows;
    }

    private static byte[] OneOf(int count, int nonZero)
    {
        byte[] bytes = new byte[count];
        bytes[nonZero] = 1;
        return bytes;
    }
}
