using System;
using System.Linq;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>What the requests of displays answer to the master of a device without one, to the byte.</summary>
public sealed class DisplayIoctlTests
{
    public static TheoryData<string> Requests =>
    [
        .. UapiRequests.All
            .Where(request => request.Name.StartsWith("MODE_", StringComparison.Ordinal)
                || request.Name is "WAIT_VBLANK" or "CRTC_GET_SEQUENCE" or "CRTC_QUEUE_SEQUENCE")
            .Select(request => request.Name),
    ];

    [Fact]
    public void There_are_so_many() => Assert.Equal(40, Requests.Count);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_of_displays_is_refused_and_leaves_its_argument_alone(string name)
    {
        using var lab = new IoctlLab();
        DrmFile master = lab.Open(DrmNode.Primary);
        UapiRequest request = UapiRequests.Find(name)!;
        byte[] argument = [.. Enumerable.Repeat((byte)0xee, request.Size)];
        byte[] expected = (byte[])argument.Clone();
        Errno errno = name switch
        {
            "MODE_ATTACHMODE" or "MODE_DETACHMODE" => Errno.None,
            "MODE_CREATE_DUMB" or "MODE_MAP_DUMB" or "MODE_DESTROY_DUMB" => Errno.ENOSYS,
            "MODE_GETFB2" or "MODE_LIST_LESSEES" or "MODE_GET_LEASE" => Errno.EINVAL,
            _ => Errno.EOPNOTSUPP,
        };
        switch (name)
        {
            case "MODE_CREATE_DUMB":
                expected.AsSpan(16).Clear();
                break;
            case "MODE_MAP_DUMB":
                expected.AsSpan(8).Clear();
                break;
        }

        Assert.Equal(errno, lab.Ioctl(request.Number, argument, master).Errno);
        Assert.Equal(expected, argument);
        lab.Close(master);
    }

    [Theory]
    [InlineData("MODE_LIST_LESSEES")]
    [InlineData("MODE_GET_LEASE")]
    public void Leases_are_not_supported_once_the_padding_is_zero(string name)
    {
        using var lab = new IoctlLab();
        DrmFile master = lab.Open(DrmNode.Primary);
        byte[] argument = [1, 0, 0, 0, 0, 0, 0, 0, .. new byte[8]];
        Assert.Equal(Errno.EOPNOTSUPP, lab.Ioctl(UapiRequests.Find(name)!.Number, argument, master).Errno);
        argument[6] = 1;
        Assert.Equal(Errno.EINVAL, lab.Ioctl(UapiRequests.Find(name)!.Number, argument, master).Errno);
        lab.Close(master);
    }
}
